"""Any groups and rules, for tests of what pages say beside what the engine does."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from matching.rules.configuration import HARD, SOFT, RuleSet
from matching.rules.group import Group, Participant
from matching.rules.weights import PRIVATE_RULE

IDS = [UUID(int=number) for number in range(1, 13)]
topics = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=5).map(frozenset)
FIGURES = {
    "too_few_shared_hours": {"hours": 2},
    "earlier_pair": {"months": 12},
    "tenure_too_close": {"years": 2},
    "tenure_too_far": {"years": 5},
    "grade_too_close": {"grades": 1},
    "grade_too_far": {"grades": 2},
}


@st.composite
def participants(draw, number):
    return Participant(
        id=IDS[number],
        name=str(number),
        wants=draw(topics),
        knows=draw(topics),
        department=draw(st.sampled_from([None, "HR", "IT"])),
        location=draw(st.sampled_from([None, "Oslo", "Lima"])),
        utc_offset=draw(st.sampled_from([None, 0, 60, 330, 540, -480])),
        started=draw(st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2026, 1, 1)))),
        places=draw(st.integers(0, 2)),
        grade=draw(st.sampled_from([None, 1, 2, 4.5])),
        languages=draw(st.sampled_from([(), ("de",), ("de", "en"), ("fr",)])),
        facts=draw(st.sampled_from([{}, {"Team": "a"}, {"Team": "b"}])),
        ranks=draw(st.sampled_from([{}, {"Level": 1.0}, {"Level": 2.0}])),
        answers=draw(st.sampled_from([None, 0.0, 0.5, 1.0])),
        waits=draw(st.booleans()),
    )


@st.composite
def rule_sets(draw):
    names = [*HARD, "same:Team", "different:Team", "at_least:Level"]
    hard = draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    wishes = [*(rule for rule in SOFT if rule != PRIVATE_RULE), "same:Team", "at_least:Level"]
    soft = draw(st.lists(st.sampled_from(wishes), unique=True, min_size=1))
    return RuleSet(
        {rule: FIGURES.get(rule, {}) for rule in hard},
        {rule: (at + 1) / 10 for at, rule in enumerate(soft)},
    )


@st.composite
def groups(draw):
    rules = draw(rule_sets())
    people = [draw(participants(number)) for number in range(len(IDS))]
    cut = draw(st.integers(0, len(IDS)))
    managers = {person: draw(st.one_of(st.none(), st.sampled_from(IDS[:6]))) for person in IDS}
    earlier = draw(pairs)
    return Group(
        mentees=tuple(people[:cut]),
        mentors=tuple(people[cut:]),
        managers={person: above for person, above in managers.items() if above != person}
        | {person: None for person, above in managers.items() if above == person},
        reviews=draw(pairs),
        earlier=earlier,
        paired_on={pair: draw(st.dates(date(2024, 1, 1), date(2026, 1, 1))) for pair in earlier},
        blocked=draw(pairs),
        weights=rules.soft,
        hard=rules.hard,
        today=date(2026, 1, 1),
    )

"""The whole way from a group to its pairs, on any group."""

import json
import struct
from datetime import date
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    Blocked,
    DifferentDepartment,
    Person,
    Rules,
    SameDepartment,
    WantedTopics,
    score,
)
from matching.explaining import MOST_ALLOWED, MOST_FORBIDDEN, Explainer
from matching.pairing import find_best_pairs
from matching.rules.fit import MEASURES
from matching.rules.group import Group, Participant
from matching.rules.options import Option, pack, unpack
from matching.rules.profiles import (
    Measuring,
    fields_used,
    hidden_names,
    participant_in,
    profile_of,
    without_hidden,
    without_names,
)
from matching.rules.reporting import cut_circles, in_one_line

IDS = [UUID(int=number) for number in range(1, 13)]


@st.composite
def groups(draw):
    managers = {person: draw(st.one_of(st.none(), st.sampled_from(IDS[:6]))) for person in IDS}
    managers = {person: above for person, above in managers.items() if above != person}
    managers = {person: managers.get(person) for person in IDS}
    topics = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
    is_mentor = draw(st.lists(st.booleans(), min_size=len(IDS), max_size=len(IDS)))
    people = [
        Participant(
            id=person,
            name=str(person),
            wants=draw(topics),
            knows=draw(topics),
            places=draw(st.integers(0, 3)) if mentors else 0,
            utc_offset=draw(st.sampled_from([None, 0, 540])),
        )
        for person, mentors in zip(IDS, is_mentor, strict=True)
    ]
    mentors = tuple(person for person, is_one in zip(people, is_mentor, strict=True) if is_one)
    mentees = tuple(person for person, is_one in zip(people, is_mentor, strict=True) if not is_one)
    some = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=4)
    return Group(
        mentors=mentors,
        mentees=mentees,
        managers=managers,
        reviews=frozenset(draw(some)),
        earlier=frozenset(draw(some)),
        blocked=frozenset(draw(some)),
        locked=frozenset(draw(some)),
    )


@given(groups())
@settings(deadline=None, max_examples=80)
def test_no_pair_breaks_a_rule_and_no_mentor_gets_too_many(group):
    outcome = find_best_pairs(group, seed=1, report=lambda _step, _share: None)
    lines = cut_circles(group.managers)
    places = {mentor.id: mentor.places for mentor in group.mentors}
    pairs = [(pair.mentor, pair.mentee) for pair in outcome.pairs]
    for mentor, mentee in pairs:
        assert not in_one_line(mentor, mentee, lines)
        assert (mentor, mentee) not in group.earlier | group.blocked
        assert not {(mentor, mentee), (mentee, mentor)} & group.reviews
    for mentor, allowed in places.items():
        assert sum(each == mentor for each, _mentee in pairs) <= allowed
    mentees = [mentee for _mentor, mentee in pairs]
    left_out = [entry["person"] for entry in outcome.left_out]
    assert sorted([*map(str, mentees), *left_out]) == sorted(str(p.id) for p in group.mentees)
    assert abs(outcome.total - sum(pair.score for pair in outcome.pairs)) < 1e-6
    assert outcome.gap == 0


def test_people_of_whom_nothing_is_known_are_paired_all_the_same():
    one, other = (Participant(id=each, name="x", places=1) for each in IDS[:2])
    group = Group(mentors=(one,), mentees=(other,), managers={one.id: None, other.id: None})
    outcome = find_best_pairs(group, seed=1, report=lambda _step, _share: None)
    assert [(pair.mentor, pair.score, pair.parts) for pair in outcome.pairs] == [(one.id, 0, [])]
    assert options_of(outcome, other) == [(one.id, 0, ())]


def test_candidates_are_best_first_and_say_what_forbids_them():
    new = Participant(id=IDS[0], name="new", wants=("go", "sql"))
    boss = Participant(id=IDS[1], name="boss", knows=("go", "sql"), places=1)
    good = Participant(id=IDS[2], name="good", knows=("go",), places=1)
    group = Group(
        mentors=(good, boss),
        mentees=(new,),
        managers={new.id: boss.id, boss.id: None, good.id: None},
    )
    outcome = find_best_pairs(group, seed=1, report=lambda _step, _share: None)
    assert options_of(outcome, new) == [
        (good.id, 0.5, ()),
        (boss.id, 1.0, ("reporting_line",)),
    ]


def test_what_the_rules_knew_gives_the_parts_of_any_pair_again():
    mentee = Participant(
        id=IDS[0], name="m", wants=("go", "sql"), knows=("c",), department="IT", location="Oslo",
        utc_offset=60, started=date(2026, 3, 1), grade=3, waits=True,
        facts={"team": "blue", "pet": "cat"}, ranks={"level": 2},
    )  # fmt: skip
    mentor = Participant(
        id=IDS[1], name="n", wants=("c",), knows=("c", "go"), department="HR", location="Oslo",
        utc_offset=0, started=date(2021, 2, 1), grade=5, facts={"team": "blue"},
        ranks={"level": 3},
    )  # fmt: skip
    own = ("same:team", "different:team", "at_least:level")
    shares = dict.fromkeys((*MEASURES, "answers", *own), 0.1)
    used = fields_used(shares)
    then = [participant_in(json_again(profile_of(one, used))) for one in (mentee, mentor)]
    measuring = Measuring(shares, usual=0.7)
    assert measuring.parts(*then) == measuring.parts(mentee, mentor)
    assert "pet" not in str(then)


def test_topic_that_became_sensitive_is_counted_and_named_no_more():
    used = fields_used(["shared_topics"])
    knows = Participant(id=IDS[0], name="m", knows=("Law", "Stress"))
    instead = hidden_names(["Stress"])
    then = participant_in(without_names(profile_of(knows, used), instead))
    (part,) = without_hidden(Measuring({"shared_topics": 1}, usual=0).parts(then, then))
    assert part["detail"] == {"known": ["Law"], "wanted": [], "unnamed": 1}
    assert (part["value"], "Stress" in str(then)) == (1, False)


def test_nobody_is_an_option_whom_one_of_the_two_does_not_want():
    new = Participant(id=IDS[0], name="new", wants=("go",))
    mentors = [Participant(id=one, name="x", knows=("go",), places=1) for one in IDS[1:5]]
    group = Group(
        mentors=tuple(mentors),
        mentees=(new,),
        managers=dict.fromkeys(IDS[:5]) | {new.id: IDS[2]},
        apart=frozenset({(new.id, IDS[1]), (IDS[2], new.id)}),
        blocked=frozenset({(IDS[3], new.id)}),
    )
    outcome = find_best_pairs(group, seed=1, report=lambda _step, _share: None)
    found = {mentor: forbidden for mentor, _score, forbidden in options_of(outcome, new)}
    assert found == {IDS[4]: (), IDS[3]: ("blocked",), IDS[2]: ("reporting_line",)}


def options_of(outcome, mentee):
    """A mentee's options as (mentor, score, what forbids it)."""
    found = unpack(outcome.options[mentee.id], outcome.rules["hard"])
    return [(outcome.mentors[one.mentor], one.score, one.forbidden) for one in found]


def json_again(value):
    return json.loads(json.dumps(value))


def test_candidates_of_a_large_group_are_those_of_stored_scores():
    mentees = [
        Person(id=UUID(int=at), wanted="abc"[: at % 4], department=at % 3) for at in range(70)
    ]
    mentors = [
        Person(id=UUID(int=100 + at), known="abcd"[at % 3 :], department=at % 3, location=at)
        for at in range(150)
    ]
    rules = Rules(
        hard=(SameDepartment(), Blocked(((UUID(int=3), UUID(int=101)),))),
        soft=(WantedTopics(3), DifferentDepartment(1)),
    )
    stored, large = (score(mentees, mentors, rules, dense_limit=most) for most in (10**6, 0))
    expected = dict(Explainer(stored).options({}, lambda _share: None))
    assert dict(Explainer(large).options({}, lambda _share: None)) == expected
    assert len(expected) == 70
    for row, person in enumerate(mentees):
        options = unpack(expected[person.id], [rule.key for rule in rules.hard])
        values = stored.row(row)
        best = np.sort(values[~np.isnan(values)])[::-1][:MOST_ALLOWED]
        allowed = [one for one in options if not one.forbidden]
        assert [one.score for one in allowed] == pytest.approx(best.tolist())
        for one in options:
            assert list(one.forbidden) == stored.forbidden_by(row, one.mentor)
        assert len(options) - len(allowed) == MOST_FORBIDDEN


def test_the_proposed_mentor_is_among_the_options_however_many_are_better():
    mentees = [Person(id=UUID(int=1), wanted="ab")]
    mentors = [Person(id=UUID(int=100 + at), known="ab") for at in range(300)]
    mentors[280] = Person(id=UUID(int=7), known="a")
    scores = score(mentees, mentors, Rules(hard=(), soft=(WantedTopics(1),)))
    ((_person, packed),) = Explainer(scores).options({0: 280}, lambda _share: None)
    options = unpack(packed, ["oneself"])
    assert len(options) == MOST_ALLOWED
    assert (options[-1].mentor, options[-1].score) == (280, 0.5)


def test_the_proposed_mentor_keeps_their_score_to_the_last_quantum():
    mentees = [Person(id=UUID(int=1), wanted="ab")]
    mentors = [Person(id=UUID(int=100 + at), known="ab"[at:]) for at in range(2)]
    explainer = Explainer(score(mentees, mentors, Rules(hard=(), soft=(WantedTopics(1),))))
    explainer.noise = np.full((1, 2), 1023 / 1024, np.float32)
    ((_person, packed),) = explainer.options({0: 1}, lambda _share: None)
    assert [(one.mentor, one.score) for one in unpack(packed, [])] == [(0, 1.0), (1, 0.5)]


@pytest.mark.parametrize("rules", [1, 8, 9, 40])
def test_packed_options_come_out_as_they_went_in(rules):
    names = [f"rule {number}" for number in range(rules)]
    bits = (1 << (rules - 1)).to_bytes(-(-rules // 8), "little")
    packed = pack(
        struct.pack("<3I", 5, 70_000, 2),
        struct.pack("<3H", 10_000, 7, 0),
        bits,
        struct.pack("<3H", 5_000, 0, 1) + bytes([3, 0, 255]),
        allowed=2,
        forbidden=1,
    )
    assert unpack(packed, names) == [
        Option(5, 1.0, (), (0.5, 3)),
        Option(70_000, 0.0007, (), (0.0, 0)),
        Option(2, 0.0, (names[-1],), (0.0001, 255)),
    ]

"""The whole way from a group to its pairs, on any group."""

from uuid import UUID

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
from matching.explaining import Explainer
from matching.pairing import find_best_pairs
from matching.rules.group import Group, Participant
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
    assert outcome.candidates[other.id][0]["forbidden"] == []


def test_candidates_are_best_first_and_say_what_forbids_them():
    new = Participant(id=IDS[0], name="new", wants=("go", "sql"))
    boss = Participant(id=IDS[1], name="boss", knows=("go", "sql"), places=1)
    good = Participant(id=IDS[2], name="good", knows=("go",), places=1)
    group = Group(
        mentors=(good, boss),
        mentees=(new,),
        managers={new.id: boss.id, boss.id: None, good.id: None},
    )
    found = find_best_pairs(group, seed=1, report=lambda _step, _share: None).candidates[new.id]
    assert [(entry["mentor"], entry["score"], entry["forbidden"]) for entry in found] == [
        (str(good.id), 0.5, []),
        (str(boss.id), 1.0, ["reporting_line"]),
    ]
    assert found[0]["parts"][0]["detail"] == {"topics": ["go"]}


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
    expected = Explainer(stored).candidates(lambda _share: None)
    found = Explainer(large).candidates(lambda _share: None)
    assert found.keys() == expected.keys()
    for person, entries in expected.items():
        assert len(found[person]) == len(entries)
        for of_large, of_stored in zip(found[person], entries, strict=True):
            assert of_large["score"] == of_stored["score"]
            assert of_large["forbidden"] == of_stored["forbidden"]
            assert len(of_large["parts"]) == len(of_stored["parts"])

"""One mentee beside the mentors: the same as a run of the engine says."""

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from matching.engine import score
from matching.in_force import engine_rules
from matching.pairing import _people
from matching.rules.fit import MEASURES, NOT_WITH, Fitting, best_of, why_nobody
from matching.rules.group import Group, Participant
from matching.rules.reporting import cut_circles
from matching.rules.weights import HARD_RULES, PRIVATE_RULE, WEIGHTS

TOPICS = ("Python", "Excel", "Pay", "SQL", "Sales")


def person(number, chance, **fields):
    def some():
        return tuple(sorted(chance.sample(TOPICS, chance.randint(0, 3))))

    values = {
        "name": f"P{number}",
        "wants": some(),
        "knows": some(),
        "private": some(),
        "agreed": True,
        "department": chance.choice(["IT", "HR", None]),
        "location": chance.choice(["Rome", "Oslo", None]),
        "utc_offset": chance.choice([0, 60, 330, 540, -480, None]),
        "started": chance.choice([date(2015, 3, 2), date(2024, 11, 1), date(2026, 2, 1), None]),
        **fields,
    }
    return Participant(id=UUID(int=number), **values)


def as_stored(part):
    detail = {key: list(one) if isinstance(one, tuple) else one for key, one in part.detail.items()}
    if part.rule == PRIVATE_RULE:
        detail = {"count": len(detail["topics"])}
    return {"rule": part.rule, "weight": part.weight, "value": part.value, "detail": detail}


def group(seed):
    chance = random.Random(seed)
    mentors = tuple(person(at, chance, places=chance.randint(0, 3)) for at in range(12))
    mentee = person(12, chance, wants=("Python", "Pay"))
    ids = [one.id for one in (*mentors, mentee)]
    pair = lambda: (chance.choice(ids[:12]), mentee.id)  # noqa: E731
    managers = dict.fromkeys(ids)
    managers[mentee.id], managers[ids[0]], managers[ids[5]] = ids[0], ids[1], mentee.id
    if seed % 2:
        managers[ids[1]] = ids[0]  # a circle
    return Group(
        mentees=(mentee,),
        mentors=mentors,
        managers=managers,
        reviews=frozenset({(mentee.id, ids[7])}),
        earlier=frozenset({pair()}),
        blocked=frozenset({pair()}),
    )


@pytest.mark.parametrize("seed", range(8))
def test_fit_is_what_the_engine_says(seed):
    people = group(seed)
    lines = cut_circles(people.managers)
    rules = engine_rules(people, lines)
    scores = score(*_people(people, lines), rules)
    fitting = Fitting(people, people.mentees[0])
    for col, mentor in enumerate(people.mentors):
        fit = fitting.of(mentor)
        named = {
            rule.replace("reporting_circle", "reporting_line")
            for rule in scores.forbidden_by(0, col)
        }
        assert set(fit.forbidden) == named
        expected = list(map(as_stored, scores.parts(0, col)))
        parts = fitting.parts(mentor)
        assert [part["rule"] for part in parts] == [part["rule"] for part in expected]
        for mine, theirs in zip(parts, expected, strict=True):
            assert mine["detail"] == theirs["detail"]
            assert mine["value"] == pytest.approx(theirs["value"], abs=1e-3)
        total = sum(part["weight"] * part["value"] for part in expected)
        assert fit.score == pytest.approx(total, abs=2e-3)


def test_all_rules_of_runs_are_known():
    assert set(MEASURES) >= set(WEIGHTS)
    fitting = Fitting(group(0), group(0).mentees[0])
    assert set(HARD_RULES) <= set(fitting.tests(group(0).mentors[0]))


def test_best_first_and_none_who_is_full_or_forbidden():
    people = replace(group(2), mentees=(replace(group(2).mentees[0], utc_offset=None),))
    fits = Fitting(people, people.mentees[0]).all()
    assert [fit.score for fit in fits] == sorted((fit.score for fit in fits), reverse=True)
    allowed = [fit for fit in fits if not fit.forbidden]
    assert best_of(fits, {}) == allowed[0]
    assert best_of(fits, {allowed[0].mentor.id: "no_place"}) == allowed[1]
    assert best_of(fits, {fit.mentor.id: "not_now" for fit in fits}) is None


def test_why_nobody_counts_each_mentor_once():
    fits = Fitting(group(2), group(2).mentees[0]).all()
    why = why_nobody(fits, {fit.mentor.id: "no_place" for fit in fits})
    unwanted = [fit for fit in fits if fit.forbidden == (NOT_WITH,)]
    assert sum(why["forbidden"].values()) + why["full_count"] == 12 - len(unwanted)
    assert why["reason"] == "all_full"


def test_what_is_shown_to_a_mentee_does_not_depend_on_what_others_keep_private():
    people = group(4)
    shown = Fitting(people, people.mentees[0], is_shown=True)
    mute = replace(
        people, mentors=tuple(replace(one, private=(), agreed=False) for one in people.mentors)
    )
    assert shown.all()[0].score == Fitting(mute, mute.mentees[0], is_shown=True).all()[0].score
    assert [fit.mentor.id for fit in shown.all()] == [
        fit.mentor.id for fit in Fitting(mute, mute.mentees[0], is_shown=True).all()
    ]
    assert PRIVATE_RULE not in {part["rule"] for part in shown.parts(people.mentors[0])}

"""Who reads a quiet report, and what is said about it before anybody types."""

from datetime import date
from uuid import uuid4

import pytest

from programs.rules.report_code import ALPHABET, clean_code, code_from, in_groups
from programs.rules.reports import (
    Candidate,
    Desk,
    Nominee,
    Route,
    absences,
    desk_problems,
    promise,
    route,
    week_of,
    why_nobody,
)

ANA, BEN = Candidate(uuid4(), "Ana"), Candidate(uuid4(), "Ben")
GONE = Candidate(uuid4(), "Gia", is_there=False)
OTHER, BOSS = uuid4(), uuid4()
DESK = Desk(ANA, BEN)


@pytest.mark.parametrize(
    ("desk", "concerned", "lines", "expected"),
    [
        (DESK, set(), {}, Route(ANA, BEN)),
        (DESK, {OTHER}, {OTHER: {BOSS}}, Route(ANA, BEN)),
        (DESK, {ANA.id}, {ANA.id: {BOSS}}, Route(BEN)),
        (DESK, {BEN.id}, {}, Route(ANA)),
        (DESK, {OTHER}, {OTHER: {ANA.id}}, Route(BEN)),
        (DESK, {OTHER, BOSS}, {OTHER: set(), BOSS: {BEN.id}}, Route(ANA)),
        (DESK, {ANA.id, BEN.id}, {}, Route(None)),
        (DESK, {OTHER}, {OTHER: {ANA.id, BEN.id}}, Route(None)),
        (Desk(ANA, None), {ANA.id}, {}, Route(None)),
        (Desk(GONE, BEN), set(), {}, Route(BEN)),
        (Desk(None, BEN), set(), {}, Route(BEN)),
        (Desk(None, None), set(), {}, Route(None)),
    ],
)
def test_report_goes_to_the_first_who_is_far_from_everybody_concerned(
    desk, concerned, lines, expected
):
    assert route(desk, concerned=concerned, lines=lines) == expected


def test_promise_names_who_reads_and_who_goes_on():
    assert promise(Route(ANA, BEN)).startswith("Only Ana will read this: no HR admin")
    said = promise(Route(ANA, BEN))
    assert "If Ana leaves the company, joins HR or comes to stand in one reporting line" in said
    assert "with somebody it is about, Ben goes on with it." in said
    assert "leaves" not in promise(Route(ANA))
    assert promise(Route(None)) == ""


def test_reporter_is_told_why_nobody_may_read():
    assert why_nobody(DESK) == (
        "Ana is too close to whom this report concerns. Ben is too close to whom this report"
        " concerns."
    )
    assert why_nobody(Desk(GONE, None)) == "Gia has left, or can't sign in."
    awaited = Candidate(uuid4(), "Ava", is_there=False, is_awaited=True)
    assert "Ava hasn't signed in yet" in why_nobody(Desk(awaited, None))
    hr = Candidate(uuid4(), "Bea", is_there=False, is_biased=True)
    assert "Bea is an HR admin or owns this program" in why_nobody(Desk(hr, None))
    assert "named nobody yet" in why_nobody(Desk(None, None))


def test_hr_is_told_who_gets_no_report_and_who_gets_them_instead():
    biased = Candidate(uuid4(), "Bea", is_there=False, is_biased=True)
    assert absences(DESK) == []
    (said,) = absences(Desk(biased, BEN))
    assert said.startswith("Bea is an HR admin or owns this program now")
    assert "Reports go to Ben from now on" in said
    awaited = Candidate(uuid4(), "Ava", is_there=False, is_awaited=True)
    assert absences(Desk(awaited, BEN)) == [
        "Ava is invited, and hasn't signed in for the first time. Until then reports go to Ben."
    ]
    assert "Until then nobody can send" in absences(Desk(awaited, None))[0]
    said = absences(Desk(GONE, biased))
    assert said[0].startswith("Gia has left")
    assert all("Nobody reads reports now" in one for one in said)


def nominee(name="Ana", **fields):
    return Nominee(uuid4(), name, **{"is_reachable": True, "is_hr_admin": False, **fields})


def test_fit_people_have_no_problem():
    assert desk_problems(nominee(), nominee("Ben"), owner_id=uuid4(), line_of_trusted=()) == {}
    assert desk_problems(nominee(), None, owner_id=None, line_of_trusted=()) == {}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_hr_admin": True}, "HR admin"),
        ({"is_reachable": False}, "no e-mail address"),
        ({"facilitates": True}, "facilitates this program"),
    ],
)
def test_hr_facilitators_and_people_without_an_address_are_refused(fields, words):
    problems = desk_problems(nominee(**fields), nominee("B"), owner_id=None, line_of_trusted=())
    assert list(problems) == ["trusted_person"]
    assert words in problems["trusted_person"]


def test_owner_and_one_person_twice_and_one_line_are_refused():
    ana, ben = nominee(), nominee("Ben")
    assert "owns" in desk_problems(ana, None, owner_id=ana.id, line_of_trusted=())["trusted_person"]
    assert "else" in desk_problems(ana, ana, owner_id=None, line_of_trusted=())["stand_in"]
    line = desk_problems(ana, ben, owner_id=None, line_of_trusted={ben.id})
    assert "one reporting line" in line["stand_in"]


def test_code_is_four_groups_of_four_letters_that_nobody_mixes_up():
    code = code_from(bytes(range(32)))
    assert len(code) == 16
    assert set(code) <= set(ALPHABET)
    assert not set("01OILAEU") & set(ALPHABET)
    assert clean_code(f" {in_groups(code).lower()} ") == code
    assert len(in_groups(code)) == 19


@pytest.mark.parametrize("typed", ["", "BCDF", "BCDF-GHJK-MNPQ-RST0", "BCDF-GHJK-MNPQ-RSTVW"])
def test_what_can_be_no_code_is_none(typed):
    assert clean_code(typed) == ""


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 3, 9), date(2026, 3, 9)),
        (date(2026, 3, 15), date(2026, 3, 9)),
        (date(2026, 1, 1), date(2025, 12, 29)),
    ],
)
def test_of_the_time_the_week_is_kept(day, monday):
    assert week_of(day) == monday

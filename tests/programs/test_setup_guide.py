"""The seven steps of setting up a program, from counts alone."""

import pytest

from peerlearn.home.setup_facts import GuideFacts, most
from peerlearn.home.setup_guide import guide, next_step, people_first
from programs.rules.steps import STEP_NAMES

# Everybody has still to accept the code of conduct and to say what they know.
DONE_BUT_TWO = {
    "people": 4,
    "mentors": 2,
    "mentees": 2,
    "mentees_paired": 2,
    "facilitators_accepted": 1,
    "has_conduct": True,
    "has_trusted_person": True,
    "networking_planned": 1,
    "people_who_know": 1,
    "people_who_want": 1,
    "pairs": 2,
    "pairs_across_departments": 2,
    "teaching_sessions": 1,
    "teaching_sessions_with_check": 1,
}


SAFE = {"has_conduct": True, "has_trusted_person": True}


def step(name, **facts):
    return next(step for step in guide(GuideFacts(**facts)) if step.name == name)


def test_empty_program_has_seven_steps_to_do():
    steps = guide(GuideFacts())
    assert [step.state for step in steps] == ["todo"] * 7
    assert all(step.note for step in steps)


def test_guide_has_the_steps_that_programs_know():
    assert tuple(step.name for step in guide(GuideFacts())) == STEP_NAMES


def test_step_left_out_counts_for_nothing_until_it_is_begun():
    steps = guide(GuideFacts(), ["facilitator", "pairs"])
    assert [step.name for step in steps if step.is_left_out] == ["facilitator", "pairs"]
    assert next_step(steps).name == "safety"
    begun = guide(GuideFacts(facilitators_asked=1, mentors=1), ["facilitator", "pairs"])
    assert not any(step.is_left_out for step in begun)


@pytest.mark.parametrize(
    ("name", "facts", "state", "words"),
    [
        ("facilitator", {"facilitators_asked": 1}, "waiting", "1 person asked"),
        ("facilitator", {"facilitators_accepted": 1}, "done", "1 facilitator has accepted"),
        (
            "facilitator",
            {"facilitators_accepted": 1, "facilitators_unchecked": 1},
            "started",
            "neutrality is checked once people are enrolled",
        ),
        (
            "facilitator",
            {"facilitators_accepted": 2, "facilitators_not_neutral": 1},
            "started",
            "no longer neutral",
        ),
        (
            "safety",
            {"has_conduct": True},
            "started",
            "quiet reports. Once people are",
        ),
        (
            "safety",
            {**SAFE, "conduct_accepted": 2, "people": 4},
            "waiting",
            "2 of 4 people",
        ),
        (
            "safety",
            {"has_conduct": True, "conduct_accepted": 4, "people": 4},
            "started",
            "Name a trusted person",
        ),
        (
            "safety",
            {"has_conduct": True, "is_reader_awaited": True, "conduct_accepted": 3, "people": 4},
            "waiting",
            "hasn't agreed yet. 3 of 4 people",
        ),
        (
            "safety",
            {**SAFE, "conduct_accepted": 3, "people": 4},
            "done",
            "3 of 4 people",
        ),
        ("networking", {"networking_drafts": 1}, "started", "1 networking event is a draft"),
        ("networking", {"networking_drafts": 2}, "started", "2 networking events are drafts"),
        ("networking", {"networking_planned": 2}, "done", "2 networking events"),
        ("pairs", {"mentees": 3}, "started", "Missing: Mentors"),
        ("pairs", {"mentors": 3}, "started", "Missing: Mentees"),
        (
            "pairs",
            {"mentors": 2, "mentees": 3, "mentees_paired": 2},
            "started",
            "2 of 3 mentees have a mentor",
        ),
        ("pairs", {"mentors": 2, "mentees": 3, "mentees_paired": 3}, "done", "3 of 3"),
        ("topics", {"people": 4}, "waiting", "0 of 4 people"),
        ("topics", {"people": 4, "people_who_want": 1}, "waiting", "1 of 4 people"),
        (
            "topics",
            {"people": 29, "people_who_know": 26},
            "waiting",
            "0 of 29 people say what they want to learn, 26 what they know",
        ),
        ("topics", {"people": 4, "people_who_want": 4, "people_who_know": 2}, "waiting", "4 of 4"),
        ("topics", {"people": 4, "people_who_want": 3, "people_who_know": 4}, "done", "3 of 4"),
        ("perspectives", {"pairs": 3, "pairs_across_departments": 1}, "started", "1 of 3 pairs"),
        ("perspectives", {"pairs": 3, "pairs_across_departments": 2}, "done", "2 of 3 pairs"),
        ("comprehension", {}, "todo", "Once a session is planned"),
        ("comprehension", {"teaching_drafts": 1}, "todo", "0 of 1 drafted workshop or"),
        (
            "comprehension",
            {"teaching_drafts": 4, "teaching_drafts_with_check": 3},
            "started",
            "3 of 4 drafted workshops and lunch-and-learns have a knowledge check",
        ),
        (
            "comprehension",
            {"teaching_sessions": 1, "teaching_sessions_with_check": 1, "teaching_drafts": 2},
            "done",
            "1 of 1 session has a knowledge check. 0 of 2 drafted workshops",
        ),
        ("comprehension", {"teaching_sessions": 3}, "todo", "0 of 3 sessions"),
        (
            "comprehension",
            {"teaching_sessions": 3, "teaching_sessions_with_check": 2},
            "started",
            "2 of 3 sessions",
        ),
        (
            "comprehension",
            {"teaching_sessions": 3, "teaching_sessions_with_check": 3},
            "done",
            "3 of 3 sessions",
        ),
    ],
)
def test_step_is_judged_by_what_exists_and_says_it(name, facts, state, words):
    judged = step(name, **facts)
    assert judged.state == state
    assert words in judged.note


def test_safety_leads_to_naming_a_trusted_person_once_the_conduct_is_in_force():
    assert step("safety").page == "safety"
    assert step("safety", has_conduct=True).page == "report_desk"
    assert step("safety", **SAFE).page == "safety"


def test_networking_leads_to_the_drafts_and_not_to_an_empty_form():
    assert step("networking").page == "networking"
    assert step("networking", networking_drafts=1).page == "draft"
    assert step("networking", networking_drafts=2).page == "drafts"
    assert step("networking", networking_drafts=2, networking_planned=1).page == "networking"


def test_pairs_lead_to_enrolling_until_both_sides_are_there():
    assert step("pairs", mentors=1).page == "enroll"
    assert step("pairs", mentors=1, mentees=1).page == "pairs"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "facilitator"),
        ({"facilitators_asked": 1}, "safety"),
        ({"facilitators_asked": 1, "has_conduct": True}, "safety"),
        ({"facilitators_asked": 1, **SAFE}, "networking"),
        ({"facilitators_asked": 1, **SAFE, "networking_planned": 1}, "pairs"),
        ({"facilitators_accepted": 1, "facilitators_not_neutral": 1}, "facilitator"),
        (DONE_BUT_TWO, "safety"),
        ({**DONE_BUT_TWO, "conduct_accepted": 4, "people_who_know": 3, "people_who_want": 3}, None),
    ],
)
def test_next_step_is_the_first_that_waits_for_nobody_else(facts, name):
    following = next_step(guide(GuideFacts(**facts)))
    assert (following.name if following else None) == name


@pytest.mark.parametrize(
    ("part", "whole", "is_most"), [(0, 0, False), (1, 2, False), (2, 3, True), (1, 1, True)]
)
def test_most_is_more_than_half(part, whole, is_most):
    assert most(part, whole) is is_most


@pytest.mark.parametrize(
    ("facts", "left_out", "note"),
    [
        ({}, (), "Mentees and Mentors: nobody takes part yet"),
        ({"mentees": 3, "people": 3}, (), "Still missing: Mentors"),
        (
            {"mentees": 3, "people": 3, "mentors_called": "Buddies"},
            (),
            "Still missing: Buddies",
        ),
        ({"mentors": 3, "people": 3}, (), "Still missing: Mentees"),
        ({}, ("pairs",), "Nobody takes part yet"),
    ],
)
def test_people_come_before_all_steps_while_some_are_missing(facts, left_out, note):
    first = people_first(GuideFacts(**facts), left_out)
    assert (first.page, note in first.note) == ("enroll", True)


@pytest.mark.parametrize(
    ("facts", "left_out"),
    [
        ({"mentors": 1, "mentees": 1, "people": 2}, ()),
        ({"people": 1}, ("pairs",)),
        ({"mentors": 1, "people": 1, "roles_filled": frozenset({"mentee"})}, ()),
    ],
)
def test_people_are_not_asked_for_where_none_are_missing(facts, left_out):
    assert people_first(GuideFacts(**facts), left_out) is None


DRAFT = {"is_draft": True, "people": 4, "mentors": 2, "mentees": 2}
TOLD = {"people_who_know": 4, "people_who_want": 4}


@pytest.mark.parametrize(
    ("name", "facts", "state", "words"),
    [
        ("networking", {"networking_drafts": 2}, "later", "published with the launch"),
        ("networking", {}, "todo", "Plan a happy hour"),
        ("pairs", {}, "later", "or launch first, let people tell their topics"),
        ("pairs", TOLD, "started", "0 of 2 mentees have a mentor"),
        ("pairs", {"mentees_paired": 1}, "started", "1 of 2 mentees have a mentor"),
        ("pairs", {"mentees_paired": 2}, "done", "2 of 2 mentees have a mentor"),
        ("topics", {}, "later", "0 of 4 people say what they want to learn, 0 what they know."),
        ("topics", {}, "later", "People are asked with the launch."),
        ("topics", TOLD, "done", "4 of 4"),
        ("perspectives", {}, "later", "Once pairs are published"),
        ("perspectives", {"pairs": 2}, "later", "0 of 2 pairs"),
        ("comprehension", {"teaching_drafts": 2}, "todo", "0 of 2"),
        (
            "comprehension",
            {"teaching_drafts": 2, "teaching_drafts_with_check": 1},
            "later",
            "1 of 2",
        ),
    ],
)
def test_step_of_a_draft_that_can_wait_for_the_launch_says_so(name, facts, state, words):
    found = step(name, **{**DRAFT, **facts})
    assert (found.state, words in found.note) == (state, True)


def test_draft_leads_over_what_can_wait_to_the_launch():
    facts = {
        **DRAFT,
        **SAFE,
        "facilitators_asked": 1,
        "networking_drafts": 1,
        "teaching_drafts": 2,
        "teaching_drafts_with_check": 1,
    }
    assert next_step(guide(GuideFacts(**facts)), is_draft=True).page == "launch"
    asks_for_check = GuideFacts(**{**facts, "teaching_drafts_with_check": 0})
    assert next_step(guide(asks_for_check), is_draft=True).name == "comprehension"
    paired = GuideFacts(**{**facts, **TOLD})
    assert next_step(guide(paired), is_draft=True).name == "pairs"


def test_step_left_out_of_a_draft_stays_left_out():
    steps = guide(GuideFacts(is_draft=True), ["perspectives", "topics"])
    assert [one.name for one in steps if one.is_left_out] == ["topics", "perspectives"]

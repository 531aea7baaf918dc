"""The rules of a program: set, kept as versions, taken back, and kept to by the run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.rules import copy_rules, set_rules, set_weights, take_back_rules
from matching.models import FirstMeeting, Match, MatchRequest, MatchRules
from matching.queries.group import read_group
from matching.queries.records import answers_of, left_out_last_time
from matching.queries.rules import rules_of_program, weights_of
from matching.rules.configuration import USUAL, BadRuleError, RuleSet
from programs.errors import ProgramOverError
from programs.models import Program
from tests.matching.builders import make_mentee, make_mentor, make_program, pairs, run_now

TEAM = RuleSet({"same:Team": {}}, {"same_site": 0.5})


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program()


def test_setting_the_same_again_is_no_new_version(cast, program):
    with cast.inside():
        first = set_rules(program, TEAM, by=cast.hr_admin.person)
        assert set_rules(program, TEAM, by=cast.hr_admin.person) == first
        assert rules_of_program(program) == TEAM
        set_rules(program, None, by=cast.hr_admin.person)
        assert (rules_of_program(program), weights_of(program)) == (USUAL, None)
        assert MatchRules.objects.count() == 2


def test_taking_back_brings_what_was_before_unless_somebody_has_set_others(cast, program):
    with cast.inside():
        by = cast.hr_admin.person
        set_rules(program, TEAM, by=by)
        second = set_weights(program, {"tenure_gap": 1.0}, by=by)
        assert rules_of_program(program).hard == TEAM.hard  # weights alone leave these
        assert take_back_rules(program, version=second.version, by=by)
        assert rules_of_program(program) == TEAM
        assert take_back_rules(program, version=second.version, by=by) is None
        assert rules_of_program(program) == TEAM


def test_bad_rules_and_a_program_that_is_over_are_refused(cast, program):
    with cast.inside():
        with pytest.raises(BadRuleError):
            set_rules(program, RuleSet({"zodiac": {}}, {}), by=cast.hr_admin.person)
        Program.objects.update(state=Program.State.ARCHIVED)
        with pytest.raises(ProgramOverError):
            set_rules(program, TEAM, by=cast.hr_admin.person)
        assert not MatchRules.objects.exists()


def test_copied_program_keeps_the_rules_of_its_original(cast, program):
    with cast.inside():
        copy = make_program("Copy")
        copy_rules(copy, program, by=cast.hr_admin.person)
        assert not MatchRules.objects.exists()
        set_rules(program, TEAM, by=cast.hr_admin.person)
        copy_rules(copy, program, by=cast.hr_admin.person)
        assert rules_of_program(copy) == TEAM


def test_run_keeps_to_the_rules_and_writes_them_down(cast, program):
    with cast.inside():
        set_rules(program, TEAM, by=cast.hr_admin.person)
        make_mentor(program, "Blue Mentor", attributes={"Team": "Blue"}, location="Oslo")
        make_mentor(program, "Red Mentor", attributes={"Team": "Red"}, location="Rome")
        make_mentee(program, "New", attributes={"Team": " blue"}, location="Rome")
        run = run_now(program, cast.hr_admin.person)
        run.refresh_from_db()
        assert pairs(run) == {("New", "Blue Mentor")}
        assert run.rules["set"] == {"hard": {"same:Team": {}}, "soft": {"same_site": 0.5}}
        assert "not_with" not in str(run.rules)


def test_columns_of_what_is_protected_are_read_by_no_rule(cast, program):
    with cast.inside():
        told = {"Gender": "f", "Religion": "none", "Team": "Blue", "level": "L4"}
        make_mentor(program, "Mentor", attributes=told, languages="German, English")
        mentor = read_group(program, now=timezone.now()).mentors[0]
    assert (mentor.facts, mentor.ranks) == ({"Team": "blue", "level": "l4"}, {"level": 4.0})
    assert (mentor.grade, mentor.languages) == (4.0, ("german", "english"))


def make_match(program, mentor, mentee, days_ago, *, met_after=None):
    published = timezone.now() - timedelta(days=days_ago)
    match = Match.objects.create(
        program=program,
        mentor=mentor,
        mentee=mentee,
        state=Match.State.ENDED_EARLY,
        score=0.5,
        published_at=published,
    )
    if met_after is not None:
        meeting = FirstMeeting.objects.create(match=match)
        FirstMeeting.objects.filter(id=meeting.id).update(
            said_at=published + timedelta(days=met_after)
        )


def test_record_of_a_mentor_is_the_share_met_in_time_and_is_forgotten(cast, program):
    with cast.inside():
        mentees = [make_mentee(program, f"New {number}") for number in range(5)]
        soon, late = make_mentor(program, "Soon"), make_mentor(program, "Late")
        make_match(program, soon, mentees[0], 30, met_after=3)
        make_match(program, soon, mentees[1], 30)
        make_match(program, late, mentees[2], 30, met_after=20)
        make_match(program, late, mentees[3], 2)  # too fresh to say
        make_match(program, late, mentees[4], 200, met_after=1)  # forgotten
        now = timezone.now()
        assert answers_of([soon.id, late.id], now=now) == {soon.id: 0.5, late.id: 0.0}
        assert read_group(program, now=now).mentors[0].answers == 0.0


def ask(program, mentor, mentee, state, *, reason="", days_ago=5):
    now = timezone.now()
    return MatchRequest.objects.create(
        program=program,
        mentor=mentor,
        mentee=mentee,
        origin="choice",
        state=state,
        reason=reason,
        asked_at=now - timedelta(days=days_ago),
        expires_at=now,
    )


def test_record_of_a_mentor_holds_what_they_were_asked(cast, program):
    with cast.inside():
        new = make_mentee(program, "New")
        mentors = [make_mentor(program, name) for name in ("Yes", "No", "Silent", "Full", "Old")]
        yes, no, silent, full, old = mentors
        ask(program, yes, new, "accepted")
        ask(program, no, new, "declined", reason="time")
        ask(program, no, new, "expired")
        ask(program, silent, new, "expired")
        ask(program, full, new, "declined", reason="no_place")
        ask(program, full, new, "withdrawn")
        ask(program, old, new, "expired", days_ago=200)
        ids = [mentor.id for mentor in mentors]
        assert answers_of(ids, now=timezone.now()) == {yes.id: 1.0, no.id: 0.5, silent.id: 0.0}


def test_months_of_earlier_pairs_end(cast, program):
    with cast.inside():
        mentor, mentee = make_mentor(program, "Mentor"), make_mentee(program, "New")
        make_match(program, mentor, mentee, 100)
        for months, expected in ((12, set()), (2, {("New", "Mentor")})):
            rules = RuleSet({"earlier_pair": {"months": months}}, {"same_site": 1.0})
            set_rules(program, rules, by=cast.hr_admin.person)
            assert pairs(run_now(program, cast.hr_admin.person)) == expected


def test_who_stayed_without_last_time_goes_first(cast, program):
    with cast.inside():
        make_mentor(program, "Mentor", location="Rome")
        near = make_mentee(program, "Near", location="Rome")
        far = make_mentee(program, "Far", location="Oslo")
        by = cast.hr_admin.person
        weights = {"same_site": 0.4, "left_out_before": 0.6}
        set_rules(program, RuleSet({}, weights), by=by)
        run = run_now(program, by)
        assert pairs(run) == {("Near", "Mentor")}
        run.refresh_from_db()
        run.state, run.published_at = "published", timezone.now()
        run.save()
        assert left_out_last_time(program) == {far.id}
        assert pairs(run_now(program, by)) == {("Far", "Mentor")}
        assert near.id not in left_out_last_time(program)

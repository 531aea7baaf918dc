"""What is refused in a program that is finished or archived, in all apps: one row for each act.

Beside these: who facilitates, books, comes in, answers a round or writes a quiet report does so as
long as there is a session, a round or a report; and what is ahead may be called off.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.actions.checks import write_check
from feedback.rules.knowledge import Question
from matching.actions import proposals as pairs
from matching.actions.choices import choose_mentor, swap_mentors
from matching.actions.publishing import publish_run
from matching.actions.rules import set_weights, take_back_rules
from matching.actions.runs import start_match_run
from matching.errors import ProgramOverError as MatchingOverError
from matching.models import Match
from programs.actions import (
    conduct,
    enrollment,
    inviting,
    joining,
    new_hires,
    nominations,
    pausing,
    roles,
    suggestions,
    waiting,
)
from programs.actions.long_acts import enroll_many
from programs.actions.programs import edit_program
from programs.errors import ProgramOverError
from programs.models import Enrollment, FacilitatorNomination, JoiningRule, Program
from programs.rules.enrollment import EnrollmentRule
from sessions.actions import drafting, scheduling
from sessions.models import LearningSession
from tests.matching.builders import make_mentee, make_mentor, run_now
from tests.sessions.making import make_session

TODAY, NOW = timezone.localdate(), timezone.now()
STATES = ("finished", "archived")


class Scene:
    """A running program of Acme in the middle of everything, to be ended."""

    def __init__(self, cast):
        self.cast = cast
        self.hanna, self.emil = cast.hr_admin.person, cast.employee.person
        self.program = Program.objects.create(
            name="Spring",
            starts_on=TODAY - timedelta(days=8),
            ends_on=TODAY + timedelta(days=90),
            state=Program.State.RUNNING,
            owner=self.hanna,
        )
        self.mine = Enrollment.objects.create(program=self.program, person=self.emil, role="mentee")
        self.applied = Enrollment.objects.create(
            program=self.program, person=cast.director.person, role="participant", state="applied"
        )
        self.invited = Enrollment.objects.create(
            program=self.program, person=cast.manager.person, role="participant", state="invited"
        )
        self.asked, self.taken_back = (
            FacilitatorNomination.objects.create(
                program=self.program, person=player.person, state=state, nominated_by=self.hanna
            )
            for player, state in ((cast.facilitator, "proposed"), (cast.mentor, "revoked"))
        )
        self.version = conduct.publish_conduct(self.program, text="Be kind.", by=self.hanna)
        self.suggestion = suggestions.suggest_conduct(
            self.program, text="Be very kind.", why="Better.", by=self.hanna
        )
        self.standing, self.stopped = (
            JoiningRule.objects.create(
                program=self.program, role=role, since=TODAY, stopped_at=stopped
            )
            for role, stopped in (("mentee", None), ("mentor", NOW))
        )
        self.session = make_session(self.program, cast.hr_admin)
        self.draft = make_session(self.program, cast.hr_admin, title="Draft")
        LearningSession.objects.filter(id=self.draft.id).update(state="draft")
        self.mia = make_mentor(self.program, "Mia Mentor")
        self.ana = make_mentee(self.program, "Ana New")
        self.run = run_now(self.program, self.hanna)
        self.run.refresh_from_db()
        self.pair = Match.objects.filter(run=self.run, state="proposed").first()

    def end(self, state):
        Program.objects.filter(id=self.program.id).update(state=state)
        for name, value in vars(self).items():
            if hasattr(value, "refresh_from_db") and value not in (self.hanna, self.emil):
                setattr(self, name, type(value).objects.get(pk=value.pk))

    def only(self, person):
        return EnrollmentRule(person_ids=frozenset({person.id}))


def _plan(scene):
    return scheduling.plan_of(scene.session)


QUESTIONS = [Question(text="Which?", choices=("This", "That"), correct=0)]
ACTS = {
    "edit": lambda s: edit_program(s.program, name="Other", by=s.hanna),
    "role": lambda s: roles.set_role(s.program, "mentor", by=s.hanna, asked="More"),
    "enroll": lambda s: enrollment.enroll_people(
        s.program, s.only(s.hanna), role="mentee", by=s.hanna, today=TODAY
    ),
    "enroll many": lambda s: enroll_many(
        s.program, s.only(s.hanna), role="mentee", by=s.hanna, today=TODAY
    ),
    "withdraw": lambda s: enrollment.withdraw_enrollments(s.program, [s.mine.id], by=s.hanna),
    "capacity": lambda s: enrollment.set_mentor_capacity(
        s.program, [s.mine.id], capacity=3, by=s.hanna
    ),
    "invite": lambda s: inviting.invite_people(
        s.program, s.only(s.hanna), role="mentee", by=s.hanna, today=TODAY
    ),
    "approve": lambda s: waiting.approve_applications(s.program, [s.applied.id], by=s.hanna),
    "reject": lambda s: waiting.reject_applications(
        s.program, [s.applied.id], words="", by=s.hanna
    ),
    "apply": lambda s: joining.apply_for(s.program, s.hanna, "participant", today=TODAY),
    "join": lambda s: joining.join_program(s.program, s.hanna, "participant", today=TODAY),
    "accept invitation": lambda s: joining.accept_invitation(
        s.invited, by=s.invited.person, today=TODAY
    ),
    "pause": lambda s: pausing.pause_people(
        s.program, [s.mine.id], returns_on=TODAY + timedelta(days=9), by=s.hanna, today=TODAY
    ),
    "resume": lambda s: pausing.resume_people(s.program, [s.mine.id], by=s.hanna),
    "leave": lambda s: joining.leave_program(s.mine, by=s.emil, reason="time"),
    "start rule": lambda s: new_hires.start_joining_rule(
        s.program, "mentee", since=TODAY, by=s.hanna, now=NOW, today=TODAY
    ),
    "stop rule": lambda s: new_hires.stop_joining_rule(s.standing, by=s.hanna, now=NOW),
    "restart rule": lambda s: new_hires.restart_joining_rule(s.stopped, by=s.hanna),
    "nominate": lambda s: nominations.nominate_facilitator(
        s.program, s.cast.facilitator.person, by=s.hanna, now=NOW
    ),
    "accept nomination": lambda s: nominations.accept_nomination(s.asked, now=NOW),
    "decline nomination": lambda s: nominations.decline_nomination(s.asked, reason="", now=NOW),
    "revoke nomination": lambda s: nominations.revoke_nomination(s.asked, by=s.hanna),
    "restore nomination": lambda s: nominations.restore_nomination(s.taken_back, by=s.hanna),
    "publish conduct": lambda s: conduct.publish_conduct(s.program, text="Be rude.", by=s.hanna),
    "accept conduct": lambda s: conduct.accept_conduct(s.version, by=s.emil),
    "suggest": lambda s: suggestions.suggest_conduct(
        s.program, text="Be rude.", why="Why not.", by=s.hanna
    ),
    "support": lambda s: suggestions.support_suggestion(s.suggestion, by=s.emil),
    "stop supporting": lambda s: suggestions.stop_supporting(s.suggestion, by=s.emil),
    "withdraw suggestion": lambda s: suggestions.withdraw_suggestion(s.suggestion, now=NOW),
    "decline suggestion": lambda s: suggestions.decline_suggestion(
        s.suggestion, reason="No.", by=s.hanna, now=NOW
    ),
    "schedule": lambda s: scheduling.schedule_session(s.program, _plan(s), by=s.hanna),
    "change session": lambda s: scheduling.change_session(s.session, _plan(s), by=s.hanna),
    "change draft": lambda s: scheduling.change_session(s.draft, _plan(s), by=s.hanna),
    "publish draft": lambda s: drafting.publish_session(s.draft, by=s.hanna),
    "discard draft": lambda s: drafting.discard_draft(s.draft, by=s.hanna),
    "place drafts": lambda s: drafting.place_drafts(
        s.program, room="Blue", video_url="", by=s.hanna
    ),
    "write check": lambda s: write_check(s.session, QUESTIONS, by=s.hanna),
    "match": lambda s: start_match_run(s.program, by=s.hanna),
    "weigh": lambda s: set_weights(s.program, {"wanted_topics": 1}, by=s.hanna),
    "take rules back": lambda s: take_back_rules(s.program, version=1, by=s.hanna),
    "publish pairs": lambda s: publish_run(s.run, by=s.hanna),
    "choose mentor": lambda s: choose_mentor(s.run, mentee=s.ana, mentor_id=s.mia.id, by=s.hanna),
    "swap mentors": lambda s: swap_mentors(s.run, mentee=s.ana, other=s.emil, by=s.hanna),
    "exclude pair": lambda s: pairs.exclude_pair(s.pair, by=s.hanna),
    "include pair": lambda s: pairs.include_pair(s.pair, by=s.hanna),
    "set aside": lambda s: pairs.set_aside(s.pair, by=s.hanna),
    "keep pair": lambda s: pairs.keep_pair(s.pair, by=s.hanna),
    "release pair": lambda s: pairs.release_pair(s.pair, by=s.hanna),
}


@pytest.fixture
def scene(cast):
    with cast.inside():
        return Scene(cast)


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_planned_changed_or_joined_in_a_program_that_is_over(scene, state):
    with scene.cast.inside():
        scene.end(state)
        heard = {}
        for name, act in ACTS.items():
            try:
                act(scene)
            except (ProgramOverError, MatchingOverError):
                continue
            except Exception as other:  # noqa: BLE001  which act, is what is told
                heard[name] = repr(other)
            else:
                heard[name] = "done"
        # What a finished program has kept takes place, and is changed for that.
        assert heard == ({"change session": "done"} if state == "finished" else {})


@pytest.mark.parametrize("state", STATES)
def test_what_is_ahead_is_still_called_off(scene, state):
    with scene.cast.inside():
        scene.end(state)
        assert scheduling.cancel_session(scene.session, by=scene.hanna, reason="It is over.")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("sessions/{draft.id}/publication/", "This program is over"),
        ("sessions/{draft.id}/discard/", "This program is over"),
        ("programs/{program.id}/enrollment/new-hires/{standing.id}/stop/", "This program is over"),
        (
            "programs/{program.id}/enrollment/new-hires/{stopped.id}/restart/",
            "This program is over",
        ),
        ("matching/runs/{run.id}/publication/", "This program is over"),
    ],
)
def test_pages_say_why_instead_of_failing(scene, path, words):
    with scene.cast.inside():
        scene.end("finished")
    client, url = scene.cast.hr_admin.client(), scene.cast.hr_admin.url(path.format(**vars(scene)))
    assert words in client.post(url, {}, follow=True).content.decode()


def test_edit_page_of_a_session_says_so_before_anybody_types(scene):
    with scene.cast.inside():
        scene.end("archived")
    hanna = scene.cast.hr_admin
    page = hanna.client().get(hanna.url(f"sessions/{scene.session.id}/edit/"), follow=True)
    html = page.content.decode()
    assert "This program is archived" in html
    assert 'name="starts_at"' not in html

"""The last step of the set-up guide: check your answers, and launch."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.home.launching import launch_program
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.errors import NotReadyToOpenError
from programs.models import Enrollment, EnrollmentBatch, JoiningRule, Program
from sessions.actions.plans import PlanRefusedError
from sessions.models import LearningSession
from tests.home.making import drafts, enroll, url


def test_page_shows_each_choice_with_a_link_to_change_it(cast, draft):
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    for page in ("edit/", "facilitator/", "conduct/", "people/"):
        assert f"/programs/{draft.id}/{page}" in html
    assert f"/matching/programs/{draft.id}/preferences/" in html
    assert html.count('name="publish"') == 5
    assert "1 session asks what stayed" in html
    assert "1 × Mentor" in html


def test_drafts_are_on_the_program_page_for_hr_alone(cast, draft):
    with cast.inside():
        first = drafts(draft)[0]
        Program.objects.filter(id=draft.id).update(state=Program.State.OPEN)
    for player, is_shown in ((cast.hr_admin, True), (cast.employee, False)):
        html = player.client().get(player.url(f"programs/{draft.id}/")).content.decode()
        assert (first.title in html) == is_shown


def test_launch_opens_the_program_and_publishes_what_was_ticked(cast, draft):
    with cast.inside():
        first, second, *_rest = drafts(draft)
    answer = cast.hr_admin.client().post(
        url(cast, draft), {"publish": [str(first.id), str(second.id)]}, follow=True
    )
    assert "2 sessions are published." in answer.content.decode()
    with cast.inside():
        draft.refresh_from_db()
        assert draft.state == Program.State.OPEN
        assert [one.state for one in drafts(draft)] == ["published"] * 2 + ["draft"] * 3
    page = cast.employee.url(f"sessions/{first.id}/")
    assert cast.employee.client().get(page).status_code == 200


def test_launch_waits_until_a_worker_has_enrolled_everybody(cast, draft):
    with cast.inside():
        batch = EnrollmentBatch.objects.create(
            program=draft, act="enrolled", state="working", role="mentee", count=1, total=600
        )
    client = cast.hr_admin.client()
    answer = client.post(url(cast, draft), {"tell": "on"}, follow=True)
    assert "People are still being enrolled here" in answer.content.decode()
    with cast.inside():
        draft.refresh_from_db()
        assert draft.state == Program.State.DRAFT
        EnrollmentBatch.objects.filter(id=batch.id).update(state="done")
    client.post(url(cast, draft), {"tell": "on"})
    with cast.inside():
        draft.refresh_from_db()
        assert draft.state == Program.State.OPEN


def test_draft_that_is_not_ready_cannot_be_ticked_and_says_why(cast, draft):
    with cast.inside():
        LearningSession.objects.filter(program=draft).update(room="")
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert html.count("Give a room, a video link, or both.") == 5
    assert html.count("checked") == 2  # that people are told


def test_one_place_is_given_to_all_drafts_that_have_none(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        _first, *others = drafts(draft)
        LearningSession.objects.filter(id__in=[one.id for one in others]).update(room="")
    assert "Where do you meet?" in client.get(url(cast, draft)).content.decode()
    empty = client.post(url(cast, draft, "places/"), {"room": "", "video_url": ""})
    assert empty.status_code == 422
    assert "Give a room, a video link, or both." in empty.content.decode()
    answer = client.post(url(cast, draft, "places/"), {"room": "Canteen"}, follow=True)
    assert "4 drafts have a place now." in answer.content.decode()
    with cast.inside():
        assert [one.room for one in drafts(draft)] == ["Blue"] + ["Canteen"] * 4


def test_launch_with_a_draft_that_is_not_ready_does_nothing_at_all(cast, draft):
    with cast.inside():
        first, second, *_rest = drafts(draft)
        LearningSession.objects.filter(id=second.id).update(room="")
        with pytest.raises(PlanRefusedError):
            launch_program(
                draft,
                publish=[first.id, second.id],
                by=cast.hr_admin.person,
                today=timezone.localdate(),
            )
        draft.refresh_from_db()
        first.refresh_from_db()
        assert (draft.state, first.state) == ("draft", "draft")


def test_launch_of_an_empty_program_is_refused_with_its_reason(cast, draft):
    with cast.inside():
        Enrollment.objects.all().delete()
        with pytest.raises(NotReadyToOpenError):
            launch_program(draft, publish=[], by=cast.hr_admin.person, today=timezone.localdate())
    client = cast.hr_admin.client()
    html = client.get(url(cast, draft)).content.decode()
    assert 'disabled aria-describedby="blockers"' in html
    assert "Nobody is enrolled, and there is no way in." in html
    assert "can&#x27;t be launched" in client.post(url(cast, draft), follow=True).content.decode()


def test_launching_twice_changes_nothing(cast, draft):
    with cast.inside():
        chosen = [drafts(draft)[0].id]
        today, admin = timezone.localdate(), cast.hr_admin.person
        assert launch_program(draft, publish=chosen, by=admin, today=today).published == 1
        assert launch_program(draft, publish=chosen, by=admin, today=today).published == 0


def test_session_of_another_program_is_not_published(cast, draft):
    with cast.inside():
        other = create_from_template(
            TEMPLATES["peer-circles"],
            name="Other",
            goal="",
            starts_on=draft.starts_on,
            ends_on=None,
            by=cast.hr_admin.person,
        )
        foreign = drafts(other)[0]
    cast.hr_admin.client().post(url(cast, draft), {"publish": [str(foreign.id), "nonsense"]})
    with cast.inside():
        foreign.refresh_from_db()
        assert foreign.is_draft


def test_overlapping_cohort_and_past_first_day_are_said(cast, draft):
    with cast.inside():
        today = timezone.localdate()
        other = Program.objects.create(
            name="Old cohort", starts_on=today, ends_on=draft.starts_on, state="running"
        )
        apart = Program.objects.create(
            name="Before", starts_on=today - timedelta(9), ends_on=today, state="running"
        )
        for program in (other, apart):
            enroll(program, cast.employee.person, "mentee")
        enroll(other, cast.director.person, "mentee")
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "1 person is at the same time in “Old cohort”" in html
    assert "Before" not in html
    assert "running at once" not in html
    with cast.inside():
        Program.objects.filter(id=draft.id).update(starts_on=today - timedelta(days=1))
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "has passed: with the launch the program is running at once" in html


@pytest.mark.parametrize("sessions", [1, 5])
def test_launch_page_takes_as_many_queries_for_many_sessions(
    cast, draft, sessions, django_assert_max_num_queries
):
    client = cast.hr_admin.client()
    with cast.inside():
        for one in drafts(draft)[sessions:]:
            one.delete()
    with django_assert_max_num_queries(48):
        client.get(url(cast, draft))


def test_page_says_that_one_side_of_the_pairs_is_empty(cast, draft):
    with cast.inside():
        Enrollment.objects.filter(program=draft, role="mentee").delete()
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "Mentees: there are none, so nobody can be paired." in html


def test_buddies_bring_the_rule_for_new_hires_along_and_miss_their_buddies(cast):
    with cast.inside():
        made = create_from_template(
            TEMPLATES["onboarding-buddy"],
            name="Buddies",
            goal="Arrive",
            starts_on=timezone.localdate(),
            ends_on=None,
            by=cast.hr_admin.person,
        )
        rule = JoiningRule.objects.get(program=made)
        assert (rule.role, rule.since, rule.stopped_at) == ("mentee", made.starts_on, None)
        assert not Enrollment.objects.filter(program=made).exists()
    html = cast.hr_admin.client().get(url(cast, made)).content.decode()
    assert "Buddies: there are none, so nobody can be paired." in html


def test_page_says_what_becomes_of_pairs_and_how_many_mails_leave(cast, draft):
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "None yet: match after the launch" in html
    assert "2 people are told of the program by mail, 5 sessions are published." in html
    assert "1 lunch-and-learn has no presenter yet" in html


def test_program_that_is_launched_says_what_comes_next(cast, draft):
    with cast.inside():
        chosen = [one.id for one in drafts(draft)]
        launch_program(draft, publish=chosen, by=cast.hr_admin.person, today=timezone.localdate())
    html = cast.hr_admin.client().get(url(cast, draft, "")).content.decode()
    assert "Launched: what comes next" in html
    assert "You match, once most have told them" in html
    assert "The program begins by itself" in html
    seen = cast.employee.client().get(cast.employee.url(f"programs/{draft.id}/"))
    assert "Launched: what comes next" not in seen.content.decode()

"""The last step of the set-up guide: check your answers, dry run, launch."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.home.dry_run import dry_run
from peerlearn.home.launching import launch_program
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.roles import set_role
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.errors import NotReadyToOpenError
from programs.models import Enrollment, Program
from sessions.actions.scheduling import PlanRefusedError
from sessions.models import LearningSession


@pytest.fixture
def draft(cast):
    """From a template, two weeks ahead, with a mentor for two and one mentee."""
    with cast.inside():
        starts_on = timezone.localdate() + timedelta(days=14)
        template = TEMPLATES["onboarding-mentoring"]
        program = create_from_template(
            template,
            name="Mentoring",
            goal=str(template.goal),
            starts_on=starts_on,
            ends_on=template.last_day(starts_on),
            by=cast.hr_admin.person,
        )
        enroll(program, cast.mentor.person, "mentor", capacity=2)
        enroll(program, cast.employee.person, "mentee")
        LearningSession.objects.filter(program=program).update(room="Blue")
        return program


def enroll(program, person, role, **fields):
    return Enrollment.objects.create(program=program, person=person, role=role, **fields)


def drafts(program):
    return list(LearningSession.objects.filter(program=program).order_by("starts_at"))


def url(cast, program, path="opening/"):
    return cast.hr_admin.url(f"programs/{program.id}/{path}")


def test_page_shows_each_choice_with_a_link_to_change_it(cast, draft):
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    for page in ("edit/", "facilitator/", "conduct/", "people/"):
        assert f"/programs/{draft.id}/{page}" in html
    assert f"/matching/programs/{draft.id}/preferences/" in html
    assert html.count('name="publish"') == 5
    assert "1 session asks what stayed" in html
    assert "1 × Mentor" in html


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


def test_draft_that_is_not_ready_cannot_be_ticked_and_says_why(cast, draft):
    with cast.inside():
        LearningSession.objects.filter(program=draft).update(room="")
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert html.count("Give a room, a video link, or both.") == 5
    assert "checked" not in html


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
    assert "Nobody is enrolled." in html
    assert "can&#x27;t be opened" in client.post(url(cast, draft), follow=True).content.decode()


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


def test_dry_run_lists_every_mail_in_order_with_its_readers(cast, draft):
    with cast.inside():
        first = drafts(draft)[0]
        LearningSession.objects.filter(id=first.id).update(presenter=cast.manager.person)
        found = dry_run(cast.organization, draft, now=timezone.now())
        days = [entry.mail.due_at for entry in found.dated]
        assert days == sorted(days)
        assert [entry.mail.key.split(".")[0] for entry in found.dated].count("feedback") == 10
        about = [e for e in found.dated if e.mail.about == first.title]
        assert [(e.mail.what, e.mail.due_at, e.readers.count) for e in about[1:4]] == [
            ("Reminder a day before", first.starts_at - timedelta(days=1), 2),
            ("Reminder an hour before", first.starts_at - timedelta(hours=1), 2),
            ("How was it?", first.ends_at, 2),
        ]
        assert about[0].readers.names == ["Marco"]
        assert {"matching.matched_mentee", "matching.matched_mentor"} <= {
            entry.mail.key.rsplit(".", 1)[0] for entry in found.waiting
        }
        assert not Notification.objects.exists()


def test_dry_run_counts_places_and_hours(cast, draft):
    with cast.inside():
        set_role(draft, "mentor", by=None, hours_a_month=Decimal(3))
        set_role(draft, "mentee", by=None, hours_a_month=Decimal(2))
        for n in range(3):
            enroll(draft, Person.objects.create(name=f"New {n}"), "mentee")
        found = dry_run(cast.organization, draft, now=timezone.now())
        mentors = found.needs[0]
        assert (mentors.places, mentors.wanted, mentors.is_short) == (2, 4, True)
        assert [(c.people, c.hours, c.total) for c in found.costs] == [(1, 3, 6), (4, 2, 8)]
        assert (found.hours_a_month, found.hours_each) == (14, 2.8)


def test_dry_run_says_who_would_read_at_night(cast, draft):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(time_zone="America/Los_Angeles")
        found = dry_run(cast.organization, draft, now=timezone.now())
        reminder = next(e for e in found.dated if e.mail.what == "Reminder an hour before")
        assert reminder.readers.at_night == [("America/Los_Angeles", 1)]


@pytest.mark.parametrize("people", [1, 40])
def test_dry_run_takes_as_many_queries_for_many_people_and_sessions(
    cast, draft, people, django_assert_num_queries
):
    with cast.inside():
        for n in range(people):
            enroll(draft, Person.objects.create(name=f"New {n}"), "mentee")
        if people == 1:
            LearningSession.objects.filter(id=drafts(draft)[-1].id).delete()
        with django_assert_num_queries(8):
            dry_run(cast.organization, draft, now=timezone.now())


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


def test_each_planned_mail_shows_its_real_text(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        LearningSession.objects.filter(program=draft).update(presenter=cast.manager.person)
        found = dry_run(cast.organization, draft, now=timezone.now())
    for entry in (*found.dated, *found.waiting):
        page = client.get(url(cast, draft, f"dry-run/{entry.mail.key}/"))
        assert page.status_code == 200, entry.mail.key
        assert entry.mail.about in page.content.decode()
    with cast.inside():
        assert not Notification.objects.exists()


def test_test_mail_goes_to_the_reader_alone_marked_and_once(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        first = drafts(draft)[0]
    page = url(cast, draft, f"dry-run/sessions.reminder-24h.{first.id}/")
    for _time in range(2):
        assert client.post(page + "test/").status_code == 302
    with cast.inside():
        sent = Notification.objects.get()
        assert sent.person == cast.hr_admin.person
        assert sent.subject == f"[Test] Reminder: {first.title}"
        assert "You alone get it" in sent.body
        assert first.title in sent.body


def test_test_mails_are_limited(cast, draft, monkeypatch):
    monkeypatch.setattr("peerlearn.home.dry_run_pages.TESTS_AN_HOUR", 0)
    with cast.inside():
        first = drafts(draft)[0]
    page = url(cast, draft, f"dry-run/sessions.reminder-24h.{first.id}/test/")
    answer = cast.hr_admin.client().post(page, follow=True)
    assert "Try again in an hour" in answer.content.decode()
    with cast.inside():
        assert not Notification.objects.exists()


def test_preview_shows_the_pages_of_a_sample_and_writes_nothing(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        people = Person.objects.count()
        first = drafts(draft)[0]
    for page, words in (
        ("home", "Sam"),
        ("program", str(draft.goal)[:20]),
        ("session", first.title),
    ):
        answer = client.get(url(cast, draft, "preview/"), {"page": page, "role": "mentee"})
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "You see this as Sam Sample" in html
        assert words in html
        assert '<fieldset class="preview-frame" disabled>' in html
        assert "Set up the program" not in html
    with cast.inside():
        draft.refresh_from_db()
        assert Person.objects.count() == people
        assert draft.state == Program.State.DRAFT
        assert all(one.is_draft for one in drafts(draft))
        assert Enrollment.objects.filter(program=draft).count() == 2


def test_member_has_no_banner_and_sees_which_day_of_an_evergreen_program_it_is(cast, draft):
    with cast.inside():
        today = timezone.localdate(timezone=ZoneInfo("Europe/Berlin"))
        Program.objects.filter(id=draft.id).update(
            state="running", ends_on=None, starts_on=today - timedelta(days=100)
        )
        Enrollment.objects.filter(person=cast.employee.person).update(
            joined_on=today - timedelta(days=9)
        )
    html = cast.employee.client().get(url_of_employee(cast, draft)).content.decode()
    assert "Day 10 of your program" in html
    assert "preview-frame" not in html


def url_of_employee(cast, program):
    return cast.employee.url(f"programs/{program.id}/")

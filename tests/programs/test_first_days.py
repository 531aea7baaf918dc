"""Whoever starts later is written to in the morning of their first day, and not before."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.actions import notify
from peerlearn.notifications.first_days import not_before
from peerlearn.notifications.groups import DUTIES, LOGIN
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import first_morning
from peerlearn.notifications.texts import house_entered
from peerlearn.people.actions.members import add_member
from peerlearn.people.models import Invitation, Person, User
from peerlearn.people.queries.invitations import invitation_of, invitation_path
from peerlearn.web.tokens import ExpiredTokenError
from programs.actions.telling import tell_enrolled
from programs.enrolled_mails import ENROLLED
from programs.models import Enrollment, Program
from programs.queries.first_days import starting_later
from programs.rules.first_days import on_first_days
from sessions.actions.booking import book_seat
from sessions.queries.booking_for import without_a_seat
from sessions.rules.seats import NotStartedError
from tests.sessions.making import make_session

BERLIN = ZoneInfo("Europe/Berlin")


def a_weekday(days):
    """A day ahead that is no weekend."""
    day = timezone.localdate() + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


@pytest.fixture
def zoe(cast, program):
    """In the program, and starts in a while."""
    with cast.inside():
        zoe = Person.objects.create(
            name="Zoë Bähr",
            email="zoe@acme.example",
            starts_on=a_weekday(10),
            time_zone="Europe/Berlin",
        )
        Enrollment.objects.create(program=program, person=zoe, role="mentee")
        return zoe


def morning_of(person):
    return datetime.combine(person.starts_on, time(9), tzinfo=BERLIN)


def test_first_morning_is_nine_of_a_working_day():
    saturday = datetime(2026, 11, 28, tzinfo=BERLIN).date()
    assert first_morning(saturday, BERLIN) == datetime(2026, 11, 30, 9, tzinfo=BERLIN)
    tuesday = saturday + timedelta(days=3)
    assert first_morning(tuesday, BERLIN) == datetime(2026, 12, 1, 9, tzinfo=BERLIN)


def test_mail_with_the_launch_waits_for_the_first_day(cast, program, zoe):
    tell_enrolled(
        program.id, batch_id=None, organization_id=cast.organization.id, now=timezone.now()
    )
    with cast.inside():
        assert Notification.objects.get(kind=ENROLLED, person=zoe).due_at == morning_of(zoe)
        at_once = Notification.objects.get(kind=ENROLLED, person=cast.employee.person)
        assert at_once.due_at <= timezone.now()


def test_mail_names_the_first_session_that_they_can_come_to(cast, program, zoe):
    with cast.inside():
        soon = make_session(program, cast.hr_admin, title="Too early")
        late = make_session(
            program,
            cast.hr_admin,
            title="Right for Zoë",
            starts_at=morning_of(zoe) + timedelta(days=1),
        )
        assert soon.starts_at < morning_of(zoe) < late.starts_at
    tell_enrolled(
        program.id, batch_id=None, organization_id=cast.organization.id, now=timezone.now()
    )
    with cast.inside():
        assert "Right for Zoë" in Notification.objects.get(kind=ENROLLED, person=zoe).body
        to_emil = Notification.objects.get(kind=ENROLLED, person=cast.employee.person)
        assert "Too early" in to_emil.body


def test_what_would_be_worthless_by_then_is_not_written(cast, program, zoe):
    with cast.inside():
        fields = {"to": zoe, "kind": "programs.pause_over", "context": {"program": program}}
        before, after = (morning_of(zoe) + timedelta(hours=h) for h in (-1, 1))
        assert notify(**fields, dedupe_key="too early", expires_at=before) is None
        assert notify(**fields, dedupe_key="late", expires_at=after).due_at == morning_of(zoe)
        later = notify(**fields, dedupe_key="later", due_at=after + timedelta(days=1))
        assert later.due_at == after + timedelta(days=1)


def test_what_leads_to_a_login_and_whoever_has_one_do_not_wait(cast, zoe):
    with cast.inside():
        house = house_entered()
        assert not_before(zoe, group=DUTIES.key, house=house) == morning_of(zoe)
        assert not_before(zoe, group=LOGIN.key, house=house) is None
        add_member(zoe, user=User.objects.create_user(email="zoe@acme.example", password="x"))
        assert not_before(zoe, group=DUTIES.key, house=house) is None


def test_invitation_lasts_a_month_from_the_first_day(cast, zoe):
    with cast.inside():
        path = invitation_path(cast.organization, Invitation.objects.create(person=zoe))
        token = path.rstrip("/").rsplit("/", 1)[-1]
        with time_machine.travel(morning_of(zoe) + timedelta(days=29), tick=True):
            assert invitation_of(token).person == zoe
        with (
            time_machine.travel(morning_of(zoe) + timedelta(days=32), tick=True),
            pytest.raises(ExpiredTokenError),
        ):
            invitation_of(token)


def test_nobody_is_seated_before_their_first_day(cast, program, zoe):
    with cast.inside():
        soon = make_session(program, cast.hr_admin)
        late = make_session(program, cast.hr_admin, starts_at=morning_of(zoe) + timedelta(days=1))
        assert zoe not in without_a_seat(soon)
        assert zoe in without_a_seat(late)
        with pytest.raises(NotStartedError):
            book_seat(soon, person=zoe, by=cast.hr_admin.person)
        assert book_seat(late, person=zoe, by=cast.hr_admin.person).person == zoe


def test_launch_page_and_dry_run_name_them_with_the_day(cast, program, zoe):
    with cast.inside():
        Program.objects.update(state="draft")
        assert starting_later(program, today=timezone.localdate()) == [zoe]
        said = on_first_days([zoe])
    assert said.startswith("Zoë Bähr (")
    assert "in the morning of the first day" in said
    client = cast.hr_admin.client()
    for page in ("opening", "dry-run"):
        url = cast.hr_admin.url(f"programs/{program.id}/{page}/")
        assert said in client.get(url).content.decode()


def test_nobody_is_invited_before_their_first_day_and_why_none_went_out_is_said(cast, program, zoe):
    with cast.inside():
        Program.objects.update(state="draft")
    page = cast.hr_admin.url(f"programs/{program.id}/opening/invitations/")
    answer = cast.hr_admin.client().post(page, follow=True).content.decode()
    assert "No invitation was sent" in answer
    with cast.inside():
        assert not Invitation.objects.exists()

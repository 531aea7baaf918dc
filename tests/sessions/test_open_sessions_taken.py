"""Whoever accepts to facilitate a program runs its sessions that nobody runs."""

from email import message_from_bytes

import pytest
from django.utils import timezone

from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.nominations import (
    accept_nomination,
    restore_nomination,
    revoke_nomination,
)
from programs.models import FacilitatorNomination
from programs.queries.facilitators import neutrality_of
from sessions.actions.booking import book_seat
from sessions.models import LearningSession
from tests.sessions.making import in_days, make_session


@pytest.fixture
def nomination(cast, program):
    """The facilitator was asked, and hasn't answered."""
    with cast.inside():
        asked = FacilitatorNomination.objects.get(program=program)
        asked.state, asked.nominated_by = "proposed", cast.hr_admin.person
        asked.asked_at = timezone.now()
        asked.save()
        return asked


def accept(nomination):
    return accept_nomination(nomination, now=timezone.now())


def facilitators():
    found = LearningSession.objects.select_related("facilitator").order_by("title")
    return {one.title: one.facilitator.name if one.facilitator else None for one in found}


def answered():
    return Notification.objects.get(kind="programs.nomination_answered").body


def test_sessions_to_come_and_drafts_are_given_and_told(cast, program, nomination):
    with cast.inside():
        make_session(program, cast.hr_admin, title="Announced")
        draft = make_session(program, cast.hr_admin, title="Draft", starts_at=in_days(4))
        past = make_session(program, cast.hr_admin, title="Past", starts_at=in_days(5))
        LearningSession.objects.filter(pk=draft.pk).update(state="draft")
        LearningSession.objects.filter(pk=past.pk).update(starts_at=in_days(-5))
        for _ in range(2):
            accept(nomination)
        fay = cast.facilitator.person.name
        assert facilitators() == {"Announced": fay, "Draft": fay, "Past": None}
        told = Notification.objects.filter(kind="sessions.leading", person=cast.facilitator.person)
        assert [one.subject for one in told if "Announced" in one.subject + one.body]
        assert told.count() == 1
        assert f"{fay} runs 2 sessions to come" in answered()
    page = cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/"))
    shown = page.content.decode()
    assert "Not published yet" in shown
    assert "Announced" in shown
    assert "You run no session yet" not in shown


def test_session_in_which_they_are_not_neutral_stays_open_and_hr_reads_why(
    cast, program, nomination
):
    with cast.inside():
        fay = cast.facilitator.person
        booked = make_session(program, cast.hr_admin, title="Booked")
        make_session(program, cast.hr_admin, title="Free", starts_at=in_days(5))
        book_seat(booked, person=cast.employee.person, by=cast.employee.person)
        Person.objects.filter(pk=cast.employee.person.pk).update(reviewer=fay)
        nomination.override_reason = "Nobody else is here"
        nomination.save()
        nomination.overridden = neutrality_of(program, fay).as_json()
        nomination.save()
        assert accept(nomination).state == "accepted"
        assert facilitators() == {"Booked": None, "Free": fay.name}
        assert f"{fay.name} runs 1 session to come" in answered()
        assert "Nobody facilitates these yet" in answered()
        assert f"Booked: {fay.name} reviews the work of" in answered()


def test_session_that_they_present_stays_open(cast, program, nomination):
    with cast.inside():
        fay = cast.facilitator.person
        made = make_session(program, cast.hr_admin, title="Own", presenter=fay)
        accept(nomination)
        made.refresh_from_db()
        assert made.facilitator is None


def test_sessions_of_the_first_stay_theirs_when_a_second_accepts(cast, program, nomination):
    with cast.inside():
        make_session(program, cast.hr_admin, title="One")
        accept(nomination)
        second = FacilitatorNomination.objects.create(
            program=program,
            person=Person.objects.create(name="Second", email="second@acme.example"),
            nominated_by=cast.hr_admin.person,
        )
        accept(second)
        assert facilitators() == {"One": cast.facilitator.person.name}


def test_whoever_is_taken_back_runs_no_session_to_come(cast, program, nomination):
    with cast.inside():
        make_session(program, cast.hr_admin, title="Announced")
        accept(nomination)
        revoked = revoke_nomination(nomination, by=cast.hr_admin.person)
        assert revoked.handed_over.left_open == ["Announced"]
        assert facilitators() == {"Announced": None}
        restore_nomination(nomination, by=cast.hr_admin.person)
        assert facilitators() == {"Announced": cast.facilitator.person.name}
        other = FacilitatorNomination.objects.create(
            program=program, person=cast.mentor.person, state="accepted"
        )
        revoke_nomination(nomination, by=cast.hr_admin.person)
        assert facilitators() == {"Announced": other.person.name}


def test_hr_is_told_what_nobody_runs_now(cast, program, nomination):
    with cast.inside():
        make_session(program, cast.hr_admin, title="Announced")
        accept(nomination)
    page = cast.hr_admin.url(f"programs/{program.id}/nominations/{nomination.id}/revocation/")
    html = cast.hr_admin.client().post(page, follow=True).content.decode()
    assert "Nobody runs 1 session now: Announced." in html


def test_several_sessions_are_told_by_one_mail_with_an_entry_for_each(cast, program, nomination):
    with cast.inside():
        first = make_session(program, cast.hr_admin, title="First")
        second = make_session(program, cast.hr_admin, title="Second", starts_at=in_days(6))
        for _ in range(2):
            accept(nomination)
        told = Notification.objects.filter(person=cast.facilitator.person, kind__contains="leading")
        mail = told.get()
        assert mail.kind == "sessions.leading_all"
        assert mail.subject == f"You facilitate 2 sessions of “{program.name}”"
        unfolded = mail.calendar.replace("\r\n ", "")
        for one in (first, second):
            assert one.title in mail.body
            assert f"UID:{one.id}.{cast.facilitator.person.id}" in unfolded
        sent = message_from_bytes(as_email(mail))
        files = [part.get_filename() for part in sent.walk() if part.get_filename()]
        assert files == ["invite-1.ics", "invite-2.ics"]
        third = make_session(
            program, cast.hr_admin, title="Third", facilitator=cast.facilitator.person
        )
        assert told.get(kind="sessions.leading").cause.startswith(str(third.id))


def test_undo_of_taking_back_says_which_sessions_they_run(cast, program, nomination):
    hr = cast.hr_admin.client()
    at = f"programs/{program.id}/nominations/{nomination.id}/revocation/"
    with cast.inside():
        make_session(program, cast.hr_admin, title="Theirs")
        accept(nomination)
    hr.post(cast.hr_admin.url(at))
    with cast.inside():
        assert facilitators() == {"Theirs": None}
    page = hr.post(cast.hr_admin.url(f"{at}undo/"), follow=True).content.decode()
    assert "facilitates again and runs 1 session that nobody ran." in page
    with cast.inside():
        assert facilitators() == {"Theirs": cast.facilitator.person.name}
    again = hr.post(cast.hr_admin.url(f"{at}undo/"), follow=True).content.decode()
    assert "facilitates again. What went to somebody else stays there." in again

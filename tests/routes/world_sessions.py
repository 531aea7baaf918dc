"""Sessions, seats and rounds of the walked world."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from feedback.models import FeedbackRound
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.web.tokens import make_token as sign
from programs.models import (
    Enrollment,
    Program,
)
from sessions.actions.attendance import check_in, come_in
from sessions.actions.booking import book_seat
from sessions.actions.chat_channels import ChannelPlan, add_channel
from sessions.actions.contents import save_contents
from sessions.actions.feeds import address_of, note_reading, open_feed
from sessions.actions.line_messages import OFFER_PURPOSE
from sessions.actions.meeting_rooms import add_room
from sessions.actions.messages import BOOK_PURPOSE
from sessions.actions.proposals import propose_topic
from sessions.actions.reminders import CANCEL_PURPOSE
from sessions.actions.request_mails import REQUEST_PURPOSE
from sessions.actions.requests import ask_for_seat, decline_request
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import create_session, plan_of
from sessions.actions.series_changes import change_series
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, LiveQuestion, WaitlistEntry
from sessions.rules.agenda import AgendaRow
from sessions.rules.series_changes import AGENDA
from tests.cast import Cast
from tests.feedback.making import make_attendees, make_check
from tests.sessions.making import make_poll, make_session
from tests.sessions.test_rule_series import make_series, rows_of

Role = Enrollment.Role
ANSWERS = 6


def make_room(cast: Cast, program: Program) -> dict[str, Any]:
    """On now, and full: the member has come in and asked; the manager's seat is still empty."""
    planned = _session(cast, program, presenter=cast.mentor.person, title="In the room")
    slack = "https://hooks.slack.com/services/T0/B0/abc"
    channel = add_channel(
        program, ChannelPlan("#onboarding", "slack", (), slack), by=cast.hr_admin.person
    )
    for player in (cast.employee, cast.manager):
        book_seat(planned, person=player.person, by=player.person)
    room = open_room(planned, by=cast.facilitator.person)
    come_in(room, person=cast.employee.person, by=cast.employee.person)
    booked = Notification.objects.filter(person=cast.employee.person).exclude(calendar="")
    return {
        "session_id": room.id,
        "channel_id": channel.id,
        "booking_id": Booking.objects.get(learning_session=room, person=cast.manager.person).id,
        "question_id": LiveQuestion.objects.create(learning_session=room, text="Why so?").id,
        "notification_id": booked.order_by("id")[0].id,
    }


def make_seats(cast: Cast, program: Program) -> dict[str, Any]:
    """A session to come: the manager has its only seat, the member waits; and the member's seat."""
    coming = _session(cast, program, title="Coming", capacity=1)
    seat = book_seat(coming, person=cast.manager.person, by=cast.manager.person)
    join_waitlist(coming, person=cast.employee.person, by=cast.employee.person)
    feed = open_feed(cast.employee.person)
    note_reading(feed, today=timezone.localdate(timezone=ZoneInfo("Europe/Berlin")))
    draft = create_session(
        program,
        by=cast.hr_admin.person,
        state=LearningSession.State.DRAFT,
        **plan_of(coming).fields() | {"title": "Draft"},
    )
    proposal = propose_topic(
        program, title="Reading a lease", would_present=True, by=cast.employee.person
    )
    entry = WaitlistEntry.objects.get(person=cast.employee.person)
    rows = [AgendaRow("talk", "Reading a lease", 40)]
    agenda = save_contents(coming, AGENDA, rows, by=cast.facilitator.person).change
    return (
        _series(cast, program)
        | _requests(cast, program)
        | {
            "contents_change": agenda and agenda.id,
            "proposal_id": proposal.id,
            "room_id": add_room("Walked", by=cast.hr_admin.person)[0].id,
            "poll_id": make_poll(program, by=cast.hr_admin.person).id,
            "coming_session": coming.id,
            "draft_session": draft.id,
            "planned_mail": f"sessions.booking_confirmed.{coming.id}",
            "own_booking": _own_seat(cast),
            "feed_id": feed.id,
            "secret": address_of(feed).rsplit("/", 1)[1].removesuffix(".ics"),
            "entry_id": entry.id,
            "book_token": sign(BOOK_PURPOSE, booking=str(seat.id), revision=str(seat.revision)),
            "offer_token": sign(OFFER_PURPOSE, entry=str(entry.id), offer=str(entry.offers)),
            "seat_token": sign(CANCEL_PURPOSE, booking=str(seat.id), revision=str(seat.revision)),
        }
    )


def _requests(cast: Cast, program: Program) -> dict[str, Any]:
    """A session by approval: the manager asks, the mentor was declined."""
    held = _session(cast, program, title="By approval", needs_approval=True)
    asks, no = (
        ask_for_seat(held, person=player.person, by=player.person)
        for player in (cast.manager, cast.mentor)
    )
    assert asks is not None
    assert no is not None
    decline_request(no, by=cast.hr_admin.person, reason="Full of mentors")
    approver = str(cast.hr_admin.person.id)
    return {
        "asked_session": held.id,
        "declined_request": no.id,
        "request_token": sign(REQUEST_PURPOSE, entry=str(asks.id), person=approver),
    }


def _series(cast: Cast, program: Program) -> dict[str, Any]:
    """Changed once, all of it."""
    series = make_series(program, cast.hr_admin)
    first, *_rest = rows_of(series)
    plan = replace(plan_of(first), room="Walked through")
    by, now = cast.hr_admin.person, timezone.now()
    done = change_series(first, plan, scope="all", by=by, now=now)
    return {
        "series_id": series.id,
        "change_id": done.change.id if done.change else None,
        "repeated_session": first.id,
    }


def _own_seat(cast: Cast) -> UUID:
    return Booking.objects.get(person=cast.employee.person).id


def make_finished(cast: Cast, program: Program, *, there: int) -> FeedbackRound:
    """Over, with a knowledge check that nobody has taken and a round that collects."""
    planned = _session(cast, program, title="Over", capacity=50)
    make_check(cast, planned)
    room = open_room(planned, by=cast.facilitator.person)
    for person in make_attendees(cast, there):
        if not Enrollment.objects.filter(program=program, person=person).exists():
            Enrollment.objects.create(program=program, person=person, role=Role.PARTICIPANT)
        check_in(book_seat(room, person=person, by=person), by=cast.facilitator.person)
    finish_session(room, by=cast.facilitator.person, before_start=True)
    return FeedbackRound.objects.get(learning_session=room)


def make_answerers(cast: Cast) -> list[Person]:
    with cast.inside():
        return make_attendees(cast, ANSWERS)


def _session(cast: Cast, program: Program, **plan: Any) -> LearningSession:
    """Each at a time of its own, so that nobody has two at once."""
    plan["starts_at"] = timezone.now() + timedelta(days=1 + LearningSession.objects.count())
    return make_session(program, cast.hr_admin, facilitator=cast.facilitator.person, **plan)

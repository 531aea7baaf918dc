"""Answers to requests for a seat are taken back before anybody reads of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from sessions.actions.requests import (
    approve_requests,
    ask_for_seat,
    decline_request,
    reopen_request,
)
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.requests import approved_lately
from sessions.rules.requests import answer_leaves_at
from sessions.rules.seats import AnswerToldError
from tests.sessions.making import in_days, make_session


@pytest.fixture
def chosen(cast, program):
    """One seat by approval, in ten days; Emil and Marco ask for it."""
    with cast.inside():
        held = make_session(
            program,
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            needs_approval=True,
            capacity=1,
            starts_at=in_days(10),
        )
        for player in (cast.employee, cast.manager):
            ask_for_seat(held, person=player.person, by=player.person)
        return held


def entries():
    return list(WaitlistEntry.objects.order_by("joined_at", "id"))


def states():
    return [entry.state for entry in entries()]


def waiting_mails(kind):
    found = Notification.objects.filter(kind=f"sessions.{kind}", state="pending")
    return list(found.order_by("id"))


def test_answer_waits_five_minutes_unless_the_session_begins_soon():
    now = timezone.now()
    assert answer_leaves_at(now, now + timedelta(hours=2)) == now + timedelta(minutes=5)
    assert answer_leaves_at(now, now + timedelta(minutes=30)) == now


def test_yes_is_taken_back_before_its_mail_leaves(cast, chosen):
    hanna = cast.hr_admin.person
    with cast.inside():
        approve_requests(chosen, entries(), by=hanna)
        assert states() == ["accepted", "waiting"]
        (mail,), (line,) = waiting_mails("booking_confirmed"), waiting_mails("request_in_line")
        for one in (mail, line):
            assert timedelta(minutes=4) < one.due_at - timezone.now() <= timedelta(minutes=5)
        assert [one.person for one in approved_lately(chosen, now=timezone.now())] == [
            cast.manager.person,
            cast.employee.person,
        ]
        for entry in reversed(entries()):
            for _twice in range(2):
                assert reopen_request(entry, by=hanna).state == "requested"
        chosen.refresh_from_db()
        assert (chosen.booked, Booking.objects.get().state) == (0, "cancelled")
        assert not waiting_mails("booking_confirmed")
        assert not waiting_mails("request_in_line")
        assert not waiting_mails("reminder")
        assert not Notification.objects.filter(kind="sessions.booking_cancelled").exists()
        approve_requests(chosen, entries(), by=hanna)
        assert states() == ["accepted", "waiting"]


def test_seat_of_a_yes_that_is_taken_back_goes_to_the_line(cast, chosen):
    hanna = cast.hr_admin.person
    with cast.inside():
        approve_requests(chosen, entries(), by=hanna)
        reopen_request(entries()[0], by=hanna)
        assert states() == ["requested", "offered"]


def test_yes_that_was_mailed_stays(cast, chosen):
    hanna = cast.hr_admin.person
    with cast.inside():
        approve_requests(chosen, entries(), by=hanna)
        with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
            assert approved_lately(chosen, now=timezone.now()) == []
            for entry in entries():
                with pytest.raises(AnswerToldError):
                    reopen_request(entry, by=hanna)
        assert states() == ["accepted", "waiting"]


def test_no_waits_as_well_and_several_are_undone_by_one_click(cast, chosen):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{chosen.id}/requests/")
    with cast.inside():
        ticked = [str(entry.pk) for entry in entries()]
    said = {"entry": ticked, "answer": "decline", "reason": "Planners first"}
    page = client.post(url, said, follow=True).content.decode()
    assert "2 requests are declined." in page
    with cast.inside():
        assert states() == ["declined"] * 2
        assert all(one.due_at > timezone.now() for one in waiting_mails("request_declined"))
    undo = page.split('action="')[1:]
    (address,) = {one.split('"')[0] for one in undo if "/requests/undo/" in one.split('"')[0]}
    for words in ("2 requests wait for an answer again.", ""):
        assert words in client.post(address, follow=True).content.decode()
        with cast.inside():
            assert states() == ["requested"] * 2
            assert not waiting_mails("request_declined")
    assert cast.employee.client().post(address).status_code == 404
    for nonsense in ("", "?entries=forged.x"):
        assert client.post(f"{url}undo/{nonsense}").status_code == 302


def test_page_offers_to_take_a_fresh_yes_back(cast, chosen):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{chosen.id}/")
    with cast.inside():
        first = entries()[0]
    said = {"entry": [str(first.pk)], "answer": "approve"}
    page = client.post(f"{url}requests/", said, follow=True).content.decode()
    assert "Approved a moment ago" in page
    client.post(f"{url}requests/{first.pk}/")
    with cast.inside():
        assert states() == ["requested"] * 2
    assert "Approved a moment ago" not in client.get(f"{url}line/").content.decode()


def test_who_comes_to_present_or_facilitate_asks_no_more_and_is_not_seated(cast, program, chosen):
    hanna, emil = cast.hr_admin.person, cast.employee.person
    with cast.inside():
        led = replace(plan_of(LearningSession.objects.get()), presenter=emil, capacity=2)
        change_session(chosen, led, by=hanna)
        assert states() == ["cancelled", "requested"]
        assert WaitlistStep.objects.filter(kind="leads").count() == 1
        # One who asked before that was noted, in a session that was planned earlier.
        WaitlistEntry.objects.filter(person=emil).update(state="requested")
        done = approve_requests(chosen, entries(), by=hanna)
        assert (done.seated, done.in_line) == (1, 0)
        assert [row.person for row in Booking.objects.all()] == [cast.manager.person]
        assert states() == ["cancelled", "accepted"]


def test_who_comes_to_lead_while_in_line_leaves_it(cast, program, chosen):
    hanna = cast.hr_admin.person
    with cast.inside():
        approve_requests(chosen, entries(), by=hanna)
        assert states() == ["accepted", "waiting"]
        held = LearningSession.objects.get()
        change_session(held, replace(plan_of(held), presenter=cast.manager.person), by=hanna)
        assert states() == ["accepted", "cancelled"]


def test_declined_twice_is_told_once(cast, chosen):
    with cast.inside():
        first = entries()[0]
        for _twice in range(2):
            decline_request(first, by=cast.hr_admin.person, reason="No")
        assert len(waiting_mails("request_declined")) == 1

"""Seats by approval in the browser: asking, one page for all answers, the link in the mail."""

import re

import pytest

from peerlearn.notifications.models import Notification
from sessions.actions.request_mails import request_path
from sessions.actions.requests import ask_for_seat
from sessions.models import Booking, LearningSession, WaitlistEntry
from tests.sessions.making import in_days, make_session


@pytest.fixture
def chosen(cast, program):
    """Two seats by approval, in ten days."""
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            needs_approval=True,
            starts_at=in_days(10),
        )


def path(player, held, rest=""):
    return player.url(f"sessions/{held.id}/{rest}")


def text(answer):
    return answer.content.decode()


def asked(cast, held, *players):
    with cast.inside():
        return [ask_for_seat(held, person=one.person, by=one.person) for one in players]


def states(cast):
    with cast.inside():
        rows = WaitlistEntry.objects.order_by("joined_at", "id")
        return list(rows.values_list("state", flat=True))


def test_seat_is_asked_for_seen_and_withdrawn(cast, chosen):
    client = cast.employee.client()
    before = text(client.get(path(cast.employee, chosen)))
    assert "Ask for a seat" in before
    assert "Book a seat" not in before
    assert f'action="{path(cast.employee, chosen, "request/")}"' in before
    page = text(client.post(path(cast.employee, chosen, "request/"), follow=True))
    assert "You asked for a seat" in page
    assert "A request holds no seat" in page
    assert "Withdraw" in page
    client.post(path(cast.employee, chosen, "waitlist/leave/"))
    assert "Ask for a seat" in text(client.get(path(cast.employee, chosen)))


def test_booking_by_an_old_button_says_to_ask(cast, chosen):
    page = text(cast.employee.client().post(path(cast.employee, chosen, "seat/"), follow=True))
    assert "In this session people ask for a seat" in page
    with cast.inside():
        assert not Booking.objects.exists()


def test_several_are_approved_on_one_page(cast, chosen):
    entries = asked(cast, chosen, cast.employee, cast.manager, cast.mentor)
    client = cast.facilitator.client()
    assert "Requests and waiting list" in text(client.get(path(cast.facilitator, chosen)))
    page = text(client.get(path(cast.facilitator, chosen, "line/")))
    assert "Who asks for a seat" in page
    assert "nobody waits behind somebody who asked later" in page
    assert len(re.findall(r'type="checkbox"[^>]*name="entry"', page)) == 3
    ticked = {"entry": [str(entry.id) for entry in entries], "answer": "approve"}
    after = text(client.post(path(cast.facilitator, chosen, "requests/"), ticked, follow=True))
    assert "2 have a seat. 1 is in line: all seats are taken." in after
    assert states(cast) == ["accepted", "accepted", "waiting"]


def test_no_needs_a_reason_and_keeps_what_was_ticked(cast, chosen):
    (entry,) = asked(cast, chosen, cast.employee)
    client = cast.hr_admin.client()
    ticked = {"entry": [str(entry.id)], "answer": "decline", "reason": ""}
    refused = client.post(path(cast.hr_admin, chosen, "requests/"), ticked)
    assert refused.status_code == 422
    assert re.search(r'type="checkbox"[^>]*checked', text(refused))
    said = ticked | {"reason": "For planners first"}
    page = text(client.post(path(cast.hr_admin, chosen, "requests/"), said, follow=True))
    assert "1 request is declined." in page
    own = text(cast.employee.client().get(path(cast.employee, chosen)))
    assert "Your request was declined: For planners first" in own
    assert "Ask for a seat" in own
    client.post(path(cast.hr_admin, chosen, f"requests/{entry.id}/"))
    assert states(cast) == ["requested"]


def test_nothing_ticked_says_so(cast, chosen):
    asked(cast, chosen, cast.employee)
    page = text(
        cast.hr_admin.client().post(
            path(cast.hr_admin, chosen, "requests/"), {"answer": "approve"}, follow=True
        )
    )
    assert "Tick those whom you mean." in page
    assert states(cast) == ["requested"]


def test_answers_are_for_those_who_look_after_the_line(cast, chosen):
    (entry,) = asked(cast, chosen, cast.employee)
    for player in (cast.manager, cast.mentor, cast.outsider):
        for rest in ("requests/", f"requests/{entry.id}/"):
            answer = player.client().post(
                path(player, chosen, rest), {"entry": [str(entry.id)], "answer": "approve"}
            )
            assert answer.status_code == 404
    assert states(cast) == ["requested"]


def test_link_in_the_mail_asks_and_a_click_answers(cast, chosen, anonymous):
    (entry,) = asked(cast, chosen, cast.employee)
    with cast.inside():
        mail = Notification.objects.filter(kind="sessions.seat_asked").first()
        link = request_path(entry, cast.facilitator.person)
    assert "/sessions/request/" in mail.body
    page = text(anonymous.get(link))
    assert f"A seat for {cast.employee.person.display_name}?" in page
    assert states(cast) == ["requested"]
    refused = anonymous.post(link, {"answer": "decline", "reason": ""})
    assert refused.status_code == 422
    after = text(anonymous.post(link, {"answer": "approve"}, follow=True))
    assert "Approved: they have a seat" in after
    anonymous.post(link, {"answer": "approve"})
    with cast.inside():
        assert Booking.objects.filter(learning_session=chosen).count() == 1


def test_link_of_somebody_who_approves_no_more_leads_nowhere(cast, chosen, anonymous):
    (entry,) = asked(cast, chosen, cast.employee)
    with cast.inside():
        link = request_path(entry, cast.facilitator.person)
        LearningSession.objects.filter(pk=chosen.pk).update(facilitator=None)
    assert anonymous.post(link, {"answer": "approve"}).status_code == 404
    assert states(cast) == ["requested"]


def test_manager_asks_for_a_report(cast, chosen):
    with cast.inside():
        type(cast.employee.person).objects.filter(pk=cast.employee.person.pk).update(
            manager=cast.manager.person
        )
    url = path(cast.manager, chosen, f"people/{cast.employee.person.id}/")
    page = text(cast.manager.client().post(url, follow=True))
    assert "A seat is asked for" in page
    assert states(cast) == ["requested"]


def test_page_of_requests_takes_as_many_queries_for_three_as_for_one(
    cast, chosen, django_assert_num_queries
):
    client, url = cast.hr_admin.client(), path(cast.hr_admin, chosen, "line/")
    asked(cast, chosen, cast.employee)
    client.get(url)
    with django_assert_num_queries(21):
        client.get(url)
    asked(cast, chosen, cast.manager, cast.mentor)
    with django_assert_num_queries(21):
        client.get(url)

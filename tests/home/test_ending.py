"""Finishing and archiving a program whose sessions are still to come."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from peerlearn.home.ending import KeptInArchiveError, SessionsAheadError, end_program
from peerlearn.notifications.models import Notification
from programs.actions.programs import reopen_program
from programs.errors import WrongStateError
from programs.models import Program
from sessions.actions.booking import book_seat
from sessions.actions.scheduling import change_session, plan_of
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.rules.seats import ProgramNotLaunchedError, ProgramPutAwayError
from tests.sessions.making import in_days, make_program, make_session


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program(cast)


@pytest.fixture
def ahead(cast, program):
    """Two sessions to come; Emil has a seat in both, Marco waits for the first."""
    with cast.inside():
        people = {"presenter": cast.mentor.person, "facilitator": cast.facilitator.person}
        first = make_session(program, cast.hr_admin, capacity=1, **people)
        second = make_session(
            program, cast.hr_admin, title="Writing", starts_at=in_days(9), **people
        )
        emil, marco = cast.employee.person, cast.manager.person
        for one in (first, second):
            book_seat(one, person=emil, by=emil)
        join_waitlist(first, person=marco, by=marco)
        Notification.objects.all().delete()
        return [first, second]


def end(cast, program, verb="finish", **said):
    return end_program(program, verb, **said, by=cast.hr_admin.person, now=timezone.now())


def states():
    return list(LearningSession.objects.order_by("starts_at").values_list("state", flat=True))


@pytest.mark.parametrize("verb", ["finish", "archive"])
@pytest.mark.parametrize("said", [{}, {"sessions": "cancel", "expected": 1}])
def test_nothing_happens_before_it_is_said_what_becomes_of_what_was_seen(
    cast, program, ahead, verb, said
):
    with cast.inside():
        with pytest.raises(SessionsAheadError, match="2 sessions are still to come"):
            end(cast, program, verb, **said)
        program.refresh_from_db()
        assert program.state == "open"
        assert states() == ["published"] * 2


@pytest.mark.parametrize("verb", ["finish", "archive"])
def test_cancelled_with_the_program_each_person_is_told_once(cast, program, ahead, verb):
    with cast.inside():
        done = end(cast, program, verb, sessions="cancel", expected=2, reason="We are done.")
        assert (done.cancelled.sessions, done.kept) == (2, 0)
        assert states() == ["cancelled"] * 2
        rows = Notification.objects.order_by("person__name")
        assert [row.person.name for row in rows] == [
            "Emil Employee",
            "Fay Facilitator",
            "Marco Manager",
            "Mina Mentor",
        ]
        assert done.cancelled.told == 4
        emil = rows[0]
        assert emil.subject == "Cancelled: sessions of Onboarding spring"
        assert "Writing: " in emil.body
        assert "Reading a balance sheet: " in emil.body
        assert "We are done." in emil.body
        assert emil.calendar.count("METHOD:CANCEL") == 2
        assert not WaitlistEntry.objects.filter(state__in=WaitlistEntry.OPEN).exists()
        again = end(cast, program, verb, sessions="cancel", reason="Again")
        assert again.cancelled.sessions == 0
        assert Notification.objects.count() == 4


def test_kept_sessions_of_a_finished_program_are_booked_and_changed_as_before(cast, program, ahead):
    first, second = ahead
    with cast.inside():
        assert end(cast, program, sessions="keep", expected=2).kept == 2
        program.refresh_from_db()
        assert program.state == "finished"
        assert not Notification.objects.exists()
        second.refresh_from_db()
        second.program.refresh_from_db()
        marco = cast.manager.person
        assert book_seat(second, person=marco, by=marco).state == Booking.State.CONFIRMED
        plan = plan_of(second)
        moved = change_session(
            second,
            type(plan)(**{**plan.__dict__, "capacity": 7}),
            by=cast.hr_admin.person,
        )
        assert moved.capacity == 7
        first.refresh_from_db()
        assert first.booked == 1


def test_an_archived_program_keeps_no_session(cast, program, ahead):
    with cast.inside():
        with pytest.raises(KeptInArchiveError):
            end(cast, program, "archive", sessions="keep", expected=2)
        assert states() == ["published"] * 2


def test_undo_of_finishing_brings_the_program_back_and_not_its_sessions(cast, program, ahead):
    hanna = cast.hr_admin.person
    with cast.inside():
        end(cast, program, sessions="cancel", reason="Done.")
        now = timezone.now()
        for _twice in range(2):
            assert reopen_program(program, by=hanna, now=now).state == "open"
        assert states() == ["cancelled"] * 2
        end(cast, program)
        with pytest.raises(WrongStateError):
            reopen_program(program, by=hanna, now=now + timedelta(hours=2))
        end(cast, program, "archive")
        with pytest.raises(WrongStateError):
            reopen_program(program, by=hanna, now=timezone.now())


@pytest.mark.parametrize(
    ("state", "error"), [("archived", ProgramPutAwayError), ("draft", ProgramNotLaunchedError)]
)
def test_nobody_books_or_waits_in_a_program_that_is_put_away_or_not_launched(
    cast, program, ahead, state, error
):
    hanna = cast.hr_admin.person
    with cast.inside():
        Program.objects.update(state=state)
        first, second = LearningSession.objects.select_related("program").order_by("starts_at")
        with pytest.raises(error):
            book_seat(second, person=hanna, by=hanna)
        with pytest.raises(error):
            join_waitlist(first, person=hanna, by=hanna)
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"sessions/{second.id}/"))
    assert escape(str(error())) in page.content.decode()
    assert f"sessions/{second.id}/seat/" not in page.content.decode()


def test_seat_in_an_archived_program_can_be_given_back(cast, program, ahead):
    with cast.inside():
        Program.objects.update(state="archived")
    second = ahead[1]
    client, url = cast.employee.client(), cast.employee.url(f"sessions/{second.id}/")
    assert "seat/cancel/" in client.get(url).content.decode()


# pages


def test_page_asks_with_numbers_and_does_what_is_chosen(cast, program, ahead):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/finish/")
    text = client.get(url).content.decode()
    assert "2 sessions are still to come" in text
    assert "2 seats are held" in text
    assert "4 people get one mail each" in text
    unsaid = client.post(url, {"expected": "2", "reason": ""})
    assert unsaid.status_code == 422
    assert "Say what becomes of the sessions." in unsaid.content.decode()
    silent = client.post(url, {"expected": "2", "sessions": "cancel", "reason": ""})
    assert silent.status_code == 422
    kept = client.post(url, {"expected": "2", "sessions": "keep", "reason": ""}, follow=True)
    assert "2 sessions take place as planned." in kept.content.decode()
    assert f'action="{url}undo/"' in kept.content.decode()
    client.post(f"{url}undo/")
    with cast.inside():
        assert Program.objects.get(id=program.id).state == "open"


def test_page_shows_what_somebody_else_has_planned_meanwhile(cast, program, ahead):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/finish/")
    with cast.inside():
        make_session(program, cast.hr_admin, title="New", starts_at=in_days(12))
    page = client.post(url, {"expected": "2", "sessions": "cancel", "reason": "Done."})
    assert page.status_code == 422
    assert "3 sessions are still to come: say what becomes of them." in page.content.decode()
    assert 'name="expected" value="3"' in page.content.decode()


def test_archiving_asks_first_and_lets_sessions_take_place_by_finishing(cast, program, ahead):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/archival/")
    asked = client.post(url)
    assert "archive it after the last one" in asked.content.decode()
    client.post(url, {"expected": "2", "sessions": "keep"})
    with cast.inside():
        assert Program.objects.get(id=program.id).state == "finished"
    said = client.get(url).content.decode()
    assert "They take place as planned" not in said
    sent = {"expected": "2", "sessions": "cancel", "reason": "Done."}
    page = client.post(url, sent, follow=True).content.decode()
    assert "2 sessions are cancelled, and stay so when you undo this. 4 people are told." in page
    with cast.inside():
        assert Program.objects.get(id=program.id).state == "archived"


@pytest.mark.parametrize("sessions", [1, 3])
def test_page_asks_the_same_number_of_queries(cast, program, sessions, django_assert_num_queries):
    with cast.inside():
        for n in range(sessions):
            make_session(program, cast.hr_admin, title=f"Session {n}", starts_at=in_days(n + 2))
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{program.id}/finish/")
    client.get(url)
    with django_assert_num_queries(13):
        client.get(url)

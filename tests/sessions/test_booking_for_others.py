"""Seats for others: by those who run the session, and by a person's manager."""

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat
from sessions.models import Booking, LearningSession, WaitlistEntry
from tests.api.caller import caller, pointers
from tests.sessions.making import make_people
from tests.sessions.test_pages import page, text


def people_page(cast, lunch, person=None):
    return page(cast, lunch, f"people/{person.id}/" if person else "people/")


def booked(cast):
    with cast.inside():
        return set(Booking.objects.values_list("person__name", flat=True))


def test_manager_books_for_those_who_report_to_them_alone(cast, program, lunch):
    client, emil = cast.manager.client(), cast.employee.person
    with cast.inside():
        (other,) = make_people(program, 1)
    assert "Book for somebody who reports to you" in text(client.get(page(cast, lunch)))
    shown = text(client.get(people_page(cast, lunch)))
    assert emil.name in shown
    assert other.name not in shown
    client.post(people_page(cast, lunch, emil))
    assert client.post(people_page(cast, lunch, other)).status_code == 404
    assert booked(cast) == {emil.name}
    with cast.inside():
        mail = Notification.objects.get(person=emil, kind="sessions.booking_confirmed")
        assert f"{cast.manager.person.name} has booked a seat for you." in mail.body
        assert "Give your seat to somebody else" in mail.body or "seat/" in mail.body


def test_facilitator_and_hr_book_for_people_of_the_program(cast, program, lunch):
    with cast.inside():
        one, two = make_people(program, 2)
    for player, whom in ((cast.facilitator, one), (cast.hr_admin, two)):
        client = player.client()
        assert whom.name in text(client.get(people_page(cast, lunch) + f"?q={whom.name}"))
        client.post(people_page(cast, lunch, whom))
    assert booked(cast) == {one.name, two.name}


def test_others_find_no_such_page(cast, program, lunch):
    with cast.inside():
        (other,) = make_people(program, 1)
    for player in (cast.employee, cast.mentor):
        client = player.client()
        assert client.get(people_page(cast, lunch)).status_code == 404
        assert client.post(people_page(cast, lunch, other)).status_code == 404
    assert booked(cast) == set()


def test_full_session_puts_them_on_the_waiting_list(cast, program, lunch):
    with cast.inside():
        LearningSession.objects.filter(pk=lunch.pk).update(capacity=1)
        holder, other = make_people(program, 2)
        book_seat(lunch, person=holder, by=holder)
    client = cast.hr_admin.client()
    assert "Put on the waiting list" in text(client.get(people_page(cast, lunch)))
    said = text(client.post(people_page(cast, lunch, other), follow=True))
    assert f"{other.name} is on the waiting list." in said
    with cast.inside():
        assert WaitlistEntry.objects.get().person == other
        assert WaitlistEntry.objects.get().steps.get().by == cast.hr_admin.person


def test_somebody_outside_the_program_gets_no_seat(cast, lunch):
    client = cast.hr_admin.client()
    said = text(client.post(people_page(cast, lunch, cast.director.person), follow=True))
    assert "This session is for the people of its program." in said
    assert booked(cast) == set()


def test_api_books_for_others_by_the_same_rule(cast, program, lunch):
    body = {"session": str(lunch.id), "person": str(cast.employee.person.id)}
    assert list(
        pointers(
            caller(cast.employee).post("bookings/", body | {"person": str(cast.manager.person.id)})
        )
    ) == ["/person"]
    assert caller(cast.manager).post("bookings/", body).status_code == 201
    assert booked(cast) == {cast.employee.person.name}

"""Whether the facilitator of a session is neutral towards those who come, told to HR alone."""

from peerlearn.people.models import Person
from sessions.actions.booking import book_seat
from tests.sessions.making import make_session
from tests.sessions.test_planning_pages import text


def test_doubts_about_the_facilitator_are_said_to_hr_admins_only(cast, program):
    with cast.inside():
        Person.objects.filter(pk=cast.mentor.person.pk).update(manager=cast.facilitator.person)
        made = make_session(
            program,
            cast.hr_admin,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
        )
        book_seat(made, person=cast.employee.person, by=cast.employee.person)
    path = f"sessions/{made.id}/"
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url(path)))
    assert "The facilitator is not neutral here" in shown
    assert "Fay Facilitator manages 1 person here: Mina Mentor (direct report)." in shown
    for player in (cast.employee, cast.facilitator):
        assert "not neutral" not in text(player.client().get(player.url(path)))


def test_facilitator_who_reviews_the_presenter_is_doubted(cast, program):
    with cast.inside():
        Person.objects.filter(pk=cast.mentor.person.pk).update(reviewer=cast.facilitator.person)
        made = make_session(
            program,
            cast.hr_admin,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
        )
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url(f"sessions/{made.id}/")))
    assert "Fay Facilitator reviews the work of Mina Mentor, who takes part here." in shown


def test_neutral_facilitator_raises_no_doubts(cast, lunch):
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url(f"sessions/{lunch.id}/")))
    assert "not neutral" not in shown

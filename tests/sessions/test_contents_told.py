"""The agenda is in mails and calendars; materials are pointed to where somebody may see them."""

import pytest

from peerlearn.notifications.models import Notification
from sessions.actions.booking import book_seat
from sessions.calendar_entries import calendar_event
from sessions.models import AgendaItem, SessionMaterial

POINTER = "There are materials to look at before"


def add(lunch, audience):
    SessionMaterial.objects.create(
        learning_session=lunch,
        position=SessionMaterial.objects.count(),
        title="Slides",
        url="https://slides.example/",
        audience=audience,
    )


def book(cast, lunch):
    book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    return Notification.objects.get(kind="sessions.booking_confirmed")


def test_mail_of_a_seat_carries_the_agenda(cast, lunch):
    with cast.inside():
        AgendaItem.objects.create(
            learning_session=lunch, position=0, stage="talk", title="R & D", minutes=25
        )
        mail = book(cast, lunch)
        assert "Agenda:\n\n- R & D (25 min)\n\n" in mail.body
        assert POINTER not in mail.body


@pytest.mark.parametrize(("audience", "told"), [("now", True), ("seat", True), ("after", False)])
def test_materials_are_pointed_to_and_their_links_stay_on_the_page(cast, lunch, audience, told):
    with cast.inside():
        add(lunch, audience)
        mail = book(cast, lunch)
        assert (POINTER in mail.body) is told
        assert "slides.example" not in mail.body + mail.calendar
        event = calendar_event(lunch, cast.employee.person, method="PUBLISH")
        assert ("Materials are on the page of the session." in event.description) is told

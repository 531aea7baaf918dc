"""An open room: the employee and the manager have a seat, the employee has come in."""

import pytest

from sessions.actions.attendance import come_in
from sessions.actions.booking import book_seat
from sessions.actions.rooms import open_room
from sessions.models import Booking, LearningSession, LiveQuestion
from tests.cast import Cast
from tests.sessions.making import bring_in, make_program, make_session


@pytest.fixture
def booked(cast: Cast, lunch: LearningSession) -> LearningSession:
    """Two seats, both taken."""
    with cast.inside():
        for player in (cast.employee, cast.manager):
            book_seat(lunch, person=player.person, by=player.person)
    return lunch


@pytest.fixture
def room(cast: Cast, booked: LearningSession) -> LearningSession:
    with cast.inside():
        opened = open_room(booked, by=cast.facilitator.person)
        come_in(opened, person=cast.employee.person, by=cast.employee.person)
    return opened


@pytest.fixture
def seat(cast: Cast, room: LearningSession) -> Booking:
    """The manager's, who hasn't come in yet."""
    with cast.inside():
        return Booking.objects.get(learning_session=room, person=cast.manager.person)


@pytest.fixture
def question(cast: Cast, room: LearningSession) -> LiveQuestion:
    with cast.inside():
        return LiveQuestion.objects.create(learning_session=room, text="Why is the rent so high?")


@pytest.fixture
def committed_room(committed_cast: Cast) -> LearningSession:
    """The same for tests in which other processes look: both have come in, and a third."""
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        room = make_session(program, cast.hr_admin, facilitator=cast.facilitator.person, capacity=5)
        for player in (cast.employee, cast.manager):
            book_seat(room, person=player.person, by=player.person)
        room = open_room(room, by=cast.facilitator.person)
        for player in (cast.employee, cast.manager):
            come_in(room, person=player.person, by=player.person)
        bring_in(room, "Gil Guest")
    return room

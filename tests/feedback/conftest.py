"""Rounds of the usual sizes."""

import pytest

from feedback.actions.rounds import open_round
from tests.feedback.making import make_check, make_finished_session, make_round


@pytest.fixture
def room(cast):
    """A round of twelve."""
    with cast.inside():
        return make_round(cast, attended=12)


@pytest.fixture
def quiz_room(cast, room):
    """The same with a knowledge check."""
    with cast.inside():
        make_check(cast, room.learning_session)
    return room


@pytest.fixture
def small_room(cast):
    """A round of five."""
    with cast.inside():
        return open_round(make_finished_session(cast, attended=5))

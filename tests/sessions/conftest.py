"""An open program of Acme, and a session of two seats in it."""

import pytest

from programs.models import Program
from sessions.models import LearningSession
from tests.cast import Cast
from tests.sessions.making import make_program, make_session


@pytest.fixture
def program(cast: Cast) -> Program:
    with cast.inside():
        return make_program(cast)


@pytest.fixture
def lunch(cast: Cast, program: Program) -> LearningSession:
    """In three days, with two seats; mentor presents, facilitator facilitates."""
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
        )

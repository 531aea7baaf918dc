"""An open program of Acme, and a session of two seats in it."""

import pytest

from programs.models import Program
from sessions.models import CadencePoll, LearningSession
from tests.cast import Cast
from tests.sessions.making import make_poll, make_program, make_session


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


@pytest.fixture
def poll(cast: Cast, program: Program) -> CadencePoll:
    """An open vote on how and when to meet."""
    with cast.inside():
        return make_poll(program, by=cast.hr_admin.person)

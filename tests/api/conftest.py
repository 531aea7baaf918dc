"""A program of Acme with a session of two seats, and tokens of everybody."""

import pytest

from programs.models import Program
from sessions.models import LearningSession
from tests.api.caller import Caller, caller
from tests.cast import Cast
from tests.sessions.making import make_program, make_session


@pytest.fixture
def program(cast: Cast) -> Program:
    with cast.inside():
        return make_program(cast)


@pytest.fixture
def lunch(cast: Cast, program: Program) -> LearningSession:
    with cast.inside():
        return make_session(
            program,
            cast.hr_admin,
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
            video_url="https://video.example/lunch",
        )


@pytest.fixture
def hr_admin(cast: Cast) -> Caller:
    return caller(cast.hr_admin)


@pytest.fixture
def employee(cast: Cast) -> Caller:
    return caller(cast.employee)


@pytest.fixture
def facilitator(cast: Cast) -> Caller:
    return caller(cast.facilitator)


@pytest.fixture
def outsider(cast: Cast) -> Caller:
    return caller(cast.outsider)

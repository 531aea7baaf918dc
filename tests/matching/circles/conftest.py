import pytest

from tests.matching.builders import make_program


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program()

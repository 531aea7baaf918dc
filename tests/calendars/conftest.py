"""The program of the tests of sessions."""

from tests.sessions.conftest import program

__all__ = ["program"]

"""The example in the module's documentation does what it says."""

import doctest

import matching.engine


def test_example_of_the_library_runs():
    result = doctest.testmod(matching.engine)
    assert result.attempted
    assert not result.failed


def test_every_public_name_is_there_and_documented():
    for name in matching.engine.__all__:
        assert name in {"HARD_RULES", "SOFT_RULES"} or getattr(matching.engine, name).__doc__

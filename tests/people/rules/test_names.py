"""Names that look like another one's."""

import pytest

from peerlearn.people.rules.names import look_of, mixes_alphabets


@pytest.mark.parametrize(
    "name",
    ["ben jansen meyer", "Ben Jansen-Meyer", "Ben Jansen Meyer\ufe0f", "Bén Jansen\u2060Meyer"],
)
def test_names_that_look_alike_are_one(name):
    assert look_of(name) == look_of("Ben Jansen Meyer")


def test_other_names_are_others():
    assert look_of("Ben Jansen") != look_of("Bea Jansen")


@pytest.mark.parametrize("name", ["B\u0435n Meyer", "Ben M\u03bfyer"])
def test_word_of_two_alphabets_is_found(name):
    assert mixes_alphabets(name)


@pytest.mark.parametrize("name", ["Ben Meyer", "Иван Petrov", "Åsa Lindström", "田中 Ken"])
def test_alphabets_in_words_of_their_own_are_fine(name):
    assert not mixes_alphabets(name)

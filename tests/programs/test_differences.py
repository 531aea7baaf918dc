import pytest

from programs.rules.differences import Piece, are_different, differences
from programs.rules.suggestions import suggested_text, tidy_text


def without(kind, pieces):
    return "".join(piece.text for piece in pieces if piece.kind != kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "We ask."),
        ("We ask.", ""),
        ("We ask.\n\nWe listen.", "We listen.\n\nWe ask."),
        ("Be kind", "Be kind.\n"),
        ("a  b\tc", "a b c"),
        ("- Fragt!\n- Hört zu.", "- Fragt.\n- Hört einander zu."),
    ],
)
def test_differences_hold_both_texts_whole(before, after):
    pieces = differences(before, after)
    assert without("gone", pieces) == after
    assert without("new", pieces) == before


def test_changed_word_is_shown_where_it_stood():
    assert differences("We ask and listen.", "We ask and wait.") == [
        Piece("same", "We ask and "),
        Piece("gone", "listen"),
        Piece("new", "wait"),
        Piece("same", "."),
    ]


def test_words_changed_side_by_side_read_as_one_change():
    pieces = differences("We never shout here.", "We always whisper here.")
    assert pieces[1:3] == [Piece("gone", "never shout"), Piece("new", "always whisper")]


def test_same_text_has_no_difference():
    assert differences("One.\nTwo.", "One.\nTwo.") == [Piece("same", "One.\nTwo.")]
    assert not are_different(differences("One.", "One."))
    assert are_different(differences("One.", "Two."))


def test_text_as_it_is_in_force_is_a_remark():
    assert suggested_text("Be kind.\r\n", in_force="Be kind.") == ""
    assert suggested_text("Be kinder.", in_force="Be kind.") == "Be kinder."


def test_texts_that_look_alike_are_alike():
    assert tidy_text(" One. \r\nTwo.\r\n\r\n") == "One.\nTwo."


def test_line_ends_of_a_browser_are_no_difference():
    assert not are_different(differences("One.\n\nTwo.", "One.\r\n\r\nTwo."))
    pieces = differences("One.\n\nTwo.", "One.\r\n\r\nTwo!")
    assert [piece for piece in pieces if piece.kind != "same"] == [
        Piece("gone", "."),
        Piece("new", "!"),
    ]

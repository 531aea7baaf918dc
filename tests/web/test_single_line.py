"""Names and titles in one line."""

import pytest

from peerlearn.web.single_line import has_letters, holds_address, one_line, plain_lines


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\x00", "\x85", "\u2028", "\u2029", "  "])
def test_breaks_and_control_characters_become_one_space(between):
    assert one_line(f" Ana{between}Berg{between}") == "Ana Berg"


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029"])
def test_lines_end_with_a_line_feed_alone(between):
    assert plain_lines(f" Ana\tBerg{between}{between}2\x00") == " Ana\tBerg\n\n2"


def test_joined_letters_and_other_scripts_stay():
    assert one_line("María-José D’Arc می\u200cخواهم") == "María-José D’Arc می\u200cخواهم"


@pytest.mark.parametrize("text", ["http://x.example", "see HTTPS://x", "Ana www.x.example"])
def test_addresses_are_found(text):
    assert holds_address(text)


def test_name_with_a_dot_is_no_address():
    assert not holds_address("Sam Jones, Jr. & Co. (Awww)")


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\u202e", "\u2067", "\ufeff", "\u00ad"])
def test_what_nobody_sees_is_left_out(hidden):
    assert one_line(f"{hidden}Ana{hidden} Berg") == "Ana Berg"


@pytest.mark.parametrize("blank", ["\u3164", "\uffa0", "\u2800"])
def test_letters_that_show_nothing_are_spaces(blank):
    assert one_line(f"Ana{blank}Berg{blank}") == "Ana Berg"


def test_families_of_emoji_stay_together():
    assert one_line("👩\u200d👧 ❤\ufe0f") == "👩\u200d👧 ❤\ufe0f"


@pytest.mark.parametrize(
    ("text", "read"), [("C", True), ("5S", True), ("\u200d", False), ("…", False)]
)
def test_letters_and_digits_can_be_read(text, read):
    assert has_letters(text) is read

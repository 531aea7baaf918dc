"""Names and titles in one line."""

import pytest

from peerlearn.web.single_line import holds_address, one_line


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\x00", "\x85", "\u2028", "\u2029", "  "])
def test_breaks_and_control_characters_become_one_space(between):
    assert one_line(f" Ana{between}Berg{between}") == "Ana Berg"


def test_joined_letters_and_other_scripts_stay():
    assert one_line("María-José D’Arc می\u200cخواهم") == "María-José D’Arc می\u200cخواهم"


@pytest.mark.parametrize("text", ["http://x.example", "see HTTPS://x", "Ana www.x.example"])
def test_addresses_are_found(text):
    assert holds_address(text)


def test_name_with_a_dot_is_no_address():
    assert not holds_address("Sam Jones, Jr. & Co. (Awww)")

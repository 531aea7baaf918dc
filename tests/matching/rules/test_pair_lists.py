"""Pasted lists of pairs."""

from uuid import UUID

import pytest

from matching.rules.pair_lists import Known, Line, Phonebook, lines_of

ANA, ANNA, MIA = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture
def book():
    return Phonebook(
        [
            Known(ANA, "mentee", "Ana Berg", ("ana@acme.example", "E7")),
            Known(ANNA, "mentor", "Ana Berg", ("anna@acme.example",)),
            Known(MIA, "mentor", "Mia Sol", ()),
            Known(UUID(int=4), "mentee", "Jo Li", ()),
            Known(UUID(int=5), "mentee", "Jo Li", ()),
        ]
    )


def test_mentee_comes_first_where_no_heading_says_otherwise():
    rows = [["Ana", "Mia"], ["", " "], ["Bo  New", "Max", "They asked"]]
    assert lines_of(rows) == [Line("Ana", "Mia"), Line("Bo New", "Max", "They asked")]


def test_line_with_another_mark_than_the_first_one_is_read_too():
    rows = [["Ana", "Mia"], ["Bo New;Max"], ["Cy New, Max, same hobby"], ["Jo Li"]]
    assert lines_of(rows)[1:] == [
        Line("Bo New", "Max"),
        Line("Cy New", "Max", "same hobby"),
        Line("Jo Li", ""),
    ]


@pytest.mark.parametrize(
    "heading", [["Mentor", "Mentee", "Why"], ["Name of the mentor", "MENTEE", ""]]
)
def test_heading_says_which_column_is_which(heading):
    assert lines_of([heading, ["Mia", "Ana", "asked"]]) == [Line("Ana", "Mia", "asked")]


def test_address_with_the_word_is_no_heading():
    rows = [["mentee.one@acme.example", "mentor.two@acme.example"]]
    assert lines_of(rows) == [Line(*rows[0])]


def test_line_that_is_too_short_lacks_its_mentor():
    assert lines_of([["Ana"]]) == [Line("Ana", "")]


@pytest.mark.parametrize(
    "written", ["ana berg", "ANA@acme.example", "e7", "Somebody Else <ana@acme.example>"]
)
def test_people_are_found_by_name_address_and_number(book, written):
    assert book.find(written, "mentee") == (ANA, "")


def test_of_namesakes_the_one_with_the_role_is_meant(book):
    assert book.find("Ana Berg", "mentor") == (ANNA, "")


def test_who_has_another_role_is_found_all_the_same(book):
    assert book.find("Mia Sol", "mentee") == (MIA, "")


@pytest.mark.parametrize(
    ("written", "said"),
    [("Jo Li", "Several people"), ("Zoe", "Nobody in this program"), ("", "There must be")],
)
def test_who_is_not_clear_is_said_in_words(book, written, said):
    found, why = book.find(written, "mentee")
    assert found is None
    assert said in why

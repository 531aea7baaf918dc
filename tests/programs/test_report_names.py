"""Naming whom a report is about tells nothing of them but what the reporter typed."""

import pytest

from peerlearn.people.models import Person
from tests.programs.reporting import fill, name_fay_and_mina, page_of


@pytest.fixture
def page(cast, program):
    """What an employee gets who types these names."""
    with cast.inside():
        name_fay_and_mina(cast, program)
        Person.objects.filter(id=cast.director.person.id).update(employee_number="E1001")
    client, url = cast.employee.client(), page_of(program, cast.employee)
    return lambda names: client.post(url, {"names": names})


@pytest.mark.parametrize("typed", ["E1001", "Dora", "dora.director", "Direct", "%"])
def test_number_or_part_of_a_name_finds_nobody(page, typed):
    answer = page(typed)
    assert answer.status_code == 422
    assert "Dora Director" not in answer.content.decode()
    assert "dora.director@" not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "untold"),
    [
        ("dora director", ["dora.director@", "Dora Director", "Sales"]),
        ("DORA.director@acme.example", ["Dora Director", "dora.director@", "Sales"]),
    ],
)
def test_what_was_typed_comes_back_and_nothing_else(page, typed, untold):
    answer = page(typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f"<li>{typed}</li>" in text
    assert [words for words in untold if words in text] == []


def test_refused_report_names_nobody_by_their_id(cast, program, page):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    dora = cast.director.person
    answer = client.post(url, {"text": "", "concerned": str(dora.id), "names": ""})
    assert answer.status_code == 422
    assert dora.name not in answer.content.decode()


def test_words_stay_beside_those_who_were_named(cast, program, page):
    client, url = cast.employee.client(), page_of(program, cast.employee)
    _page, answer = fill(client, url, names="Marco Manager", text="")
    assert answer.status_code == 422
    assert "<li>Marco Manager</li>" in answer.content.decode()


def test_many_names_at_once_are_refused_before_any_is_looked_up(page):
    assert "At most 10 people" in page("\n".join(f"Nobody {n}" for n in range(11))).content.decode()


def test_names_can_not_be_tried_endlessly(page):
    for number in range(10):
        assert "works here" in page(f"Nobody {number}").content.decode()
    answer = page("Marco Manager")
    assert answer.status_code == 422
    assert "These were many names" in answer.content.decode()
    assert "Marco Manager" in answer.content.decode()
    assert page("").status_code == 200

import pytest

from peerlearn.people.models import Person
from programs.models import Enrollment
from programs.queries.lists import people_on_list
from programs.rules.lists import entries_of, entries_of_rows


@pytest.fixture
def at(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/enrollment/list/")


def test_entries_are_addresses_and_numbers_each_once():
    text = "Ana <ANA@acme.example>, 4711\n4711; ana@acme.example.\n\n Ben Bo \tben@acme.example"
    assert entries_of(text) == ["ana@acme.example", "4711", "Ben Bo", "ben@acme.example"]
    rows = [["Ana", "ana@acme.example"], ["4711", "Ben"], ["", ""]]
    assert entries_of_rows(rows) == ["ana@acme.example", "4711"]


def test_people_are_found_whatever_the_case_and_leavers_and_strangers_are_told_apart(cast):
    with cast.inside():
        Person.objects.create(name="Num Ber", employee_number="4711", email="Num@acme.example")
        Person.objects.create(name="Gone", email="gone@acme.example", state="left")
        found = people_on_list(
            ["num@acme.example", "4711", "gone@acme.example", "nobody@acme.example"]
        )
    assert [person.name for person in found.people] == ["Num Ber"]
    assert (found.left, found.unknown) == (["Gone"], ["nobody@acme.example"])


def test_list_is_shown_first_and_then_enrolled(cast, program, at):
    client = cast.hr_admin.client()
    text = "Marco.Manager@acme.example\nnobody@acme.example\nemil.employee@acme.example"
    page = client.post(at, {"role": "mentee", "text": text}).content.decode()
    assert "1 person will be enrolled as a mentee" in page
    assert "1 entry names nobody here" in page
    assert "nobody@acme.example" in page
    with cast.inside():
        assert Enrollment.objects.count() == 2
    wrong = {"role": "mentee", "text": text, "expected": "7", "act": "enroll"}
    assert client.post(at, wrong).status_code == 422
    done = client.post(at, {**wrong, "expected": "1"}, follow=True).content.decode()
    assert "1 mentee enrolled." in done
    with cast.inside():
        assert Enrollment.objects.filter(person=cast.manager.person, state="active").exists()


def test_list_is_invited_and_a_draft_is_not(cast, program, at):
    client = cast.hr_admin.client()
    said = {"role": "mentee", "text": "marco.manager@acme.example", "expected": "1"}
    page = client.post(at, {**said, "act": "invite"}, follow=True).content.decode()
    assert "1 person invited." in page
    with cast.inside():
        assert Enrollment.objects.get(person=cast.manager.person).state == "invited"


def test_file_is_read_and_an_empty_list_refused(cast, at, tmp_path):
    client = cast.hr_admin.client()
    file = tmp_path / "people.csv"
    file.write_text("Name;E-mail\nMarco;marco.manager@acme.example\nX;x@acme.example\n")
    with file.open("rb") as upload:
        page = client.post(at, {"role": "mentee", "file": upload}).content.decode()
    assert "1 person will be enrolled as a mentee" in page
    assert "x@acme.example" in page
    assert client.post(at, {"role": "mentee", "text": " "}).status_code == 422
    assert cast.employee.client().get(at).status_code == 404

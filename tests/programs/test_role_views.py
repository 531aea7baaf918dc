from decimal import Decimal

import pytest

from programs.actions.roles import TooFewPlacesError, set_role
from programs.models import Enrollment, ProgramRole
from programs.queries.programs import roles_of
from programs.queries.roles import role_of_program, roles_of_program
from programs.rules.roles import hours_in_words, usual_role
from tests.typed import send

BUDDY = {"label_one": "Buddy", "label_many": "Buddies", "hours_a_month": "1.5", "way_in": "open"}


@pytest.fixture
def hr(cast):
    return cast.hr_admin.client()


@pytest.fixture
def at(cast, program):
    return lambda page: cast.hr_admin.url(f"programs/{program.id}/{page}")


def test_program_that_says_nothing_has_the_usual_roles(cast, program):
    with cast.inside():
        roles = roles_of_program(program)
    assert [role.label for role in roles.values()] == ["mentor", "mentee", "participant"]
    assert {role.way_in for role in roles.values()} == {"closed"}
    assert roles["mentor"] == usual_role("mentor")


def test_own_words_are_used_on_every_page_that_names_the_role(hr, at, cast, program):
    saved = send(hr, at("roles/mentor/"), {**BUDDY, "seats": "5"}, follow=True)
    assert "Buddies" in saved.content.decode()
    assert "1 of 5 taken" in saved.content.decode()
    for page in ("", "people/", "people/?role=mentor", "enrollment/", "enrollment/pick/?q=mina"):
        assert "Budd" in hr.get(at(page)).content.decode(), page
    with cast.inside():
        assert roles_of(cast.mentor.person) == {program.id: ["Buddy"]}
    assert "Buddy" in cast.mentor.client().get(at("")).content.decode()
    assert "Buddy" in hr.get(at("people.csv")).content.decode()


def test_enrolling_speaks_in_the_programs_own_words(hr, at):
    send(hr, at("roles/mentee/"), {**BUDDY, "label_one": "Newcomer", "label_many": "Newcomers"})
    rule = {"role": "mentee", "started": "any", "departments": ["Sales"]}
    assert (
        "2 people will be enrolled as “Newcomers”"
        in hr.get(at("enrollment/"), rule).content.decode()
    )
    done = hr.post(at("enrollment/"), {**rule, "expected": "2"}, follow=True)
    assert "2 people enrolled as “Newcomers”." in done.content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"label_many": ""}, "Say the name for several of them too."),
        ({"label_one": ""}, "Say the name for one of them too."),
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"hours_a_month": "99"}, "less than or equal to 80"),
        ({"way_in": "window"}, "Select a valid choice"),
    ],
)
def test_role_that_makes_no_sense_is_refused_with_a_reason(hr, at, said, words, cast):
    answer = send(hr, at("roles/mentor/"), {**BUDDY, **said})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with cast.inside():
        assert not ProgramRole.objects.exists()


def test_fewer_places_than_people_are_refused(hr, at, cast, program):
    with cast.inside():
        Enrollment.objects.create(program=program, person=cast.manager.person, role="mentor")
        with pytest.raises(TooFewPlacesError):
            set_role(program, "mentor", by=cast.hr_admin.person, seats=1)
    answer = send(hr, at("roles/mentor/"), {**BUDDY, "seats": "1"})
    assert answer.status_code == 422
    assert "2 people hold a place now." in answer.content.decode()


def test_role_is_said_anew_each_time(cast, program):
    with cast.inside():
        set_role(program, "mentor", by=None, label_one="Buddy", label_many="Buddies", seats=3)
        set_role(program, "mentor", by=None, asked="Be there")
        facts = role_of_program(program, "mentor")
    assert (facts.label, facts.seats, facts.asked) == ("mentor", None, "Be there")


def test_employee_outsider_and_unknown_role_find_nothing(hr, at, cast):
    assert cast.employee.client().get(at("roles/")).status_code == 404
    assert cast.outsider.client().get(at("roles/mentor/")).status_code == 404
    assert hr.get(at("roles/king/")).status_code == 404


def test_hours_are_said_as_people_would():
    assert hours_in_words(Decimal("1.0")) == "1 hour a month"
    assert hours_in_words(Decimal("1.5")) == "1.5 hours a month"
    assert hours_in_words(Decimal("10.0")) == "10 hours a month"
    assert hours_in_words(Decimal(0)) == "0 hours a month"

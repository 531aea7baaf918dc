"""How near a person to turn to is to the people of a program is said in words."""

import pytest

from peerlearn.people.models import Person
from programs.queries.closeness import closeness_of
from programs.rules.closeness import closeness
from tests.programs.reporting import name_fay_and_mina, page_of


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"department": "", "reports_to": "", "colleagues": 0}, ""),
        (
            {"department": "Legal", "reports_to": "Dora", "colleagues": 0},
            "Legal, as nobody else here · reports to Dora",
        ),
        (
            {"department": "Sales", "reports_to": "", "colleagues": 2, "takes_part": True},
            "takes part here · Sales, as 2 others here",
        ),
    ],
)
def test_words(facts, said):
    assert closeness(**facts) == said


def test_colleagues_are_others_in_the_program(cast, program, django_assert_num_queries):
    with cast.inside():
        employee, stranger = (
            cast.employee.person,
            Person.objects.create(
                name="Sol", department=cast.employee.person.department, manager=cast.director.person
            ),
        )
        with django_assert_num_queries(3):
            near = closeness_of(program, [employee, stranger])
    assert near[employee.id].startswith("takes part here · Sales, as nobody else here")
    assert near[stranger.id] == "Sales, as 1 other here · reports to Dora Director"


def test_page_says_it_of_who_is_named(cast, program):
    with cast.inside():
        name_fay_and_mina(cast, program)
    html = cast.hr_admin.client().get(page_of(program, cast.hr_admin, "readers/")).content.decode()
    assert "here" in html.split("Fay Facilitator", 1)[1][:200]

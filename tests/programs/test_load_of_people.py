"""What each person of a program gives, beside their limit: told to HR alone."""

from decimal import Decimal

import pytest

from peerlearn.people.models import Person
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.rules.load import Load


@pytest.fixture
def page_of(program):
    def get(player):
        path = player.url(f"programs/{program.id}/people/")
        return player.client().get(path).content.decode()

    return get


def facilitate(cast, program, times):
    with cast.inside():
        for number in range(times):
            other = Program.objects.create(
                name=f"Other {number}",
                starts_on=program.starts_on,
                ends_on=program.ends_on,
                state="running",
            )
            FacilitatorNomination.objects.create(
                program=other, person=cast.mentor.person, state="accepted"
            )


def test_hours_stand_beside_the_limit(cast, program, page_of):
    facilitate(cast, program, 2)
    page = page_of(cast.hr_admin)
    assert page.count("gives ") == 1
    assert "gives 4 of 6 h<" in page
    assert "over the limit" not in page


def test_who_gives_more_than_their_limit_is_marked(cast, program, page_of):
    facilitate(cast, program, 2)
    with cast.inside():
        Person.objects.filter(id=cast.mentor.person.id).update(load_budget=Decimal("3.5"))
    assert "over the limit" in page_of(cast.hr_admin).split("gives 4 of 3.5 h")[1][:400]


def test_facilitators_are_told_nothing_of_it(cast, program, page_of):
    with cast.inside():
        FacilitatorNomination.objects.create(
            program=program, person=cast.facilitator.person, state="accepted"
        )
    page = page_of(cast.facilitator)
    assert "Mina Mentor" in page
    assert "gives " not in page


def test_person_in_two_roles_has_one_load(cast, program, page_of):
    facilitate(cast, program, 1)
    with cast.inside():
        Enrollment.objects.create(program=program, person=cast.mentor.person, role="participant")
    assert page_of(cast.hr_admin).count("gives 2 of 6 h") == 2


def test_load_in_short():
    assert Load(Decimal("6.0")).short == "0 of 6 h"

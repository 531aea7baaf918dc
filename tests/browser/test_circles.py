"""Circles in a browser, for HR and for a member."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Circle
from programs.models import Enrollment
from tests.matching.builders import enroll, make_person, make_program
from tests.matching.circles.making import by_hand, publish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PARTICIPANT = Enrollment.Role.PARTICIPANT
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture
def program(committed_cast):
    """Twelve of four departments, Emil among them."""
    with committed_cast.inside():
        program = make_program("Circles", ends_on=None)
        enroll(program, committed_cast.employee.person, PARTICIPANT)
        for n in range(11):
            fields = {"department": f"Department {n % 4}", "location": f"Place {n % 3}"}
            enroll(program, make_person(f"Peer {n:02}", knows="Excel", **fields), PARTICIPANT)
    return program


def looks_well(actor):
    actor.finds_no_barrier()
    actor.page.set_viewport_size(PHONE)
    actor.sees_no_sideways_scroll()
    actor.page.set_viewport_size(DESK)


def test_hr_forms_circles_changes_and_publishes_them(people, committed_cast, program):
    cast = committed_cast
    hanna, here = people("hanna"), cast.hr_admin.url(f"matching/programs/{program.id}/circles/")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url(f"matching/programs/{program.id}/"))
    hanna.follows("Circles", exact=True)
    looks_well(hanna)
    hanna.follows("Change the plan")
    looks_well(hanna)
    hanna.fills(size="4")
    hanna.presses("Save")
    hanna.sees("Circles are formed so from now on")
    hanna.follows(re.compile("Together, apart"))
    hanna.fills(one=str(cast.employee.person.id), kind="together")
    hanna.page.locator("select[name=other]").select_option(label="Peer 00, Department 0")
    hanna.presses("Add", exact=True)
    hanna.sees("Emil Employee, Peer 00")
    looks_well(hanna)

    hanna.goes(here)
    hanna.presses("Form circles")
    hanna.sees("Mix of all circles")
    hanna.sees("Publish 3 circles")
    looks_well(hanna)
    hanna.follows(re.compile("^Move.*Peer 01"))
    hanna.sees("Swap with somebody")
    looks_well(hanna)
    hanna.presses(re.compile("^Move.*Circle"))
    hanna.sees(re.compile("Peer 01 is in circle \\d now"))
    hanna.presses("Undo")
    hanna.sees(re.compile("Peer 01 is in circle \\d now"))
    hanna.presses("Publish 3 circles")
    hanna.sees("3 circles are published")
    hanna.sees("Published circles")
    looks_well(hanna)
    hanna.had_no_errors()
    with cast.inside():
        assert Circle.objects.filter(state="active").count() == 3


def test_member_calls_the_first_meeting(people, committed_cast, program):
    cast = committed_cast
    with cast.inside():
        by_hand(program, "Emil Employee, Peer 00, Peer 01, Peer 02")
        publish(cast, program, now=timezone.now())
    emil = people("emil")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url("matching/circles/"))
    emil.sees("Peer 00")
    emil.sees("Excel")
    looks_well(emil)
    emil.presses("I do")
    emil.sees("You call the first meeting")
    emil.fills(at=f"{timezone.localdate() + timedelta(days=4)}T10:00")
    emil.presses("Plan it")
    emil.sees("all of you get it by mail")
    looks_well(emil)
    assert "METHOD:REQUEST" in str(
        emil.mails.wait_for("peer.00@acme.example", "Meeting of your circle")
    )
    emil.had_no_errors()

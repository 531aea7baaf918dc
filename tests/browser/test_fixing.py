"""HR fixes pairs by hand in a browser, before the first matching."""

import pytest

from matching.models import FixedPair
from tests.matching.builders import make_mentee, make_mentor, make_program, pairs, run_now

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def program(committed_cast):
    """Far works at another time of the day than the mentees."""
    with committed_cast.inside():
        program, here = make_program("Onboarding", ends_on=None), {"time_zone": "Europe/Rome"}
        make_mentor(program, "Mia Mentor", **here)
        make_mentor(program, "Far Away", time_zone="Pacific/Auckland")
        make_mentee(program, "Ana New", **here)
        make_mentee(program, "Bo New", **here)
    return program


def standing(cast):
    with cast.inside():
        found = FixedPair.objects.filter(freed_at__isnull=True).order_by("mentee__name")
        return [(one.mentee.name, one.mentor.name) for one in found]


def looks_well(actor):
    actor.finds_no_barrier()
    actor.page.set_viewport_size(PHONE)
    actor.sees_no_sideways_scroll()
    actor.page.set_viewport_size(DESK)


def test_hr_fixes_by_name_insists_takes_back_and_pastes_a_list(people, committed_cast, program):
    cast, hanna = committed_cast, people("hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url(f"matching/programs/{program.id}/"))
    hanna.follows("Fix pairs by hand")
    hanna.sees("No pair is fixed")
    looks_well(hanna)

    hanna.page.get_by_label("Mentee").press_sequentially("an")
    option = hanna.page.locator("#mentee-options option")
    option.first.wait_for(state="attached")
    hanna.fills(mentee=option.first.get_attribute("value"), mentor="Far")
    hanna.page.get_by_label("Mentor").press("Enter")
    hanna.sees("too few shared working hours")
    looks_well(hanna)
    hanna.fills(reason="They know each other")
    hanna.presses("Fix this pair")
    hanna.sees("Ana New stays with Far Away in every matching, until you free them.")
    looks_well(hanna)
    hanna.presses("Undo")
    hanna.sees("are free: the next matching may change them.")
    assert standing(cast) == []
    hanna.presses("Undo")
    hanna.sees("Ana New and Far Away are fixed again.")

    hanna.follows("Fix many from a list")
    hanna.fills(text="Bo New\tMia Mentor\nZoe\tMia Mentor")
    hanna.presses("Fix these pairs")
    hanna.sees("1 line was not taken")
    looks_well(hanna)
    assert standing(cast) == [("Ana New", "Far Away"), ("Bo New", "Mia Mentor")]

    with cast.inside():
        run = run_now(program, cast.hr_admin.person)
        assert pairs(run) == {("Ana New", "Far Away"), ("Bo New", "Mia Mentor")}
    hanna.goes(cast.hr_admin.url(f"matching/runs/{run.id}/"))
    hanna.sees("Fixed by Hanna Admin before the run")
    looks_well(hanna)
    hanna.had_no_errors()

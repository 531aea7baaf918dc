"""HR reviews the pairs of a run in a browser."""

import re

import pytest
from playwright.sync_api import expect

from matching.models import Match, MatchBlock, MatchOverride
from tests.matching.builders import make_mentee, make_mentor, make_program, pairs, run_now

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def program(committed_cast):
    """Mia fits Ana and Max fits Bo; Far works at another time of the day, so nobody has them."""
    with committed_cast.inside():
        program, here = make_program("Onboarding", ends_on=None), {"time_zone": "Europe/Rome"}
        make_mentor(program, "Mia Mentor", knows="Excel", **here)
        make_mentor(program, "Max Mentor", knows="Pay", **here)
        make_mentor(program, "Far Away", time_zone="Pacific/Auckland")
        make_mentee(program, "Ana New", wants="Excel", **here)
        make_mentee(program, "Bo New", wants="Pay", **here)
        program.run = run_now(program, committed_cast.hr_admin.person)
    return program


def proposed(cast, program):
    with cast.inside():
        return pairs(program.run)


def card(page, name):
    return page.locator(".pair-swap", has_text=name)


def looks_well(actor):
    actor.finds_no_barrier()
    actor.page.set_viewport_size(PHONE)
    actor.sees_no_sideways_scroll()
    actor.page.set_viewport_size(DESK)


def test_hr_swaps_excludes_and_insists(people, committed_cast, program):
    cast, hanna = committed_cast, people("hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url(f"programs/{program.id}/"))
    hanna.follows("2 new pairs wait for your review")
    first = {("Ana New", "Mia Mentor"), ("Bo New", "Max Mentor")}
    assert proposed(cast, program) == first
    looks_well(hanna)

    card(hanna.page, "Mia Mentor").drag_to(card(hanna.page, "Max Mentor"))
    hanna.sees("Max Mentor is proposed for Ana New instead of Bo New.")
    assert proposed(cast, program) == {("Ana New", "Max Mentor"), ("Bo New", "Mia Mentor")}
    hanna.presses("Undo")
    hanna.sees("Max Mentor is proposed for Bo New instead of Ana New.")
    assert proposed(cast, program) == first

    # the same by keys
    hanna.page.get_by_role("link", name="Another mentor").first.press("Enter")
    hanna.page.get_by_role("button", name=re.compile("^Swap with")).first.press("Enter")
    hanna.sees(re.compile("is proposed for .* instead of"))
    assert proposed(cast, program) != first

    hanna.page.get_by_role("link", name="Another mentor").first.click()
    hanna.follows("Insist on Far Away")
    looks_well(hanna)
    hanna.fills(reason="They know each other from before")
    hanna.presses("Propose this pair")
    hanna.sees("against the rules")
    looks_well(hanna)
    with cast.inside():
        assert MatchOverride.objects.get().rules == ["too_few_shared_hours"]

    with cast.inside():
        match = Match.objects.get(run=program.run, mentor__name="Far Away", state="proposed")
    hanna.goes(cast.hr_admin.url(f"matching/proposals/{match.id}/exclusion/"))
    looks_well(hanna)
    hanna.fills(reason="After all not")
    hanna.presses("Exclude this pair")
    hanna.sees("will not be paired")
    hanna.follows(re.compile("^Excluded"))
    hanna.sees("After all not")
    looks_well(hanna)
    hanna.presses("Allow again")
    hanna.sees("may be paired again")
    with cast.inside():
        assert not MatchBlock.objects.exists()
    hanna.had_no_errors()


def test_mentor_is_picked_up_moved_put_back_and_dropped_by_keys(people, committed_cast, program):
    cast, hanna = committed_cast, people("hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url(f"matching/runs/{program.run.id}/?sort=mentee"))
    said, keys = hanna.page.locator("#announcer"), hanna.page.keyboard
    ana = hanna.page.get_by_role("button", name="Move Mia Mentor from Ana New to somebody else")
    bo = hanna.page.get_by_role("button", name="Move Max Mentor from Bo New to somebody else")
    first = proposed(cast, program)

    ana.press("Space")
    expect(ana).to_have_attribute("aria-pressed", "true")
    expect(said).to_contain_text("Mia Mentor of Ana New is picked up.")
    keys.press("ArrowDown")
    expect(bo).to_be_focused()
    expect(said).to_have_text("Swap: Mia Mentor for Bo New, Max Mentor for Ana New.")
    keys.press("Escape")
    expect(ana).to_be_focused()
    expect(ana).to_have_attribute("aria-pressed", "false")
    expect(said).to_have_text("Mia Mentor stays with Ana New.")
    bo.press("ArrowUp")
    expect(bo).to_be_focused()
    assert proposed(cast, program) == first
    looks_well(hanna)

    ana.press("Space")
    keys.press("ArrowUp")
    keys.press("Space")
    hanna.sees("Max Mentor is proposed for Ana New instead of Bo New.")
    expect(hanna.page).to_have_url(re.compile(r"\?sort=mentee$"))
    moved = hanna.page.get_by_role("button", name="Move Max Mentor from Ana New to somebody else")
    expect(moved).to_be_focused()
    assert proposed(cast, program) == {("Ana New", "Max Mentor"), ("Bo New", "Mia Mentor")}

    # by two taps
    hanna.page.set_viewport_size(PHONE)
    moved.click()
    hanna.page.get_by_role("button", name="Move Mia Mentor from Bo New to somebody else").click()
    hanna.sees("Mia Mentor is proposed for Ana New instead of Bo New.")
    assert proposed(cast, program) == first
    hanna.had_no_errors()


def test_what_rules_do_stays_in_sight_on_a_phone(people, committed_cast, program):
    cast, hanna = committed_cast, people("hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.page.set_viewport_size(PHONE)
    hanna.goes(cast.hr_admin.url(f"matching/programs/{program.id}/preferences/"))
    slider = hanna.page.locator("input[type=range]").nth(3)
    slider.scroll_into_view_if_needed()
    line = hanna.page.locator("#effect-line")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("2 can get a mentor (2 now)")
    slider.press("ArrowRight")
    hanna.page.locator("input[name='must-same_location']").scroll_into_view_if_needed()
    expect(line).to_be_in_viewport()
    hanna.had_no_errors()

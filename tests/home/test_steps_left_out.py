"""The set-up guide fits the template."""

import pytest

from programs.actions.steps import add_step, leave_step_out
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from tests.programs.test_templates import FIRST_DAY


@pytest.fixture
def lunches(cast):
    """Nobody is paired in it."""
    template = TEMPLATES["lunch-and-learn"]
    with cast.inside():
        return create_from_template(
            template,
            name="Lunches",
            goal="",
            starts_on=FIRST_DAY,
            ends_on=template.last_day(FIRST_DAY),
            by=cast.hr_admin.person,
        )


def guide_of(cast, program):
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/"))
    return page.context["guide"], " ".join(page.content.decode().split())


def test_steps_that_a_template_does_not_need_are_folded_and_count_for_nothing(cast, lunches):
    guide, html = guide_of(cast, lunches)
    assert [one.step.name for one in guide.left_out] == ["pairs", "perspectives"]
    assert len(guide.steps) == 5
    assert "2 steps not needed here" in html
    assert "of 5 done" in html
    assert "Add anyway" in html


def test_step_is_added_anyway_and_left_out_again(cast, lunches):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"programs/{lunches.id}/steps/pairs/")
    assert client.post(url).url == cast.hr_admin.url(f"programs/{lunches.id}/")
    guide, html = guide_of(cast, lunches)
    assert [one.step.name for one in guide.left_out] == ["perspectives"]
    assert "of 6 done" in html
    client.post(url + "leaving-out/")
    assert len(guide_of(cast, lunches)[0].left_out) == 2
    assert (
        client.post(cast.hr_admin.url(f"programs/{lunches.id}/steps/nothing/")).status_code == 404
    )


def test_adding_and_leaving_out_twice_is_once(cast, lunches):
    with cast.inside():
        for _time in range(2):
            add_step(lunches, "pairs", by=cast.hr_admin.person)
        lunches.refresh_from_db()
        assert lunches.steps_left_out == ["perspectives"]
        for _time in range(2):
            leave_step_out(lunches, "facilitator", by=cast.hr_admin.person)
        lunches.refresh_from_db()
        assert lunches.steps_left_out == ["facilitator", "perspectives"]


def test_empty_program_needs_all_steps(cast):
    client = cast.hr_admin.client()
    told = {"name": "Empty", "goal": "", "starts_on": "2027-03-01", "ends_on": ""}
    page = client.post(cast.hr_admin.url("programs/new/"), told, follow=True)
    assert len(page.context["guide"].steps) == 7
    assert "not needed here" not in page.content.decode()

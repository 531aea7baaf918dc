"""The set-up guide of a program in whose circles all learn from each other."""

import pytest
from django.utils import timezone

from matching.actions.circle_plan import plan_circles
from matching.models import Circle, CircleExit, CircleMember, CirclePlan
from programs.actions.copies import copy_program
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.models import Program
from tests.matching.builders import enroll, make_mentee, make_person
from tests.programs.test_templates import FIRST_DAY

PARTICIPANT = "participant"


@pytest.fixture
def program(cast):
    template = TEMPLATES["peer-circles"]
    with cast.inside():
        return create_from_template(
            template,
            name="Circles",
            goal="",
            starts_on=FIRST_DAY,
            ends_on=template.last_day(FIRST_DAY),
            by=cast.hr_admin.person,
        )


def step_of(cast, program):
    """The step of pairs, and what a reader sees."""
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/"))
    guide = page.context["guide"]
    [step] = [one for one in guide.steps if one.step.name == "pairs"]
    return step, guide


def circles(cast, program):
    return cast.hr_admin.url(f"matching/programs/{program.id}/circles/")


def come(program, number):
    return [enroll(program, make_person(f"Peer {n}"), PARTICIPANT) for n in range(number)]


def put_in(program, people, state):
    made = Circle.objects.create(program=program, number=1, state=state)
    for person in people:
        CircleMember.objects.create(circle=made, program=program, person=person)
    return made


def test_template_plans_circles_and_asks_for_people_first(cast, program):
    with cast.inside():
        assert CirclePlan.objects.get(program=program).size == 6
    step, guide = step_of(cast, program)
    assert guide.first.call == "enroll people"
    assert step.title == "Form circles in which all learn from each other"
    assert [one.step.name for one in guide.left_out] == ["perspectives"]


def test_draft_leads_to_its_circles_and_forms_them_after_the_launch(cast, program):
    with cast.inside():
        come(program, 6)
    step, guide = step_of(cast, program)
    assert step.href == circles(cast, program)
    assert (step.state, guide.first) == ("later", None)
    assert "about 6 in a circle" in step.note
    assert "together or apart" in step.note


def test_running_program_is_led_through_forming_and_publishing(cast, program):
    with cast.inside():
        people = come(program, 5)
        Program.objects.filter(id=program.id).update(state="running")
    step, _guide = step_of(cast, program)
    assert (step.state, step.call, step.href) == ("started", "form circles", circles(cast, program))
    with cast.inside():
        made = put_in(program, people[:4], "draft")
    step, _guide = step_of(cast, program)
    assert "1 circle is proposed" in step.note
    with cast.inside():
        Circle.objects.update(state="active")
    step, _guide = step_of(cast, program)
    assert (step.state, step.note) == ("started", "4 of 5 people are in a circle")
    with cast.inside():
        CircleExit.objects.create(
            program=program, person=people[4], circle=made, left_at=timezone.now()
        )
    step, _guide = step_of(cast, program)
    assert step.state == "done"


def test_program_of_mentors_and_mentees_keeps_its_step_though_it_has_circles(cast, program):
    with cast.inside():
        make_mentee(program, "Mentee")
        plan_circles(program, by=cast.hr_admin.person, size=5)
    step, _guide = step_of(cast, program)
    assert step.title == "Pair seasoned employees with new recruits"


def test_copy_has_the_plan_of_its_original(cast, program):
    with cast.inside():
        plan_circles(program, by=cast.hr_admin.person, size=8, apart_team=False)
        copied = copy_program(
            program, name="Again", starts_on=FIRST_DAY, with_people=False, by=cast.hr_admin.person
        ).program
        plan = CirclePlan.objects.get(program=copied)
        assert (plan.size, plan.apart_team, plan.state) == (8, False, "idle")


def test_page_of_matching_leads_to_the_circles_and_the_circles_back_to_the_set_up(cast, program):
    client = cast.hr_admin.client()
    address = cast.hr_admin.url(f"matching/programs/{program.id}/")
    page = client.get(address).content.decode()
    assert "Nobody is paired here" in page
    assert "Ready to match?" not in page
    assert circles(cast, program) in page
    assert "Back to the set-up" in client.get(circles(cast, program)).content.decode()

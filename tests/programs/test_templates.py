"""The templates that come with Peerlearn, and what a program takes of them."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from feedback.models import KnowledgeCheck, KnowledgeQuestion
from feedback.receivers import write_outlined_check
from feedback.rules.knowledge import Question, are_sound
from matching.queries.rules import weights_of
from matching.rules.weights import WEIGHTS
from peerlearn.home.setup_guide import STEPS
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.errors import ProgramNameTakenError
from programs.models import ConductVersion, Enrollment, Program
from programs.queries.conduct import conduct_in_force
from programs.queries.roles import roles_of_program
from sessions.models import LearningSession
from sessions.rules.planning import MOST_SEATS
from sessions.signals import session_outlined

FIRST_DAY = date(2026, 9, 2)
BERLIN = ZoneInfo("Europe/Berlin")


def take(cast, template, **changes):
    told = {
        "name": str(template.name),
        "goal": str(template.goal),
        "starts_on": FIRST_DAY,
        "ends_on": template.last_day(FIRST_DAY),
        "by": cast.hr_admin.person,
    }
    return create_from_template(template, **(told | changes))


def drafts_of(program):
    return list(LearningSession.objects.filter(program=program).order_by("starts_at"))


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_template_names_only_what_the_product_knows(template):
    assert {role.role for role in template.roles} <= set(Enrollment.Role.values)
    assert {one.kind for one in template.sessions} <= set(LearningSession.Kind.values)
    assert set(template.weights) <= set(WEIGHTS)
    assert bool(template.weights) == (
        {"mentor", "mentee"} <= {role.role for role in template.roles}
    )
    assert set(template.steps) <= {name for name, _title, _judge in STEPS}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_template_fits_the_columns(template):
    assert len(str(template.name)) <= 120
    assert len(str(template.goal)) <= 1000
    assert len(template.conduct_text()) <= 8000
    assert all(0 < one.seats <= MOST_SEATS for one in template.sessions)
    for one in template.sessions:
        assert len(str(one.title)) <= 160
        questions = [
            Question(str(q.text), tuple(map(str, q.choices)), q.correct) for q in one.questions
        ]
        assert not questions or are_sound(questions)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_template_becomes_a_draft_with_all_that_it_holds(cast, template):
    with cast.inside():
        program = take(cast, template)
        assert program.state == Program.State.DRAFT
        assert program.is_evergreen == template.is_evergreen
        assert conduct_in_force(program).text == template.conduct_text()
        drafts = drafts_of(program)
        assert [one.title for one in drafts] == [str(one.title) for one in template.sessions]
        assert {one.state for one in drafts} == {LearningSession.State.DRAFT}
        assert KnowledgeQuestion.objects.count() == template.question_count
        assert weights_of(program) == (dict(template.weights) or None)
        roles = roles_of_program(program)
        assert {one.role: (str(one.label), float(one.hours)) for one in template.roles} == {
            one.role: (roles[one.role].label, float(roles[one.role].hours))
            for one in template.roles
        }


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_drafted_sessions_are_at_noon_on_working_days_in_the_organizations_zone(cast, template):
    with cast.inside():
        for draft in drafts_of(take(cast, template)):
            local = draft.starts_at.astimezone(BERLIN)
            assert (local.hour, local.minute) == (12, 0)
            assert local.weekday() < 5
            assert local.date() >= FIRST_DAY


def test_sessions_stay_at_noon_across_a_change_of_the_clocks(cast):
    with cast.inside():
        drafts = drafts_of(take(cast, TEMPLATES["onboarding-mentoring"]))
        offsets = {one.starts_at.astimezone(BERLIN).utcoffset() for one in drafts}
        assert len(offsets) == 2
        assert {one.starts_at.astimezone(BERLIN).hour for one in drafts} == {12}


def test_template_whose_name_is_taken_writes_nothing(cast):
    template = TEMPLATES["peer-circles"]
    with cast.inside():
        take(cast, template)
        before = (Program.objects.count(), LearningSession.objects.count())
        with pytest.raises(ProgramNameTakenError):
            take(cast, template)
        assert (Program.objects.count(), LearningSession.objects.count()) == before


def test_template_that_fails_half_way_writes_nothing(cast):
    def break_down(**_kwargs):
        raise RuntimeError

    template = TEMPLATES["peer-circles"]
    session_outlined.connect(break_down)
    try:
        with cast.inside():
            with pytest.raises(RuntimeError):
                take(cast, template)
            assert not Program.objects.exists()
            assert not LearningSession.objects.exists()
            assert not ConductVersion.objects.exists()
            assert not KnowledgeCheck.objects.exists()
    finally:
        session_outlined.disconnect(break_down)


def test_program_keeps_what_it_took_when_the_template_changes(cast, monkeypatch):
    template = TEMPLATES["onboarding-buddy"]
    with cast.inside():
        program = take(cast, template)
        titles = [one.title for one in drafts_of(program)]
        text = conduct_in_force(program).text
        changed = replace(
            template,
            conduct=("Something else.",),
            goal="Another goal",
            sessions=template.sessions[:1],
            weights={"same_site": 1.0},
        )
        monkeypatch.setitem(TEMPLATES, template.key, changed)
        later = take(cast, TEMPLATES[template.key], name="Later")
        assert conduct_in_force(later).text == "Something else."
        program.refresh_from_db()
        assert program.goal == str(template.goal)
        assert [one.title for one in drafts_of(program)] == titles
        assert conduct_in_force(program).text == text
        assert weights_of(program) == template.weights


def test_check_is_written_once_even_if_it_is_told_twice(cast):
    template = TEMPLATES["peer-circles"]
    with cast.inside():
        draft = drafts_of(take(cast, template))[0]
        write_outlined_check(
            learning_session=draft, outline=template.sessions[0], by=cast.hr_admin.person
        )
        assert KnowledgeCheck.objects.filter(learning_session=draft).count() == 1

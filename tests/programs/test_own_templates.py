"""Templates of an organization's own: what they take, and what programs take of them."""

from datetime import date, time, timedelta

import pytest

from feedback.models import KnowledgeQuestion
from matching.queries.rules import weights_of
from peerlearn.audit.models import AuditEvent
from peerlearn.audit.sentences import what_happened
from peerlearn.tenancy.context import organization
from programs.actions.own_templates import (
    archive_template,
    delete_template,
    edit_template,
    restore_template,
)
from programs.actions.templates import create_from_template
from programs.catalogue.stored import template_of
from programs.errors import (
    ChangedMeanwhileError,
    TemplateArchivedError,
    TemplateInUseError,
    TemplateNameTakenError,
)
from programs.models import Enrollment, OwnTemplate, ProgramRole
from programs.queries.conduct import conduct_in_force
from programs.queries.templates import uses_of
from sessions.models import LearningSession
from tests.programs.templating import BERLIN, WEIGHTS, make_full_program, saved

LATER = date(2027, 9, 6)  # a Monday


def start(cast, row, *, name="Autumn"):
    template = template_of(row)
    return create_from_template(
        template,
        name=name,
        goal=str(template.goal),
        starts_on=LATER,
        ends_on=template.last_day(LATER),
        by=cast.hr_admin.person,
        made_from=row,
    )


def test_template_takes_texts_and_plans_of_a_program(cast):
    with cast.inside():
        template = template_of(saved(cast, make_full_program(cast)))
    assert (template.goal, template.weeks) == ("Arrive well", 10)
    assert template.conduct_text() == "We ask.\n\nWe listen."
    mentor, mentee = template.roles
    assert (mentor.label, mentor.plural, mentor.hours) == ("Buddy", "Buddies", 3)
    assert (mentor.seats, mentor.way_in) == (12, "application")
    assert (mentee.label, mentee.called, mentee.way_in) == ("", "mentee", "closed")
    (one,) = template.sessions
    assert (one.title, one.week, one.weekday, one.clock) == ("Kick-off", 1, 2, time(9, 30))
    assert (one.minutes, one.seats) == (45, 15)
    assert [question.text for question in one.questions] == ["Who chooses?"]
    assert template.weights == WEIGHTS


def test_template_holds_nobody_no_date_and_no_place(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        kept = str(OwnTemplate.objects.filter(id=row.id).values("roles", "sessions")[0])
    for word in (cast.mentor.person.name, str(cast.mentor.person.id), "2027", "Blue", "Called off"):
        assert word not in kept


def test_program_from_an_own_template_is_like_the_first_on_other_days(cast):
    with cast.inside():
        program = start(cast, saved(cast, make_full_program(cast)))
        assert (program.goal, program.ends_on) == ("Arrive well", LATER + timedelta(days=69))
        assert conduct_in_force(program).text == "We ask.\n\nWe listen."
        session = LearningSession.objects.get(program=program)
        local = session.starts_at.astimezone(BERLIN)
        assert (local.date(), local.time()) == (date(2027, 9, 15), time(9, 30))
        assert (session.presenter, session.room) == (None, "")
        assert not Enrollment.objects.filter(program=program).exists()
        assert KnowledgeQuestion.objects.filter(check_of__learning_session=session).count() == 1
        assert weights_of(program) == WEIGHTS
        buddy = ProgramRole.objects.get(program=program, role="mentor")
        assert (buddy.label_one, buddy.seats, buddy.way_in) == ("Buddy", 12, "application")
        assert not ProgramRole.objects.get(program=program, role="mentee").label_one


def test_program_keeps_what_it_took_when_its_template_changes(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        program = start(cast, row)
        edit_template(
            row,
            {"goal": "Another", "conduct": ("Other.",), "sessions": (), "weights": {}},
            by=cast.hr_admin.person,
            version=1,
        )
        program.refresh_from_db()
        assert program.goal == "Arrive well"
        assert conduct_in_force(program).text == "We ask.\n\nWe listen."
        assert LearningSession.objects.filter(program=program).count() == 1
        assert weights_of(program) == WEIGHTS


def test_template_knows_how_many_programs_were_made_from_which_version(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        start(cast, row, name="One")
        start(cast, row, name="Two")
        edit_template(row, {"goal": "Another"}, by=cast.hr_admin.person, version=1)
        start(cast, row, name="Three")
        assert [(one.version, one.programs, one.is_current) for one in uses_of(row)] == [
            (2, 1, True),
            (1, 2, False),
        ]


def test_edit_of_an_old_version_writes_nothing(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        edit_template(row, {"goal": "Theirs"}, by=cast.hr_admin.person, version=1)
        with pytest.raises(ChangedMeanwhileError):
            edit_template(row, {"goal": "Mine"}, by=cast.hr_admin.person, version=1)
        row.refresh_from_db()
        assert (row.goal, row.version) == ("Theirs", 2)


def test_edit_that_changes_nothing_makes_no_version(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        edit_template(row, {"goal": row.goal}, by=cast.hr_admin.person, version=1)
        assert row.version == 1


def test_name_is_free_again_once_its_template_is_archived(cast):
    with cast.inside():
        program = make_full_program(cast)
        row = saved(cast, program)
        with pytest.raises(TemplateNameTakenError):
            saved(cast, program, name="ours")
        archive_template(row, by=cast.hr_admin.person)
        saved(cast, program, name="ours")
        with pytest.raises(TemplateNameTakenError):
            restore_template(row, by=cast.hr_admin.person)


def test_archived_template_makes_no_program_and_is_not_changed(cast):
    with cast.inside():
        row = archive_template(saved(cast, make_full_program(cast)), by=cast.hr_admin.person)
        with pytest.raises(TemplateArchivedError):
            start(cast, row)
        with pytest.raises(TemplateArchivedError):
            edit_template(row, {"goal": "Mine"}, by=cast.hr_admin.person, version=1)
        restore_template(row, by=cast.hr_admin.person)
        assert start(cast, row).template_version == 1


def test_only_an_archived_template_that_nothing_was_made_from_is_deleted(cast):
    with cast.inside():
        admin = cast.hr_admin.person
        used, unused = (saved(cast, make_full_program(cast, name=n), name=n) for n in ("A", "B"))
        start(cast, used)
        with pytest.raises(TemplateInUseError):
            delete_template(unused, by=admin)
        for row in (used, unused):
            archive_template(row, by=admin)
        with pytest.raises(TemplateInUseError):
            delete_template(used, by=admin)
        delete_template(unused, by=admin)
        delete_template(unused, by=admin)
        assert list(OwnTemplate.objects.all()) == [used]


def test_log_says_what_happened_to_a_template_and_keeps_no_texts(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
        change = {"goal": "Another", "conduct": ("A secret.",)}
        edit_template(row, change, by=cast.hr_admin.person, version=1)
        events = AuditEvent.objects.filter(table="program_template").order_by("at")
        made, changed = events
        assert what_happened(made, {}) == "Saved a program as a template: Ours"
        assert what_happened(changed, {}).startswith("Changed a program template")
        assert changed.changes["conduct"] == "changed"


def test_templates_of_another_organization_are_not_there(cast):
    with cast.inside():
        row = saved(cast, make_full_program(cast))
    with organization(cast.outsider.organization.id):
        assert not OwnTemplate.objects.filter(id=row.id).exists()

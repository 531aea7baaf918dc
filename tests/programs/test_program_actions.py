from datetime import date

import pytest

from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.programs import (
    archive_program,
    create_program,
    edit_program,
    finish_program,
    open_program,
    restore_program,
    start_program,
)
from programs.errors import NotReadyToOpenError, ProgramNameTakenError, WrongStateError
from programs.models import Enrollment, FacilitatorNomination, Program, ProgramTransition
from programs.queries.conduct import acceptance_counts, conduct_in_force
from tests.programs.conftest import TODAY
from tests.programs.nominating import nominate


@pytest.fixture
def draft(cast):
    with cast.inside():
        return create_program(
            name="Autumn",
            goal="",
            starts_on=date(2026, 9, 1),
            ends_on=date(2026, 12, 1),
            by=cast.hr_admin.person,
        )


def enroll(program, player):
    Enrollment.objects.create(program=program, person=player.person, role="mentee")


def test_program_is_made_as_a_draft_of_its_maker(cast, draft):
    assert draft.state == Program.State.DRAFT
    assert draft.owner_id == cast.hr_admin.person.id


def test_program_with_a_name_in_use_is_refused(cast, draft):
    with cast.inside(), pytest.raises(ProgramNameTakenError, match="“autumn”"):
        create_program(
            name="autumn",
            goal="",
            starts_on=TODAY,
            ends_on=TODAY,
            by=cast.hr_admin.person,
        )


def test_empty_draft_does_not_open(cast, draft):
    with cast.inside():
        with pytest.raises(NotReadyToOpenError):
            open_program(draft, by=cast.hr_admin.person, today=TODAY)
        draft.refresh_from_db()
        assert draft.state == Program.State.DRAFT


def test_draft_whose_facilitator_is_no_longer_neutral_opens_only_with_a_reason(cast, draft):
    with cast.inside():
        enroll(draft, cast.employee)
        FacilitatorNomination.objects.create(
            program=draft, person=cast.director.person, state="accepted"
        )
        with pytest.raises(NotReadyToOpenError, match="no longer neutral"):
            open_program(draft, by=cast.hr_admin.person, today=TODAY)
        nominate(cast, draft, cast.director, override_reason="A small company")
        open_program(draft, by=cast.hr_admin.person, today=TODAY)
        assert draft.state == Program.State.OPEN


def test_program_opens_once(cast, draft):
    with cast.inside():
        enroll(draft, cast.employee)
        for _ in range(2):
            open_program(draft, by=cast.hr_admin.person, today=TODAY)
        assert draft.state == Program.State.OPEN
        assert ProgramTransition.objects.filter(program=draft).count() == 1


def test_program_opened_on_its_first_day_runs(cast, draft):
    with cast.inside():
        enroll(draft, cast.employee)
        open_program(draft, by=cast.hr_admin.person, today=date(2026, 9, 1))
        open_program(draft, by=cast.hr_admin.person, today=date(2026, 9, 1))
        assert draft.state == Program.State.RUNNING


def test_draft_can_not_start(cast, draft):
    with cast.inside(), pytest.raises(WrongStateError, match="draft"):
        start_program(draft, by=cast.hr_admin.person)


def test_program_goes_its_way_and_keeps_who_did_it(cast, program):
    with cast.inside():
        finish_program(program, by=cast.hr_admin.person)
        archive_program(program, by=cast.hr_admin.person)
        steps = ProgramTransition.objects.filter(program=program).values_list(
            "from_state", "to_state", "by_id"
        )
        hr = cast.hr_admin.person.id
        assert list(steps) == [("finished", "archived", hr), ("running", "finished", hr)]


@pytest.mark.parametrize("state", ["draft", "open", "running", "finished"])
def test_restored_program_is_what_it_was(cast, program, state):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state=state)
        archive_program(program, by=cast.hr_admin.person)
        assert program.state == Program.State.ARCHIVED
        for _ in range(2):
            restore_program(program, by=cast.hr_admin.person)
            assert program.state == state


def test_restored_program_whose_name_is_taken_is_refused(cast, program):
    with cast.inside():
        archive_program(program, by=cast.hr_admin.person)
        create_program(
            name=program.name, goal="", starts_on=TODAY, ends_on=TODAY, by=cast.hr_admin.person
        )
        with pytest.raises(ProgramNameTakenError):
            restore_program(program, by=cast.hr_admin.person)


def edited(program, **fields):
    current = {name: getattr(program, name) for name in ("name", "goal", "starts_on", "ends_on")}
    return edit_program(program, **{**current, "owner": program.owner, **fields})


def test_program_is_edited(cast, program):
    with cast.inside():
        edited(program, name="New name", by=cast.hr_admin.person)
        assert Program.objects.get(id=program.id).name == "New name"


def test_edited_program_keeps_its_own_name_but_takes_no_other(cast, program, draft):
    with cast.inside():
        edited(program, by=cast.hr_admin.person)
        with pytest.raises(ProgramNameTakenError):
            edited(program, name="Autumn", by=cast.hr_admin.person)


def test_archived_program_is_not_edited(cast, program):
    with cast.inside():
        archive_program(program, by=cast.hr_admin.person)
        with pytest.raises(WrongStateError):
            edited(program, name="New name", by=cast.hr_admin.person)


def test_conduct_is_published_as_versions(cast, program):
    with cast.inside():
        hr = cast.hr_admin.person
        first = publish_conduct(program, text="Be kind.\r\n", by=hr)
        again = publish_conduct(program, text="Be kind.", by=hr)
        second = publish_conduct(program, text="Be kind and honest.", by=hr)
        assert (first.number, again.id, second.number) == (1, first.id, 2)
        assert conduct_in_force(program) == second


def test_new_version_is_accepted_afresh(cast, program):
    with cast.inside():
        hr = cast.hr_admin.person
        first = publish_conduct(program, text="Be kind.", by=hr)
        for _ in range(2):
            accept_conduct(first, by=cast.employee.person)
        accept_conduct(first, by=cast.manager.person)
        assert acceptance_counts(first) == (1, 2)
        second = publish_conduct(program, text="Be kind and honest.", by=hr)
        assert acceptance_counts(second) == (0, 2)

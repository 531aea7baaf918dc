"""Undoing a revocation is asking again whether the person may."""

import pytest

from peerlearn.people.models import Person
from programs.actions.nominations import (
    accept_nomination,
    restore_nomination,
    revoke_nomination,
)
from programs.errors import NotNeutralError, ProgramOverError, UnreachableError
from programs.models import FacilitatorNomination, Program
from tests.programs.nominating import NOW, nominate

State = FacilitatorNomination.State


def test_revocation_is_not_undone_for_somebody_who_has_authority_by_now(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        accept_nomination(nomination, now=NOW)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        Person.objects.filter(id=cast.employee.person.id).update(manager=cast.facilitator.person)
        with pytest.raises(NotNeutralError):
            restore_nomination(nomination, by=cast.hr_admin.person)
        nomination.refresh_from_db()
        assert nomination.state == State.REVOKED


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"state": "left"}, UnreachableError), ({"email": None}, UnreachableError)],
)
def test_revocation_is_not_undone_for_somebody_out_of_reach(cast, program, changes, error):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        Person.objects.filter(id=cast.facilitator.person.id).update(**changes)
        with pytest.raises(error):
            restore_nomination(nomination, by=cast.hr_admin.person)


def test_revocation_is_not_undone_in_a_program_that_is_over(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        Program.objects.filter(id=program.id).update(state="archived")
        with pytest.raises(ProgramOverError):
            restore_nomination(nomination, by=cast.hr_admin.person)

"""A reason to override the check covers what was found when it was given, and nothing later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Membership, Person
from programs.actions.nominations import accept_nomination
from programs.actions.programs import edit_program, open_program
from programs.actions.rechecking import recheck_facilitators
from programs.errors import NotReadyToOpenError
from programs.models import FacilitatorNomination, Program
from programs.queries.facilitators import checked_nominations, nominations_needing_decision
from programs.rules.objections import is_covered
from tests.programs.nominating import NOW, nominate

State = FacilitatorNomination.State


@pytest.fixture
def overridden(cast, program):
    """Marco, who manages Emil, facilitates with a reason."""
    with cast.inside():
        asked = nominate(cast, program, cast.manager, override_reason="Small company")
        return accept_nomination(asked, now=NOW)


def report_to(person, manager):
    Person.objects.filter(id=person.id).update(manager=manager)


def told():
    return list(Notification.objects.filter(kind="programs.not_neutral").order_by("created_at"))


def test_new_finding_after_an_override_needs_a_decision(cast, program, overridden):
    with cast.inside():
        recheck_facilitators(program)
        assert (told(), nominations_needing_decision()) == ([], [])
        report_to(cast.mentor.person, cast.manager.person)
        [checked] = checked_nominations(program)
        assert checked.needs_decision
        assert checked.uncovered == [
            "Marco Manager manages 1 person here: Mina Mentor (direct report)."
        ]
        recheck_facilitators(program)
        assert nominations_needing_decision() == [overridden]
        assert "Mina Mentor" in told()[0].body
        assert "Emil Employee" not in told()[0].body


def test_same_reason_given_again_covers_what_is_new(cast, program, overridden):
    with cast.inside():
        report_to(cast.mentor.person, cast.manager.person)
        recheck_facilitators(program)
        kept = nominate(cast, program, cast.manager, override_reason="Small company")
        assert kept.state == State.ACCEPTED
        assert not checked_nominations(program)[0].needs_decision
        assert nominations_needing_decision() == []


def test_covered_finding_that_went_and_came_back_is_not_told(cast, program, overridden):
    with cast.inside():
        for manager in (None, cast.manager.person):
            report_to(cast.employee.person, manager)
            recheck_facilitators(program)
        assert told() == []


def test_nominee_with_an_override_is_blocked_by_what_is_new(cast, program):
    with cast.inside():
        asked = nominate(cast, program, cast.manager, override_reason="Small company")
        report_to(cast.mentor.person, cast.manager.person)
        assert accept_nomination(asked, now=NOW).state == State.BLOCKED


def test_program_does_not_open_over_a_new_finding(cast, program, overridden):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="draft")
        program.refresh_from_db()
        report_to(cast.mentor.person, cast.manager.person)
        with pytest.raises(NotReadyToOpenError):
            open_program(program, by=cast.hr_admin.person, today=timezone.localdate())


def test_page_and_home_say_what_is_new(cast, program, overridden):
    with cast.inside():
        report_to(cast.mentor.person, cast.manager.person)
        recheck_facilitators(program)
    client = cast.hr_admin.client()
    page = client.get(cast.hr_admin.url(f"programs/{program.id}/facilitator/")).content.decode()
    assert "New since you gave a reason: Marco Manager manages 1 person here: Mina" in page
    assert "Decide: override with a reason" in page
    assert "Marco Manager isn&#x27;t neutral" in client.get(cast.hr_admin.url()).content.decode()


def owned(program, owner, by):
    return edit_program(
        program,
        name=program.name,
        goal=program.goal,
        starts_on=program.starts_on,
        ends_on=program.starts_on + timedelta(days=30),
        owner=owner,
        by=by,
    )


def test_another_owner_asks_for_a_check_and_the_same_does_not(
    cast, program, django_capture_on_commit_callbacks
):
    hr, fay = cast.hr_admin.person, cast.facilitator.person
    with cast.inside():
        accept_nomination(nominate(cast, program, cast.facilitator), now=NOW)
        with django_capture_on_commit_callbacks() as sent:
            owned(program, hr, hr)
        assert sent == []
        Membership.objects.filter(person=fay).update(role="hr_admin")
        with django_capture_on_commit_callbacks() as sent:
            owned(program, fay, hr)
        assert len(sent) == 1
        recheck_facilitators(program)
        [mail] = told()
        assert "Fay Facilitator is the HR owner of this program." in mail.body
        assert "HR owner of" in mail.body
        assert len(nominations_needing_decision()) == 1


def test_reason_covers_no_more_than_was_found():
    one = {"kind": "manages", "people": ["a"]}
    two = {"kind": "manages", "people": ["a", "b"]}
    takes_part = {"kind": "takes_part", "people": []}
    assert is_covered([], [])
    assert is_covered([takes_part], [])
    assert is_covered([one], [two])
    assert not is_covered([two], [one])
    assert not is_covered([one, {"kind": "owns_program", "people": []}], [one])

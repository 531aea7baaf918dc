import logging
from datetime import timedelta

import pytest

from peerlearn.audit.models import AuditEvent
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Membership, Person
from programs.actions.nominations import (
    accept_nomination,
    decline_nomination,
    nominate_facilitator,
    restore_nomination,
    revoke_nomination,
)
from programs.errors import (
    AskedTodayError,
    NominationAnsweredError,
    NotNeutralError,
    UnreachableError,
    WrongStateError,
)
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.nomination_mails import question_still_stands
from programs.queries.facilitators import checked_nominations, neutrality_of
from tests.programs.nominating import NOW, nominate

State = FacilitatorNomination.State


def mails(kind, state="pending"):
    return list(
        Notification.objects.filter(kind=kind, state=state).values_list("recipient", flat=True)
    )


def test_neutral_person_is_asked_once(cast, program):
    with cast.inside():
        first = nominate(cast, program, cast.facilitator)
        assert first.state == State.PROPOSED
        assert nominate(cast, program, cast.facilitator).id == first.id
        assert mails("programs.nomination") == [cast.facilitator.person.email]
        asked = Notification.objects.get(kind="programs.nomination")
        assert asked.is_private
        assert question_still_stands(asked)


def test_manager_of_somebody_enrolled_is_refused_in_words(cast, program):
    with cast.inside():
        with pytest.raises(NotNeutralError) as refused:
            nominate(cast, program, cast.director)
        assert refused.value.neutrality.sentences("Dora Director") == [
            "Dora Director manages 1 person here: Emil Employee (2 levels below)."
        ]
        assert not FacilitatorNomination.objects.exists()
        assert mails("programs.nomination") == []


def test_report_and_owner_are_not_neutral(cast, program):
    with cast.inside():
        report = Person.objects.create(name="Rita Report", manager=cast.mentor.person)
        assert neutrality_of(program, report).sentences("Rita") == [
            "Rita reports to 1 person here: Mina Mentor (direct manager)."
        ]
        assert not neutrality_of(program, cast.hr_admin.person).is_neutral
        assert neutrality_of(program, cast.facilitator.person).is_neutral


def test_override_is_kept_with_what_was_found_and_logged(cast, program, caplog):
    with cast.inside(), caplog.at_level(logging.WARNING, logger="programs.actions.nominations"):
        nomination = nominate(cast, program, cast.manager, override_reason="Nobody else is here")
        nomination.refresh_from_db()
        assert nomination.override_reason == "Nobody else is here"
        assert nomination.findings == [
            {"kind": "manages", "people": [str(cast.employee.person.id)]}
        ]
        assert str(nomination.id) in caplog.text
        assert "Marco" not in caplog.text


def test_facilitator_who_is_no_longer_neutral_is_kept_with_a_reason(cast, program, caplog):
    with cast.inside(), caplog.at_level(logging.WARNING, logger="programs.actions.nominations"):
        accept_nomination(nominate(cast, program, cast.facilitator), now=NOW)
        report = Person.objects.create(name="Rita Report", manager=cast.facilitator.person)
        Enrollment.objects.create(program=program, person=report, role="mentee")
        assert [one.needs_decision for one in checked_nominations(program)] == [True]
        with pytest.raises(NotNeutralError):
            nominate(cast, program, cast.facilitator)
        for _ in range(2):
            kept = nominate(cast, program, cast.facilitator, override_reason="They never meet")
        assert (kept.state, kept.override_reason) == (State.ACCEPTED, "They never meet")
        assert [one.needs_decision for one in checked_nominations(program)] == [False]
        assert caplog.text.count("neutrality overridden") == 1
        assert mails("programs.nomination") == [cast.facilitator.person.email]


def test_nobody_is_neutral_or_not_before_anybody_is_enrolled(cast, program):
    with cast.inside():
        Enrollment.objects.all().delete()
        found = neutrality_of(program, cast.director.person)
        assert (found.is_neutral, found.is_unknown, found.has_objection) == (False, True, False)
        assert neutrality_of(program, cast.hr_admin.person).has_objection
        Enrollment.objects.create(program=program, person=cast.director.person, role="mentor")
        assert neutrality_of(program, cast.director.person).is_unknown
        nomination = nominate(cast, program, cast.director)
        assert accept_nomination(nomination, now=NOW).state == State.ACCEPTED


def test_reason_of_somebody_neutral_is_not_kept(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator, override_reason="Just because")
        assert nomination.override_reason == ""


def test_person_without_mail_is_not_asked(cast, program):
    with cast.inside():
        deskless = Person.objects.create(name="Zoe Deskless")
        with pytest.raises(UnreachableError):
            nominate_facilitator(program, deskless, by=cast.hr_admin.person, now=NOW)


def test_program_that_is_over_asks_nobody(cast, program):
    with cast.inside():
        program.state = Program.State.FINISHED
        with pytest.raises(WrongStateError):
            nominate(cast, program, cast.facilitator)


def test_acceptance_is_told_once_to_who_asked(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        for _ in range(2):
            assert accept_nomination(nomination, now=NOW).state == State.ACCEPTED
        assert mails("programs.nomination_answered") == [cast.hr_admin.person.email]
        with pytest.raises(NominationAnsweredError):
            decline_nomination(nomination, reason="", now=NOW)


def test_acceptance_is_told_to_all_hr_admins_when_who_asked_is_none_any_more(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        Membership.objects.filter(person=cast.director.person).update(role="hr_admin")
        Membership.objects.filter(person=cast.hr_admin.person).update(role="employee")
        accept_nomination(nomination, now=NOW)
        assert mails("programs.nomination_answered") == [cast.director.person.email]


def test_decline_keeps_the_reason_and_tells_it(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        for _ in range(2):
            declined = decline_nomination(nomination, reason=" No time ", now=NOW)
        assert (declined.state, declined.decline_reason) == (State.DECLINED, "No time")
        told = Notification.objects.get(kind="programs.nomination_answered")
        assert "No time" in told.body
        with pytest.raises(NominationAnsweredError):
            accept_nomination(nomination, now=NOW)


def test_who_declined_may_be_asked_again(cast, program):
    with cast.inside():
        decline_nomination(nominate(cast, program, cast.facilitator), reason="", now=NOW)
        later = NOW.replace(day=20)
        again = nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=later
        )
        assert again.state == State.PROPOSED
        assert len(mails("programs.nomination")) == 2


def test_nominee_who_is_no_longer_neutral_is_blocked_and_hr_told_why(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        report = Person.objects.create(name="Rita Report", manager=cast.facilitator.person)
        Enrollment.objects.create(program=program, person=report, role="mentee")
        for _ in range(2):
            assert accept_nomination(nomination, now=NOW).state == State.BLOCKED
        told = Notification.objects.get(kind="programs.nomination_answered")
        assert "Fay Facilitator manages 1 person here: Rita Report" in told.body


def test_overridden_nominee_accepts(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.manager, override_reason="Small company")
        assert accept_nomination(nomination, now=NOW).state == State.ACCEPTED


@pytest.mark.parametrize("accepted", [True, False])
def test_revocation_is_undone(cast, program, accepted):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        Notification.objects.update(state="sent")
        if accepted:
            accept_nomination(nomination, now=NOW)
        for _ in range(2):
            assert revoke_nomination(nomination, by=cast.hr_admin.person).state == State.REVOKED
        assert mails("programs.nomination_revoked") == [cast.facilitator.person.email]
        for _ in range(2):
            restored = restore_nomination(nomination, by=cast.hr_admin.person)
            assert restored.state == (State.ACCEPTED if accepted else State.PROPOSED)
        assert mails("programs.nomination_revoked") == []
        assert mails("programs.nomination") == []


def test_question_that_has_not_left_is_taken_back_without_a_word(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        assert Notification.objects.filter(state="pending").count() == 0
        with pytest.raises(NominationAnsweredError):
            accept_nomination(nomination, now=NOW)
        restore_nomination(nomination, by=cast.hr_admin.person)
        assert mails("programs.nomination") == [cast.facilitator.person.email]


def test_second_question_on_one_day_is_refused_and_a_day_later_goes_out(cast, program):
    fay = cast.facilitator.person.email
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        Notification.objects.update(state="sent")
        revoke_nomination(nomination, by=cast.hr_admin.person)
        with pytest.raises(AskedTodayError, match="You asked Fay Facilitator today already"):
            nominate(cast, program, cast.facilitator)
        nomination.refresh_from_db()
        assert nomination.state == State.REVOKED
        assert mails("programs.nomination") == []
        assert mails("programs.nomination_revoked") == [fay]
        again = nominate_facilitator(
            program,
            cast.facilitator.person,
            by=cast.hr_admin.person,
            now=NOW + timedelta(days=1),
        )
        assert again.state == State.PROPOSED
        assert mails("programs.nomination") == [fay]
        assert mails("programs.nomination_revoked") == []


def test_question_that_was_taken_back_unsent_may_be_asked_on_the_same_day(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        revoke_nomination(nomination, by=cast.hr_admin.person)
        later = NOW + timedelta(minutes=1)
        nominate_facilitator(program, cast.facilitator.person, by=cast.hr_admin.person, now=later)
        assert mails("programs.nomination") == [cast.facilitator.person.email]


def test_taking_back_is_told_once_however_often_it_is_undone(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.facilitator)
        Notification.objects.update(state="sent")
        for _ in range(3):
            revoke_nomination(nomination, by=cast.hr_admin.person)
            Notification.objects.filter(state="pending").update(state="sent")
            restore_nomination(nomination, by=cast.hr_admin.person)
        assert mails("programs.nomination_revoked", "sent") == [cast.facilitator.person.email]
        assert mails("programs.nomination", "sent") == [cast.facilitator.person.email]


def test_override_and_its_reason_are_in_the_audit_log(cast, program):
    with cast.inside():
        nomination = nominate(cast, program, cast.manager, override_reason="Small company")
        logged = AuditEvent.objects.filter(table="facilitator_nomination", row_id=nomination.id)
        assert any(
            event.changes.get("override_reason", [None, None])[1] == "Small company"
            for event in logged
        )

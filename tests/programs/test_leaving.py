"""Somebody on whom a program counts leaves the company."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.audit.queries import audit_events
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.leaving import mark_people_left
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Membership, Person
from peerlearn.people.signals import people_left
from programs.actions.nominations import accept_nomination, restore_nomination, revoke_nomination
from programs.actions.report_desks import name_readers
from programs.errors import NominationAnsweredError
from programs.models import FacilitatorNomination, Program
from programs.queries.leaving import desks_in_trouble, facilitators_lost
from programs.tasks import do_daily_work
from tests.programs.nominating import NOW, nominate
from tests.programs.reporting import leave, name_fay_and_mina
from tests.sessions.making import make_session

TODAY = timezone.localdate()


@pytest.fixture
def accepted(cast, program):
    with cast.inside():
        return accept_nomination(nominate(cast, program, cast.facilitator), now=NOW)


def leaves(cast, player):
    save_person(player.person, {"state": Person.State.LEFT}, by=cast.hr_admin.person, topics={})


def mails(kind):
    return list(Notification.objects.filter(kind=kind).order_by("created_at"))


def test_nomination_of_a_leaver_ends_and_the_owner_is_told_once(cast, program, accepted):
    with cast.inside():
        leaves(cast, cast.facilitator)
        people_left.send(sender=Person, person_ids=[cast.facilitator.person.id])
        accepted.refresh_from_db()
        assert accepted.get_state_display() == "left the company"
        [mail] = mails("programs.facilitator_left")
        assert mail.person == cast.hr_admin.person
        assert "Fay Facilitator has left" in mail.subject
        assert f"/programs/{program.id}/facilitator/#candidates" in mail.body
        last = audit_events(table="facilitator_nomination").filter(row_id=accepted.id)[0]
        assert "ended" in str(last.changes["state"])


def test_end_date_ends_the_nomination_too(cast, program, accepted):
    with cast.inside():
        yesterday = TODAY - timedelta(days=1)
        Person.objects.filter(id=cast.facilitator.person.id).update(ends_on=yesterday)
        mark_people_left(today=TODAY)
        accepted.refresh_from_db()
        assert accepted.state == "ended"


def test_question_to_a_leaver_does_not_go_out(cast, program):
    with cast.inside():
        asked = nominate(cast, program, cast.facilitator)
        leaves(cast, cast.facilitator)
        question = Notification.objects.get(kind="programs.nomination", cause=str(asked.id))
        assert question.state == Notification.State.CANCELLED
        [mail] = mails("programs.facilitator_left")
        assert "was asked to facilitate" in mail.body
        with pytest.raises(NominationAnsweredError):
            accept_nomination(asked, now=NOW)


def test_ended_nomination_is_neither_revoked_nor_restored(cast, program, accepted):
    with cast.inside():
        leaves(cast, cast.facilitator)
        accepted.refresh_from_db()
        for act in (revoke_nomination, restore_nomination):
            assert act(accepted, by=cast.hr_admin.person).state == "ended"


def test_program_that_is_over_stays_as_it_was(cast, program, accepted):
    with cast.inside():
        Program.objects.update(state="finished")
        leaves(cast, cast.facilitator)
        accepted.refresh_from_db()
        assert accepted.state == "accepted"
        assert mails("programs.facilitator_left") == []


def test_pages_and_home_show_that_the_facilitator_has_left(cast, program, accepted):
    with cast.inside():
        leaves(cast, cast.facilitator)
        assert [one.program for one in facilitators_lost()] == [program]
    client = cast.hr_admin.client()
    home = client.get(cast.hr_admin.url("")).content.decode()
    assert "“Onboarding spring” needs a facilitator" in home
    assert f"/programs/{program.id}/facilitator/#candidates" in home
    page = client.get(cast.hr_admin.url(f"programs/{program.id}/facilitator/")).content.decode()
    assert "(left the company)" in page
    guide = client.get(cast.hr_admin.url(f"programs/{program.id}/")).content.decode()
    assert "1 facilitator has accepted" not in guide


def test_sessions_of_a_leaver_lack_a_facilitator(cast, program, accepted):
    with cast.inside():
        ahead = make_session(program, cast.hr_admin, facilitator=cast.facilitator.person)
        leaves(cast, cast.facilitator)
        ahead.refresh_from_db()
        assert ahead.facilitator is None
    page = cast.hr_admin.url(f"sessions/{ahead.id}/")
    assert "Choose somebody" in cast.hr_admin.client().get(page).content.decode()
    assert "Choose somebody" not in cast.employee.client().get(page).content.decode()


def test_scheduler_finds_who_left_before(committed_cast, committed_program):
    cast = committed_cast
    with cast.inside():
        asked = FacilitatorNomination.objects.create(
            program=committed_program, person=cast.facilitator.person, state="accepted"
        )
        leave(cast.facilitator.person)
    do_daily_work()
    with cast.inside():
        asked.refresh_from_db()
        assert asked.state == "ended"


@pytest.fixture
def committed_program(committed_cast):
    with committed_cast.inside():
        return Program.objects.create(name="Begins", starts_on=TODAY, state="open")


def test_launched_program_begins_by_itself_on_its_first_day(committed_cast, committed_program):
    with committed_cast.inside():
        later = Program.objects.create(
            name="Later", starts_on=TODAY + timedelta(days=3), state="open"
        )
    for _twice in range(2):
        do_daily_work()
    with committed_cast.inside():
        committed_program.refresh_from_db()
        later.refresh_from_db()
        assert (committed_program.state, later.state) == ("running", "open")
        [change] = committed_program.transitions.all()
        assert change.by is None


# readers of quiet reports


def test_owner_is_told_when_the_trusted_person_leaves(cast, program, desk):
    with cast.inside():
        for _twice in range(2):
            leaves(cast, cast.facilitator)
        [mail] = mails("programs.report_reader_left")
        assert mail.person == cast.hr_admin.person
        assert "the trusted person for quiet reports of “Onboarding spring”" in mail.body
        assert "Mina Mentor reads them now." in mail.body
        leaves(cast, cast.mentor)
        last = mails("programs.report_reader_left")[-1]
        assert "the stand-in" in last.body
        assert "Nobody can read new reports now" in last.body


def test_home_says_that_a_running_program_has_no_reader(cast, program):
    with cast.inside():
        [trouble] = desks_in_trouble()
        assert (trouble.program, trouble.gone, trouble.has_reader) == (program, None, False)
    home = cast.hr_admin.client().get(cast.hr_admin.url("")).content.decode()
    assert "Somebody must read quiet reports of “Onboarding spring”" in home
    assert f"/programs/{program.id}/report/readers/" in home


def test_home_names_the_reader_who_was_asked_and_has_not_answered(cast, program):
    with cast.inside():
        name_readers(
            program,
            trusted_person=cast.facilitator.person,
            stand_in=None,
            external_contact="",
            by=cast.hr_admin.person,
        )
    home = cast.hr_admin.client().get(cast.hr_admin.url("")).content.decode()
    assert "Fay Facilitator hasn&#x27;t said yet whether to read quiet reports" in home
    assert "Somebody must read quiet reports" not in home


def test_reader_who_can_sign_in_is_enough(cast, program, desk):
    with cast.inside():
        assert desks_in_trouble() == []
        Membership.objects.filter(person__in=[desk.trusted_person, desk.stand_in]).delete()
        [trouble] = desks_in_trouble()
        assert not trouble.has_reader


def test_reader_who_left_is_named_on_home(cast, program):
    with cast.inside():
        name_fay_and_mina(cast, program)
        leaves(cast, cast.facilitator)
    home = cast.hr_admin.client().get(cast.hr_admin.url("")).content.decode()
    assert "have one reader less" in home
    assert "Fay Facilitator has left the company. Name somebody else." in home

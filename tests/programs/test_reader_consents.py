"""Whoever is named for quiet reports is asked, and reads nothing before they have agreed."""

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Membership
from programs.actions.reader_consents import accept_reading, decline_reading
from programs.actions.report_desks import name_readers
from programs.errors import NobodyToReadError, ReaderConsentOverError, ReportDeskError
from programs.models import Program, ReaderConsent
from programs.queries.leaving import desks_in_trouble
from programs.queries.report_readers import reader_of
from programs.queries.reports import candidates_of, desk_of, readers_today, route_of
from programs.rules.reports import absences, why_nobody
from tests.programs.reporting import name_fay_and_mina, page_of, send


@pytest.fixture
def asked(cast, program):
    """The facilitator's player is asked, and hasn't answered."""
    with cast.inside():
        desk = name_readers(
            program,
            trusted_person=cast.facilitator.person,
            stand_in=None,
            external_contact="",
            by=cast.hr_admin.person,
        )
        return desk.consents.get()


def now():
    return timezone.now()


def test_who_is_asked_reads_nothing_before_they_agree(cast, program, asked):
    fay = cast.facilitator.person
    with cast.inside():
        named = candidates_of(desk_of(program))
        assert route_of(named, []).reader is None
        assert why_nobody(named) == "Fay Facilitator hasn't agreed yet to read reports."
        (absence,) = absences(named)
        assert absence.startswith("Fay Facilitator is asked, and hasn't answered yet. Until then")
        today = readers_today(program)
        assert (today.reader, today.awaited) == (None, fay)
        with pytest.raises(NobodyToReadError):
            send(program, fay)
        assert [one.program for one in desks_in_trouble()] == [program]
        accept_reading(asked, now=now())
        assert readers_today(program).reader == fay
        assert desks_in_trouble() == []
        report, _code = send(program, fay)
        assert report.reader == fay


def test_decline_tells_who_asked_and_keeps_reports_that_came(cast, program, asked):
    fay = cast.facilitator.person
    with cast.inside():
        accept_reading(asked, now=now())
        report, _code = send(program, fay)
        declined = decline_reading(asked, reason="Too much on my plate", now=now())
        assert decline_reading(asked, reason="again", now=now()).decline_reason == (
            declined.decline_reason
        )
        mails = Notification.objects.filter(kind="programs.reader_answered")
        assert [mail.person for mail in mails] == [cast.hr_admin.person] * 2
        assert "Too much on my plate" in mails.order_by("created_at", "id").last().body
        assert readers_today(program).reader is None
        named = candidates_of(desk_of(program))
        assert why_nobody(named) == "Fay Facilitator reads no reports here."
        with pytest.raises(ReportDeskError, match="has declined"):
            name_readers(program, trusted_person=fay, stand_in=None, external_contact="", by=fay)
    assert fay.display_name
    page = cast.facilitator.url(f"programs/reports/{report.id}/")
    assert cast.facilitator.client().get(page).status_code == 200


def test_question_is_answered_on_the_page_and_only_by_whom_it_is_for(cast, program, asked):
    client = cast.facilitator.client()
    assert (
        "Would you read quiet reports of" in client.get(cast.facilitator.url("")).content.decode()
    )
    page = client.get(cast.facilitator.url("programs/reports/")).content.decode()
    assert "Would you be the trusted person of" in page
    path = f"programs/reports/answers/{asked.id}/"
    said = {"answer": "accept"}
    for other in (cast.employee, cast.hr_admin, cast.outsider):
        assert other.client().post(other.url(path), said).status_code == 404
    answer = client.post(cast.facilitator.url(path), said, follow=True)
    assert "you have agreed to read its quiet reports" in answer.content.decode()
    with cast.inside():
        asked.refresh_from_db()
        assert asked.state == ReaderConsent.State.ACCEPTED
    late = client.post(cast.facilitator.url(path), {"answer": "decline", "reason": ""}, follow=True)
    assert "I will, after all" in late.content.decode()
    assert client.post(cast.facilitator.url(path), {"answer": "maybe"}).status_code == 302


def test_answer_counts_only_while_one_is_named(cast, program, asked):
    with cast.inside():
        named = {"trusted_person": cast.mentor.person, "stand_in": None}
        name_readers(program, **named, external_contact="", by=cast.hr_admin.person)
        with pytest.raises(ReaderConsentOverError):
            accept_reading(asked, now=now())
        name_readers(
            program,
            trusted_person=cast.facilitator.person,
            stand_in=None,
            external_contact="",
            by=cast.hr_admin.person,
        )
        Program.objects.filter(id=program.id).update(state=Program.State.ARCHIVED)
        with pytest.raises(ReaderConsentOverError):
            accept_reading(asked, now=now())


def test_who_was_named_before_anybody_was_asked_reads_on(cast, program):
    with cast.inside():
        name_fay_and_mina(cast, program)
        ReaderConsent.objects.all().delete()
        assert readers_today(program).reader == cast.facilitator.person
        assert route_of(candidates_of(desk_of(program)), []).reader is not None


def test_hr_sees_on_the_page_who_has_not_answered(cast, program, asked):
    page = page_of(program, cast.hr_admin, "readers/")
    html = cast.hr_admin.client().get(page).content.decode()
    assert "is asked, and hasn&#x27;t answered yet." in html
    with cast.inside():
        Membership.objects.filter(person=cast.facilitator.person).delete()
    html = cast.hr_admin.client().get(page).content.decode()
    assert "is invited, and hasn&#x27;t signed in for the first time." in html


def test_who_said_no_is_asked_again_once_somebody_else_was_named_meanwhile(cast, program, asked):
    fay, mina, hr = cast.facilitator.person, cast.mentor.person, cast.hr_admin.person

    def name(trusted, stand_in=None):
        name_readers(program, trusted_person=trusted, stand_in=stand_in, external_contact="", by=hr)

    with cast.inside():
        decline_reading(asked, reason="Not now", now=now())
        with pytest.raises(ReportDeskError, match="has declined"):
            name(fay, mina)
        name(mina)
        name(fay)
        asked.refresh_from_db()
        assert (asked.state, asked.decline_reason) == (ReaderConsent.State.ASKED, "")
        mails = Notification.objects.filter(kind="programs.report_desk", person=fay)
        assert mails.count() == 2
        assert route_of(candidates_of(desk_of(program)), []).reader is None
        accept_reading(asked, now=now())
        assert readers_today(program).reader == fay


def test_old_report_does_not_come_to_who_said_no_before_they_agree_again(cast, program):
    fay, mina, hr = cast.facilitator.person, cast.mentor.person, cast.hr_admin.person
    with cast.inside():
        name_fay_and_mina(cast, program)
        report, _code = send(program, fay)
        consent = ReaderConsent.objects.get(person=mina)
        decline_reading(consent, reason="", now=now())
        for stand_in in (None, mina):
            name_readers(program, trusted_person=fay, stand_in=stand_in, external_contact="", by=hr)
        Membership.objects.filter(person=fay).delete()
        assert reader_of(report) is None
        accept_reading(consent, now=now())
        assert reader_of(report) == mina

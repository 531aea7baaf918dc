"""Quiet reports: who is named, where a report goes, what is written back and forth."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from peerlearn.audit.models import AuditEvent
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.report_desks import name_readers
from programs.actions.reports import (
    add_to_report,
    answer_report,
    mark_read,
    move_report,
    show_to_readers,
)
from programs.errors import (
    NobodyToReadError,
    ReaderChangedError,
    ReportDeskError,
    WrongStateError,
)
from programs.models import QuietReport
from programs.queries.report_readers import news_count, reader_of, reports_readable_by
from programs.queries.reports import (
    candidates_of,
    desk_of,
    opened,
    place_of,
    route_of,
    state_for_reporter,
)
from programs.rules.report_code import in_groups
from tests.programs.reporting import SECRET, TODAY, agree, leave, name_fay_and_mina, send


def test_named_people_are_told_once(cast, program, desk):
    with cast.inside():
        name_fay_and_mina(cast, program)
        told = Notification.objects.filter(kind="programs.report_desk")
        assert set(told.values_list("person__name", flat=True)) == {
            "Fay Facilitator",
            "Mina Mentor",
        }
        assert told.count() == 2
        assert "stand-in" in told.get(person=cast.mentor.person).subject


def test_who_is_named_is_in_the_audit_log(cast, program, desk):
    with cast.inside():
        assert AuditEvent.objects.filter(table="report_desk", row_id=desk.id).exists()


@pytest.mark.parametrize(
    ("trusted", "stand_in", "field"),
    [
        ("hr_admin", "mentor", "trusted_person"),
        ("mentor", "hr_admin", "stand_in"),
        ("mentor", "mentor", "stand_in"),
        ("manager", "employee", "stand_in"),
        ("employee", "director", "stand_in"),
    ],
)
def test_unfit_people_are_refused(cast, program, trusted, stand_in, field):
    with cast.inside():
        with pytest.raises(ReportDeskError) as caught:
            name_readers(
                program,
                trusted_person=getattr(cast, trusted).person,
                stand_in=getattr(cast, stand_in).person,
                external_contact="",
                by=cast.hr_admin.person,
            )
        assert list(caught.value.problems) == [field]
        assert desk_of(program) is None


def test_somebody_without_an_address_is_refused(cast, program):
    with cast.inside():
        nora = Person.objects.create(name="Nora")
        with pytest.raises(ReportDeskError, match="no e-mail address"):
            name_readers(
                program,
                trusted_person=nora,
                stand_in=None,
                external_contact="",
                by=cast.hr_admin.person,
            )


def test_report_reaches_the_trusted_person_whole(cast, program, report):
    with cast.inside():
        lines, concerned = opened(report)
        assert [(line.text, line.is_from_reporter) for line in lines] == [(SECRET, True)]
        assert concerned == []
        assert (report.reader, report.successor) == (cast.facilitator.person, cast.mentor.person)
        assert report.week == date(2026, 3, 9)
        assert report.promise.startswith("Only Fay Facilitator will read this")


def test_report_about_the_trusted_person_goes_to_the_stand_in_alone(cast, program, desk):
    fay = cast.facilitator.person
    with cast.inside():
        report, _code = send(program, cast.mentor.person, concerned=[fay.id])
        assert (report.reader, report.successor) == (cast.mentor.person, None)
        assert opened(report)[1] == [fay.id]
        assert not reports_readable_by(fay).exists()


@pytest.mark.parametrize("concerned", ["employee", "director"])
def test_report_passes_the_trusted_person_by_at_any_depth_of_their_line(cast, program, concerned):
    with cast.inside():
        desk = name_readers(
            program,
            trusted_person=cast.manager.person,
            stand_in=cast.mentor.person,
            external_contact="",
            by=cast.hr_admin.person,
        )
        agree(desk)
        way = route_of(candidates_of(desk_of(program)), [getattr(cast, concerned).person.id])
        assert way.reader.id == cast.mentor.person.id


def test_nothing_is_sent_when_nobody_may_read(cast, program, desk):
    both = [cast.facilitator.person.id, cast.mentor.person.id]
    with cast.inside():
        with pytest.raises(
            NobodyToReadError, match="Fay Facilitator is too close to whom this report concerns"
        ):
            send(program, cast.facilitator.person, concerned=both)
        assert not QuietReport.objects.exists()


def test_nothing_is_sent_to_somebody_else_than_was_said(cast, program, desk):
    with cast.inside():
        leave(cast.facilitator.person)
        with pytest.raises(ReaderChangedError):
            send(program, cast.facilitator.person)
        assert not QuietReport.objects.exists()


def test_same_form_sent_twice_is_one_report_with_one_code(cast, program, desk):
    key, fay = uuid4(), cast.facilitator.person
    with cast.inside():
        codes = {send(program, fay, key=key)[1] for _press in range(2)}
        assert len(codes) == 1
        assert QuietReport.objects.count() == 1
        assert send(program, fay, key=key, text="Something else.")[1] not in codes
        assert send(program, fay)[1] not in codes


def test_second_press_is_no_error_to_postgres(cast, program, desk):
    """It would write the whole row, with who reads it and the week, into its log."""
    key, fay, failed = uuid4(), cast.facilitator.person, []

    def watch(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except Exception:
            failed.append(sql)
            raise

    with cast.inside(), connection.execute_wrapper(watch):
        for _press in range(2):
            send(program, fay, key=key)
    assert failed == []


def test_code_leads_to_the_organization_and_is_not_kept(cast, program, desk):
    with cast.inside():
        report, code = send(program, cast.facilitator.person)
    assert place_of(code) == cast.organization.id
    assert place_of(in_groups(code)) is None
    assert code not in report.code_hash


@pytest.mark.parametrize("role", ["hr_admin", "manager", "director", "employee", "mentor"])
def test_nobody_but_the_reader_finds_a_report(cast, program, report, role):
    with cast.inside():
        assert not reports_readable_by(getattr(cast, role).person).exists()
        assert reports_readable_by(cast.facilitator.person).get() == report


def test_stand_in_goes_on_when_the_reader_leaves(cast, program, report):
    with cast.inside():
        leave(cast.facilitator.person)
        found = reports_readable_by(cast.mentor.person).get()
        assert reader_of(found) == cast.mentor.person
        leave(cast.mentor.person)
        assert reader_of(QuietReport.objects.select_related("reader", "successor").get()) is None


def test_report_keeps_its_reader_when_hr_names_somebody_else(cast, program, report):
    with cast.inside():
        name_readers(
            program,
            trusted_person=cast.mentor.person,
            stand_in=cast.director.person,
            external_contact="",
            by=cast.hr_admin.person,
        )
        assert reports_readable_by(cast.facilitator.person).get() == report
        assert not reports_readable_by(cast.mentor.person).exists()


def test_database_lets_nobody_change_who_reads(cast, program, report):
    with cast.inside():
        for change in (
            {"reader": cast.hr_admin.person},
            {"successor": cast.hr_admin.person},
            {"promise": "Everybody."},
            {"sealed": b""},
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                QuietReport.objects.update(**change)


def test_state_goes_on_and_back(cast, report):
    with cast.inside():
        assert mark_read(report, by=cast.facilitator.person).state == "read"
        for state in ("in_work", "closed", "in_work"):
            assert move_report(report, to=state).state == state
        assert move_report(report, to="in_work").state == "in_work"
        with pytest.raises(WrongStateError):
            move_report(report, to="received")


def test_both_sides_write(cast, report):
    with cast.inside():
        for _press in range(2):
            answer_report(report, text="When was it?", today=TODAY)
        add_to_report(report, text="On Monday.", today=date(2026, 3, 20))
        lines, _concerned = opened(report)
        assert [(line.text, line.is_from_reporter, line.week) for line in lines] == [
            (SECRET, True, date(2026, 3, 9)),
            ("When was it?", False, date(2026, 3, 9)),
            ("On Monday.", True, date(2026, 3, 16)),
        ]


def test_message_of_the_reporter_opens_a_closed_report_again(cast, report):
    with cast.inside():
        mark_read(report, by=cast.facilitator.person)
        move_report(report, to="closed")
        assert news_count(cast.facilitator.person) == 0
        add_to_report(report, text="It goes on.", today=TODAY)
        assert state_for_reporter(report) == "received"
        show_to_readers()
        report.refresh_from_db()
        assert report.state == "received"
        assert news_count(cast.facilitator.person) == 1


def test_damaged_seal_opens_as_nothing(cast, program, report, settings):
    with cast.inside():
        settings.FEEDBACK_KEY = "A" * 43 + "="
        assert [line.text for line in opened(report)[0]] == [""]

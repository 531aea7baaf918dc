import contextlib

import pytest
from django.db import connection, transaction

from peerlearn.audit.models import AuditEvent
from peerlearn.audit.sentences import kinds
from peerlearn.people.models import Person
from peerlearn.tenancy.context import act_as, organization_of_request
from sessions.models import LearningSession
from tests.feedback.making import answer, attendees, make_round
from tests.home.test_dashboard import make_program, make_session
from tests.tenancy.sql import refused


def test_change_is_logged_without_personal_values(cast):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(
            name="Somebody Else", department="Legal"
        )
        event = AuditEvent.objects.filter(row_id=cast.employee.person.id, operation="U").get()
    assert event.changes == {"name": "changed", "department": ["Sales", "Legal"]}
    assert event.actor == "system:peerlearn_app"


def test_actor_is_the_person_of_the_request(cast):
    with organization_of_request(cast.organization.id):
        act_as(cast.hr_admin.person.id)
        Person.objects.filter(id=cast.employee.person.id).update(location="Rome")
        event = AuditEvent.objects.filter(row_id=cast.employee.person.id, operation="U").get()
    assert event.actor == f"person:{cast.hr_admin.person.id}"


def test_actor_is_known_to_a_write_that_comes_late(cast):
    with organization_of_request(cast.organization.id):
        act_as(cast.hr_admin.person.id)
        rows = Person.objects.filter(id=cast.employee.person.id)
        assert rows.exists()
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            rows.update(location="Oslo")
            raise ZeroDivisionError
        rows.update(location="Rome")
        event = AuditEvent.objects.filter(row_id=cast.employee.person.id, operation="U").get()
    assert event.changes == {"location": ["Berlin", "Rome"]}
    assert event.actor == f"person:{cast.hr_admin.person.id}"


def test_log_cannot_be_changed_or_forged(cast):
    with cast.inside():
        assert AuditEvent.objects.exists()
        refused("UPDATE audit_event SET actor = 'x'")
        refused("DELETE FROM audit_event")
        refused(
            'INSERT INTO audit_event (organization_id, id, at, actor, "table", row_id,'
            " operation, changes) VALUES (%s, gen_random_uuid(), now(), 'x', 'person',"
            " gen_random_uuid(), 'I', '{}')",
            cast.organization.id,
        )


def test_log_page_shows_changes_to_hr_admin(cast):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(department="Legal")
    page = cast.hr_admin.client().get(cast.hr_admin.url("audit/?table=person"))
    assert page.status_code == 200
    assert "department: Sales → Legal" in page.content.decode()


@pytest.mark.parametrize("who", ["employee", "facilitator"])
def test_log_page_is_not_there_for_others(cast, who):
    player = getattr(cast, who)
    assert player.client().get(player.url("audit/")).status_code == 404


def test_log_page_of_another_organization_is_not_there(cast):
    assert cast.outsider.client().get(cast.employee.url("audit/")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_log_page_takes_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    with cast.inside():
        for number in range(rows):
            Person.objects.filter(id=cast.employee.person.id).update(department=f"D{number}")
    client = cast.hr_admin.client()
    with django_assert_num_queries(12):
        client.get(cast.hr_admin.url("audit/"))


def log_of(cast, table):
    url = cast.hr_admin.url(f"audit/?table={table}")
    return cast.hr_admin.client().get(url).content.decode()


def test_log_says_in_words_what_happened_to_whom(cast):
    assert "Gave somebody access: Emil Employee" in log_of(cast, "membership")
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(department="Legal")
    assert "Changed a person&#x27;s data: Emil Employee" in log_of(cast, "person")


def test_log_can_be_filtered_by_each_audited_table(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit'")
        audited = {table.strip('"') for (table,) in cursor.fetchall()}
    assert {table for table, _words in kinds()} == audited


def test_bookings_are_no_changes_of_the_session(cast):
    with cast.inside():
        planned = make_session(cast, make_program(cast))
        LearningSession.objects.filter(id=planned.id).update(booked=1)
        LearningSession.objects.filter(id=planned.id).update(title="A new title")
        events = AuditEvent.objects.filter(row_id=planned.id).order_by("at")
        assert [event.operation for event in events] == ["I", "U"]
        assert events[1].changes == {"title": ["Session 0", "A new title"]}
    assert "Changed a session: A new title" in log_of(cast, "learning_session")


def test_round_that_closes_leaves_nobody_in_the_log(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
    for person in attendees(cast, opened):
        answer(opened, person)
    with cast.inside():
        opened.refresh_from_db()
        assert opened.is_closed
        events = AuditEvent.objects.filter(table__in=("feedback_round", "knowledge_check"))
        assert {event.operation for event in events} == {"I"}


@pytest.mark.parametrize("table", ["%00", "nothing", "%ED%A0%80"])
def test_kind_of_row_that_makes_no_sense_shows_everything(cast, table):
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"audit/?table={table}"))
    assert page.status_code == 200

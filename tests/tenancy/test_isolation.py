"""Each layer of the isolation alone: the SQL setting, the policies, the keys, the role, the ORM."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from peerlearn.people.models import Membership, Person, PersonTopic, Topic
from peerlearn.tenancy.context import (
    NoOrganizationError,
    _organization,
    as_user,
    iterate_as,
    organization,
)
from tests.tenancy.sql import refused, sql


def test_sql_without_organization_is_refused(cast):
    refused("SELECT * FROM person")
    with cast.inside():
        pass
    refused("SELECT * FROM person")  # the setting is '' now, not unset: still an error


def test_forgotten_filter_reads_one_organization(cast):
    other = cast.outsider
    with organization(other.organization.id):
        assert sql("SELECT id FROM person") == [(other.person.id,)]
        assert sql("SELECT id FROM person WHERE organization_id = %s", cast.organization.id) == []
        assert sql("SELECT id FROM person WHERE id = %s", cast.employee.person.id) == []


def test_forgotten_filter_writes_one_organization(cast):
    other = cast.outsider
    with organization(other.organization.id):
        assert sql("UPDATE person SET title = 'x'") == 1
        assert sql("DELETE FROM person WHERE id = %s", cast.employee.person.id) == 0
        refused("UPDATE person SET organization_id = %s", cast.organization.id)
        refused(
            "INSERT INTO topic (organization_id, id, name) VALUES (%s, gen_random_uuid(), 'x')",
            cast.organization.id,
        )
    with cast.inside():
        assert not Person.objects.filter(title="x").exists()


def test_orm_cannot_reach_another_organization(cast):
    with organization(cast.outsider.organization.id):
        with pytest.raises(Person.DoesNotExist):
            Person.objects.get(pk=cast.employee.person.id)
        with pytest.raises(DatabaseError), transaction.atomic():
            Topic.objects.create(organization_id=cast.organization.id, name="x")


def test_reference_across_organizations_is_refused(committed_cast):
    cast = committed_cast
    with cast.inside():
        topic = Topic.objects.create(name="Python")
    with pytest.raises(IntegrityError), organization(cast.outsider.organization.id):
        PersonTopic.objects.create(
            person=cast.outsider.person, topic_id=topic.id, stance=PersonTopic.Stance.KNOWS
        )


def test_unique_is_per_organization(cast):
    with organization(cast.outsider.organization.id):
        Person.objects.create(name="Namesake", email=cast.employee.person.email)
        assert Person.objects.filter(name="Namesake").count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE person CASCADE",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON person",
        "CREATE POLICY open ON person USING (true)",
        "SET ROLE peerlearn_owner",
        "SET ROLE peerlearn_maint",
        "SET SESSION AUTHORIZATION peerlearn_owner",
        "CREATE TABLE public.t (i int)",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY person TO PROGRAM 'cat'",
        "UPDATE organization SET slug = 'x'",
        "DELETE FROM organization",
        "SET LOCAL row_security = off; SELECT * FROM person",
    ],
)
def test_app_role_cannot(cast, statement):
    with cast.inside():
        refused(statement)


def test_nested_organizations_are_restored(cast):
    outer, inner = cast.outsider, cast.organization.id
    mine = [(outer.person.id,)]
    with organization(outer.organization.id):
        with organization(inner):
            assert len(sql("SELECT id FROM person")) > 1
        assert sql("SELECT id FROM person") == mine
        with pytest.raises(ZeroDivisionError), organization(inner):
            raise ZeroDivisionError
        assert sql("SELECT id FROM person") == mine
        with pytest.raises(DatabaseError), organization(inner):
            sql("SELECT 1 / 0")
        assert sql("SELECT id FROM person") == mine


def test_query_outside_a_transaction_is_refused(committed_cast):
    token = _organization.set(committed_cast.organization.id)
    try:
        with pytest.raises(DatabaseError):
            list(Person.objects.all())
    finally:
        _organization.reset(token)


def test_on_commit_hook_must_enter_an_organization(committed_cast):
    seen = []

    def hook() -> None:
        try:
            sql("SELECT id FROM person")
            seen.append("rows")
        except DatabaseError:
            seen.append("refused")

    with committed_cast.inside():
        transaction.on_commit(hook)
    assert seen == ["refused"]


def test_pooled_connection_is_clean_after_the_transaction(committed_cast):
    with committed_cast.inside():
        assert sql("SELECT count(*) FROM person") != [(0,)]
    assert sql("SELECT current_setting('app.org', true)") == [("",)]


def test_stream_enters_the_organization_at_each_step(committed_cast):
    organization_id = committed_cast.outsider.organization.id
    people = iterate_as(organization_id, lambda: (p.name for p in Person.objects.all()))
    assert list(people) == ["Otto Outsider"]
    with pytest.raises(NoOrganizationError):
        list(Person.objects.all())


def test_orm_statements_name_the_organization(cast, django_assert_num_queries):
    with cast.inside(), django_assert_num_queries(3) as captured:
        person = Person.objects.get(pk=cast.employee.person.id)
        assert person.manager.name == "Marco Manager"
        person.save()
    assert all("organization_id" in query["sql"] for query in captured.captured_queries)


def test_user_reads_only_their_own_memberships(cast):
    with as_user(cast.employee.user.id):
        rows = Membership.across_organizations.all()
        assert [row.user_id for row in rows] == [cast.employee.user.id]
        assert sql("SELECT count(*) FROM membership") == [(1,)]
        assert sql("UPDATE membership SET role = 'hr_admin'") == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM membership")
        assert cursor.fetchall() == [(0,)]


def without_csrf_token(response):
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode())


def test_address_of_another_organization_is_as_if_it_were_not_there(cast):
    client = cast.outsider.client()
    foreign = client.get(cast.employee.url("sessions/"))
    unknown = client.get("/o/there-is-no-such/sessions/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert without_csrf_token(foreign) == without_csrf_token(unknown)


def test_address_inside_an_organization_asks_strangers_to_sign_in(cast, anonymous):
    known = anonymous.get(cast.employee.url())
    assert known.status_code == 302
    assert known.url.startswith("/accounts/login/?next=")


def test_system_organization_has_no_address(cast):
    assert cast.employee.client().get("/o/peerlearn-accounts/sessions/").status_code == 404

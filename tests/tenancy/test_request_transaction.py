"""A request's reader and its view share one transaction."""

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from peerlearn import urls
from peerlearn.audit.models import AuditEvent
from peerlearn.people.models import Person


def reads(request):
    return HttpResponse(Person.objects.order_by("name").values_list("name", flat=True)[0])


def writes(request):
    rename(request.person)
    return HttpResponse("")


def fails(request):
    rename(request.person)
    raise Http404


def rename(person):
    Person.objects.filter(id=person.id).update(title="Changed")


inside = [path("reads/", reads), path("writes/", writes), path("fails/", fails)]
urlpatterns = [path("o/<slug:organization_slug>/", include(inside)), *urls.urlpatterns]
pytestmark = pytest.mark.urls(__name__)


def statements(player, page):
    client = player.client()
    with CaptureQueriesContext(connection) as caught:
        client.get(player.url(page))
    return [query["sql"].split()[0] for query in caught]


def test_reading_takes_one_transaction_and_six_statements_beside_the_view(committed_cast):
    found = statements(committed_cast.hr_admin, "reads/")
    assert found == ["SELECT"] * 3 + ["BEGIN", "SELECT", "SELECT", "COMMIT"]


def test_who_acts_is_told_before_the_first_write(committed_cast):
    cast = committed_cast
    found = statements(cast.employee, "writes/")
    assert found == ["SELECT"] * 3 + ["BEGIN", "SELECT", "SET", "UPDATE", "COMMIT"]
    with cast.inside():
        last = AuditEvent.objects.filter(row_id=cast.employee.person.id, operation="U").get()
    assert last.actor == f"person:{cast.employee.person.id}"


def test_failing_view_leaves_nothing(committed_cast):
    cast = committed_cast
    assert cast.employee.client().get(cast.employee.url("fails/")).status_code == 404
    with cast.inside():
        assert not Person.objects.filter(title="Changed").exists()


def test_actor_of_one_request_is_not_the_next_ones(committed_cast):
    cast = committed_cast
    statements(cast.employee, "reads/")
    with cast.inside():
        rename(cast.employee.person)
        last = AuditEvent.objects.filter(row_id=cast.employee.person.id, operation="U").get()
    assert last.actor == "system:peerlearn_app"

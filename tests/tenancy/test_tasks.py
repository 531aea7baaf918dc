import pytest
from celery import Celery

from peerlearn.people.models import Person
from peerlearn.tenancy.tasks import OrgTask


@pytest.fixture
def names():
    app = Celery(set_as_current=False)
    app.conf.task_always_eager = True
    app.conf.task_eager_propagates = True

    # Not shared: our own app, made later, would take it over once for each test.
    @app.task(base=OrgTask, shared=False)
    def names(*, organization_id: str) -> list[str]:
        return list(Person.objects.values_list("name", flat=True))

    return names


def test_task_runs_in_the_organization_of_its_arguments(committed_cast, names):
    organization_id = str(committed_cast.outsider.organization.id)
    assert names.delay(organization_id=organization_id).get() == ["Otto Outsider"]


def test_task_without_organization_is_not_sent(names):
    with pytest.raises(TypeError):
        names.delay()


def test_task_is_sent_when_the_transaction_commits(cast, names, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, cast.inside():
        names.send_on_commit(organization_id=cast.organization.id)
    assert len(callbacks) == 1

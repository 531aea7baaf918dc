"""Tests run as the role peerlearn_app. Only making, flushing and dropping the test database run
as its owner.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from peerlearn import celery_app
from peerlearn.embedded import postgres
from tests import environment
from tests.cast import Cast, make_cast
from tests.database import as_owner, restore_system_organization
from tests.sabotage import apply_mutant
from tests.servers import HEARD, HOST, UNHEARD, MailSink, Worker, flush_queue

# A busy machine is slow; that is no finding about what is tested. The same examples each time, so
# that a change is what turns a test red; `make fuzz` draws new ones.
for profile, same_each_time in (("repeatable", True), ("fuzz", False)):
    hypothesis_settings.register_profile(
        profile,
        deadline=None,
        derandomize=same_each_time,
        suppress_health_check=[HealthCheck.too_slow],
    )
hypothesis_settings.load_profile(os.environ.get("PEERLEARN_EXAMPLES", "repeatable"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, django_db_keepdb: bool) -> Iterator[None]:
    with django_db_blocker.unblock():
        with as_owner() as connection:
            old = setup_databases(
                verbosity=0, interactive=False, keepdb=django_db_keepdb, serialized_aliases=set()
            )
            name = connection.settings_dict["NAME"]
        place = postgres.place_in(environment.FOLDER)
        postgres.secure_database(place.url(postgres.SUPERUSER, name))
        apply_mutant(name)
    yield
    with django_db_blocker.unblock(), as_owner():
        teardown_databases(old, verbosity=0, keepdb=django_db_keepdb)


_flush = TransactionTestCase._fixture_teardown


def _flush_as_owner(self: TransactionTestCase) -> None:
    """A flush is TRUNCATE, which row-level security doesn't govern: the app has no such right."""
    with as_owner():
        _flush(self)
        restore_system_organization()


TransactionTestCase._fixture_teardown = _flush_as_owner  # type: ignore[method-assign]


@pytest.fixture
def cast(db: None) -> Cast:
    """Two organizations with people in every role."""
    return make_cast()


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    """The same, committed: for tests in which other processes look too."""
    return make_cast()


@pytest.fixture
def anonymous() -> Client:
    return Client()


celery_app.conf.task_default_queue = UNHEARD


@pytest.fixture(scope="session", autouse=True)
def mail_through_the_outbox(django_test_environment: None) -> None:
    """Django swaps its mail backend in tests; ours is part of what is tested."""
    settings.EMAIL_BACKEND = "peerlearn.notifications.backend.OutboxBackend"


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailSink]:
    sink = MailSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def mail_sink(mail_server: MailSink, monkeypatch: pytest.MonkeyPatch) -> MailSink:
    """A real mail server, empty: what it took is in `mails`."""
    mail_server.clear()
    address = {"EMAIL_HOST": HOST, "EMAIL_PORT": mail_server.port}
    monkeypatch.setattr(settings, "SMTP", address)
    return mail_server


@pytest.fixture(scope="session")
def worker_process(django_db_setup: None, mail_server: MailSink) -> Iterator[Worker]:
    worker = Worker(mail_server.port)
    yield worker
    worker.stop()


@pytest.fixture
def worker(
    worker_process: Worker,
    mail_sink: MailSink,
    transactional_db: None,
) -> Iterator[Worker]:
    """A real worker on the test database; `worker.tick()` does what the scheduler would."""
    celery_app.conf.task_default_queue = HEARD
    flush_queue()
    if not worker_process.runs:
        worker_process.start()
    yield worker_process
    flush_queue()
    if worker_process.runs:
        worker_process.wait_until_idle()
    celery_app.conf.task_default_queue = UNHEARD


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last, in whatever order the rest is: their web server and event loop live on
    until the end of the run.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)

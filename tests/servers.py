"""A real mail server that keeps what it takes, and a real Celery worker."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, TypeVar

import redis
from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from peerlearn.celery import app
from peerlearn.embedded.processes import Child, start_child
from peerlearn.notifications.wakeup import NUDGED
from tests.environment import FOLDER, ROOT

T = TypeVar("T")
HOST = "127.0.0.1"
APPLICATION = "peerlearn-test-worker"
# Tasks of tests without a worker go where no worker listens: one of an earlier test may still run.
HEARD, UNHEARD = "celery", "unheard"


def wait_for(look: Callable[[], T], what: str, *, seconds: float = 20) -> T:
    """Look until there is something; fail saying what we waited for."""
    until = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > until:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)
    return found


class MailSink:
    """Takes mail on a local port. `refuse` and `hold` let a test make trouble."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.arrivals = 0
        self.refuse: Callable[[str], bool] = lambda _recipient: False
        self.hold: threading.Event | None = None
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="mail sink", daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def clear(self) -> None:
        self.__dict__.update(mails=[], arrivals=0, refuse=lambda _recipient: False, hold=None)

    def to(self, recipient: str) -> list[EmailMessage]:
        """The mails to one address, oldest first."""
        return [mail for mail in self.mails if mail["To"] == recipient]

    def wait_for(self, recipient: str, subject: str = "", *, seconds: float = 20) -> EmailMessage:
        """The first mail to an address whose subject holds a text, when it is there."""

        def look() -> EmailMessage | None:
            return next((m for m in self.to(recipient) if subject in m["Subject"]), None)

        found = wait_for(look, f"a mail “{subject}” to {recipient}", seconds=seconds)
        assert found is not None
        return found

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refuse(address):
            return "550 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.arrivals += 1
        hold = self.hold
        while hold is not None and not hold.is_set():
            await asyncio.sleep(0.01)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)  # type: ignore[arg-type]
        return "250 Kept"

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: SMTP(self, enable_SMTPUTF8=True, loop=self._loop), HOST, 0
            )
        )
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(task)
        self._loop.close()


class Worker:
    """`celery -A peerlearn worker` on the test database and the test Valkey."""

    def __init__(self, mail_port: int) -> None:
        self.log = FOLDER / f"worker-{os.getpid()}.log"
        self._mail_port = mail_port
        self._child: Child | None = None

    @property
    def runs(self) -> bool:
        return self._child is not None and self._child.process.poll() is None

    def start(self) -> None:
        """Start it, and return when it takes tasks."""
        command = [sys.executable, "-m", "celery", "-A", "peerlearn", "worker"]
        options = ["--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
        with self.log.open("wb") as log:
            self._child = start_child(
                "worker", [*command, *options], folder=ROOT, output=log, env=self._environment()
            )
        wait_for(lambda: b" ready." in self.log.read_bytes(), "the worker to start", seconds=60)

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def kill(self) -> None:
        """kill -9 the worker with its processes, and forget it."""
        assert self._child is not None
        os.killpg(self._child.process.pid, 9)
        self._child.process.wait()
        self._child = None

    def tick(self) -> None:
        """What the scheduler does every few seconds: send each scheduled task once."""
        for entry in settings.CELERY_BEAT_SCHEDULE.values():
            app.send_task(entry["task"], ignore_result=True)

    def wait_until_idle(self) -> None:
        """Return when no task waits and no process but ours works in the database."""

        def quiet() -> bool:
            # Between taking a task and connecting, a worker is seen in neither place.
            return all(_idle_after(0.05) for _look in range(3))

        wait_for(quiet, "the worker to finish its tasks")

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": test_database_url(),
            "SMTP_URL": f"smtp://{HOST}:{self._mail_port}",
            "PGAPPNAME": APPLICATION,
        }


def test_database_url() -> str:
    """The address of the database that this test run made."""
    name = connections["default"].settings_dict["NAME"]
    before, query = os.environ["DATABASE_URL"].split("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{query}"


test_database_url.__test__ = False  # type: ignore[attr-defined]


def flush_queue() -> None:
    """Forget the tasks that wait, and that one was sent."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(HEARD, UNHEARD, "unacked", "unacked_index")
    cache.delete(NUDGED)


def queued() -> int:
    """How many tasks wait, or are held by a worker that hasn't begun them."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        return sum(int(client.llen(name)) for name in (HEARD, UNHEARD)) + int(
            client.hlen("unacked")
        )


def busy() -> bool:
    """Whether a worker is connected to the test database: it is for the length of a task."""
    own = connections["default"]
    own.ensure_connection()
    with own.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = %s",
            [APPLICATION],
        )
        return bool(cursor.fetchone()[0])


def _idle_after(seconds: float) -> bool:
    time.sleep(seconds)
    return queued() == 0 and not busy()

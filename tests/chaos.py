"""Workers that are killed with -9, schedulers that come in twos, servers that go away."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil
import redis
from django.conf import settings
from django.db import connections

from peerlearn.embedded import postgres
from peerlearn.embedded.ports import answers, free_port
from peerlearn.embedded.processes import Child, kill_group, start_child
from tests.environment import FOLDER, ROOT, running
from tests.servers import HOST, test_database_url, wait_for

CELERY = [sys.executable, "-m", "celery", "-A", "peerlearn"]
WORKER = ["worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
KILL_EVERY, DOWN = 2.0, 2.0


class Chaos:
    """Workers, two schedulers and a mail server that notes what it takes, in processes of their
    own. Its dice fall the same way each time.
    """

    def __init__(self, workers: int) -> None:
        self.dice = random.Random(5)
        self.port, self.log = free_port(), FOLDER / "chaos-mails.log"
        self.log.unlink(missing_ok=True)
        self.killed = 0
        counter = [sys.executable, "-m", "workshop.mail_counter"]
        self.others = [
            self._start("counter", [*counter, str(self.port), str(self.log), "0.02"]),
            *(self._start(f"beat-{n}", [*CELERY, "beat", *_own_schedule(n)]) for n in (1, 2)),
        ]
        wait_for(lambda: answers(HOST, self.port), "the mail counter")
        self.workers = [self._worker(number) for number in range(workers)]

    def rage(self, seconds: float, *, at: dict[float, Callable[[], object]]) -> None:
        """Kill something of the workers every two seconds; and do what is planned at its time."""
        begin, next_kill = time.monotonic(), KILL_EVERY
        planned = sorted(at.items())
        while (now := time.monotonic() - begin) < seconds:
            while planned and planned[0][0] <= now:
                planned.pop(0)[1]()
            if now >= next_kill:
                self.kill_one()
                next_kill += KILL_EVERY
            time.sleep(0.05)

    def kill_one(self) -> None:
        """kill -9 a whole worker and start another, or one of its processes at work."""
        number = self.dice.randrange(len(self.workers))
        pid = self.workers[number].process.pid
        hands = psutil.Process(pid).children() if psutil.pid_exists(pid) else []
        if hands and self.dice.random() < 0.5:
            self.killed += 1
            os.kill(self.dice.choice(hands).pid, signal.SIGKILL)
            return
        self.killed += max(1, len(hands))
        kill_group(pid)
        self.workers[number].process.wait()
        self.workers[number] = self._worker(number)

    def flush_redis(self) -> None:
        """Tasks, locks and caches are gone."""
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            client.flushall()

    def restart_postgres(self) -> None:
        """All connections are cut, and for a while there is nobody to connect to."""
        place = postgres.place_in(FOLDER)
        number = [child.name for child in running.children].index("postgres")
        running.children[number].stop()
        connections.close_all()
        time.sleep(DOWN)
        running.children[number] = postgres.start(place, durable=False)
        postgres.wait_until_ready(place, running.children[number])
        self.killed += len(self.workers) * 2  # each may have been in the middle of a mail

    def wait_for_workers(self) -> None:
        """Return when all of them take tasks again: on a busy machine their start takes long."""
        for number in range(len(self.workers)):
            log = self._log_of(f"worker-{number}")
            wait_for(lambda log=log: b" ready." in log.read_bytes(), "a worker", seconds=150)

    def arrivals(self) -> list[tuple[float, str]]:
        """When which Message-ID was accepted; one that was accepted twice is there twice."""
        if not self.log.exists():
            return []
        lines = self.log.read_text().splitlines()
        return [(float(when), message) for when, message in map(str.split, lines)]

    def copies(self) -> Counter[str]:
        return Counter(message for _when, message in self.arrivals())

    def stop(self) -> None:
        for child in [*self.workers, *self.others]:
            kill_group(child.process.pid)
            child.process.wait()

    def _worker(self, number: int) -> Child:
        return self._start(f"worker-{number}", [*CELERY, *WORKER, f"--hostname=chaos{number}@%h"])

    def _start(self, name: str, command: list[str]) -> Child:
        with self._log_of(name).open("wb") as log:
            return start_child(name, command, folder=ROOT, output=log, env=self._environment())

    def _log_of(self, name: str) -> Path:
        return FOLDER / f"chaos-{name}.log"

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": test_database_url(),
            "SMTP_URL": f"smtp://{HOST}:{self.port}",
        }


def _own_schedule(number: int) -> list[str]:
    file = FOLDER / f"chaos-schedule-{number}"
    for path in FOLDER.glob(f"{file.name}*"):
        path.unlink()
    return [f"--schedule={file}", "--pidfile=", "--loglevel=WARNING"]

"""`make run` from a folder with spaces: starts, mends itself, stops, and leaves nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from peerlearn.embedded.ports import LOOPBACK
from tests.embedded.test_supervisor import is_alive
from tests.servers import wait_for

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


class Run:
    """A `make run` of its own state, writing its log to a file."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    def says(self, pattern: str, seconds: float = START_SECONDS) -> re.Match[str]:
        """The first place in the log that matches, waited for."""
        try:
            return wait_for(
                lambda: re.search(pattern, self.log.read_text()), pattern, seconds=seconds
            )
        except AssertionError as error:
            error.add_note(self.log.read_text())
            raise

    def family(self) -> list[psutil.Process]:
        """All processes that it has started, theirs included."""
        return psutil.Process(self.process.pid).children(recursive=True)


@contextmanager
def run_of(state: Path, log: Path, **env: str) -> Iterator[Run]:
    """Runs the product with a bare environment, and ends it in any case."""
    command = [sys.executable, "-m", "peerlearn.embedded", "--state", str(state), "run"]
    bare = {"PATH": os.environ["PATH"], "DEMO": "no", "LOG_LEVEL": "INFO", **env}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=bare, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield Run(process, log)
    finally:
        process.kill()
        process.wait()


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 (our own address)
        return int(answer.status)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One state for the module: the second run finds what the first has made."""
    return tmp_path_factory.mktemp("a run") / "state of it"


@pytest.mark.timeout(400)
def test_run_serves_mends_itself_and_stops_without_a_trace(state: Path, tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with run_of(state, tmp_path / "log", PORT=str(port)) as run:
            address = run.says(r"ready after \d+ s: (http://localhost:\d+)")[1]
            assert f"Port {port} is taken by another program" in run.log.read_text()
            assert status_of(f"{address}/readyz") == 200
            run.says("worker .* ready")

            with run_of(state, tmp_path / "second") as second:
                second.says(f"already runs from this folder: {address}")
                assert second.process.wait(30) == 1

            (web,) = (p for p in run.family() if "uvicorn" in p.cmdline())
            web.kill()
            run.says("web was ended by SIGKILL; starting it again")
            run.says(r"(?s)Uvicorn running.*Uvicorn running")
            assert status_of(f"{address}/readyz") == 200

            family = run.family()
            assert len(family) > 5
            run.process.send_signal(signal.SIGINT)
            assert run.process.wait(60) == 0
            assert [process for process in family if is_alive(process)] == []


@pytest.mark.timeout(400)
def test_killed_run_leaves_nothing_and_the_next_one_works(state: Path, tmp_path: Path) -> None:
    with run_of(state, tmp_path / "log", PORT="8100") as run:
        run.says("Peerlearn is ready")
        run.says("worker .* ready")
        family = run.family()
        run.process.kill()
        wait_for(lambda: not any(map(is_alive, family)), "the end of the family", seconds=60)
    with run_of(state, tmp_path / "again", PORT="8100") as again:
        address = again.says(r"ready after \d+ s: (http://localhost:\d+)")[1]
        assert status_of(f"{address}/readyz") == 200


def test_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    foreign = {"DATABASE_URL": url, "DATABASE_OWNER_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0"}
    with run_of(tmp_path / "state", tmp_path / "log", **foreign) as run:
        assert run.process.wait(60) == 1
        assert "Cannot run: the database does not answer" in run.log.read_text()

"""Several programs as one: their log, their deaths, their stop."""

import io
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from peerlearn.embedded.console import Console
from peerlearn.embedded.processes import EmbeddedError
from peerlearn.embedded.supervisor import LONGEST_PAUSE, Program, Supervisor
from tests.servers import wait_for

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervisor(tmp_path: Path, written: io.StringIO) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path, Console(written))
    yield made
    made.hurry = True
    made.stop()


def python(name: str, code: str, patience: float = 10) -> Program:
    return Program(name, [sys.executable, "-u", "-c", code], dict(os.environ), patience)


def wait_for_line(supervisor: Supervisor, written: io.StringIO, pattern: str) -> re.Match[str]:
    """The first place in the log that matches; the supervisor works meanwhile."""

    def look() -> re.Match[str] | None:
        supervisor.show_lines(0.05)
        now = time.monotonic()
        for life in supervisor.lives:
            supervisor.look_after(life, now)
        return re.search(pattern, written.getvalue())

    return wait_for(look, pattern)


def test_each_line_carries_the_name_of_its_program(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    supervisor.run_to_end(python("one", "print('a'); print('b')"))
    supervisor.run_to_end(python("another", "import sys; print('c', file=sys.stderr)"))
    assert written.getvalue() == "one       | a\none       | b\nanother   | c\n"


def test_output_of_a_finished_program_is_given_back_without_its_errors(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    code = "import sys; print('a'); print('progress', file=sys.stderr); print('bé', end='')"
    assert supervisor.run_to_end(python("one", code)) == ["a", "bé"]
    assert "one       | progress\n" in written.getvalue()


def test_failed_program_is_an_error_that_names_it(supervisor: Supervisor) -> None:
    with pytest.raises(EmbeddedError, match="migrate failed"):
        supervisor.run_to_end(python("migrate", "raise SystemExit(3)"))


def test_dead_program_is_reported_and_started_again(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    life = supervisor.start(python("worker", SLEEPER))
    wait_for_line(supervisor, written, "worker    [|] up")
    first = life.child.process.pid
    life.child.process.kill()
    wait_for_line(supervisor, written, "worker was ended by SIGKILL; starting it again in 1 s")
    wait_for_line(supervisor, written, r"(?s)up.*up")
    assert life.child.process.pid != first


def test_program_that_dies_again_and_again_waits_longer(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    life = supervisor.start(python("worker", "raise SystemExit(7)"))
    wait_for_line(supervisor, written, "ended with status 7; starting it again in 1 s")
    wait_for_line(supervisor, written, "starting it again in 2 s")
    assert life.pause == 4
    life.pause = LONGEST_PAUSE
    life.start_again_at = 0
    wait_for_line(supervisor, written, "starting it again in 30 s")
    assert life.pause == LONGEST_PAUSE


def test_program_that_ends_before_it_is_ready_is_an_error(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    life = supervisor.start(python("web", "raise SystemExit('the port is taken')"))
    with pytest.raises(EmbeddedError, match="web ended at its start"):
        supervisor.wait_until(lambda: False, life, 20)
    assert "web       | the port is taken\n" in written.getvalue()


def test_programs_stop_in_the_order_of_their_start(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    for name in ("web", "worker"):
        code = f"import signal, sys; signal.signal(15, lambda *_: sys.exit('bye')); {SLEEPER}"
        supervisor.start(python(name, code))
    wait_for_line(supervisor, written, r"(?s)(up.*){2}")
    supervisor.stop()
    said = [line for line in written.getvalue().splitlines() if line.endswith("bye")]
    assert said == ["web       | bye", "worker    | bye"]


def test_stubborn_program_is_ended_after_its_patience(
    supervisor: Supervisor, written: io.StringIO
) -> None:
    life = supervisor.start(python("worker", STUBBORN, patience=0.5))
    wait_for_line(supervisor, written, "up")
    supervisor.stop()
    assert life.child.process.returncode == -signal.SIGKILL


def test_second_interrupt_ends_the_patience(supervisor: Supervisor, written: io.StringIO) -> None:
    life = supervisor.start(python("worker", STUBBORN, patience=60))
    wait_for_line(supervisor, written, "up")
    impatient = threading.Timer(0.5, supervisor.hurry_up)
    impatient.start()
    began = time.monotonic()
    supervisor.stop()
    impatient.join()
    assert time.monotonic() - began < 20
    assert life.child.process.returncode == -signal.SIGKILL


def test_children_of_a_program_end_with_it(supervisor: Supervisor, written: io.StringIO) -> None:
    code = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}])
print("child", child.pid, flush=True)
child.wait()
"""
    supervisor.start(python("worker", code))
    found = wait_for_line(supervisor, written, r"child (\d+)\n")
    grandchild = psutil.Process(int(found[1]))
    supervisor.stop()
    wait_for(lambda: not is_alive(grandchild), "the end of the grandchild")


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_much_output_does_not_block_a_program(supervisor: Supervisor) -> None:
    lines = supervisor.run_to_end(python("one", "print('x' * 500_000)\nprint('end')"))
    assert lines == ["x" * 500_000, "end"]

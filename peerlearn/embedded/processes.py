"""Child processes that die with their parent, and what an earlier parent left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

LAUNCH = Path(__file__).with_name("launch.py")


class EmbeddedError(RuntimeError):
    """Something that keeps the servers from running, in a sentence for the person at the desk."""


@dataclass(frozen=True)
class Child:
    """A program of ours that runs; `stop_signal` is its polite request to finish."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals = signal.SIGTERM

    def stop(self, patience: float = 10) -> None:
        """Asks the program to finish and ends its process group after `patience` seconds."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                kill_group(self.process.pid)
                self.process.wait()


def start_child(
    name: str,
    command: Sequence[str | Path],
    *,
    folder: Path,
    output: IO[bytes] | int,
    errors: int = subprocess.STDOUT,
    env: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    user: str | None = None,
) -> Child:
    """Starts `command` in `folder`, in a process group of its own, tied to our life.

    Call it from the main thread: on Linux the tie is to the thread that starts the child.
    """
    process = subprocess.Popen(  # noqa: S603 (our own commands)
        launch_command(command, stop_signal=stop_signal, user=user),
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
    )
    return Child(name, process, stop_signal)


def launch_command(
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    user: str | None = None,
) -> list[str]:
    """The command line that runs `command` as `user` and ends it when this process dies."""
    tie = [str(os.getpid()), str(int(stop_signal)), user or "-"]
    return [sys.executable, "-I", "-S", str(LAUNCH), *tie, *map(str, command)]


def kill_group(pid: int) -> None:
    """Ends the process group that `pid` leads, without asking."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def running_in(folder: Path, program: str) -> list[psutil.Process]:
    """Processes called `program` whose working folder is `folder`, whoever started them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name() == program and Path(process.cwd()) == folder:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def end(processes: Iterable[psutil.Process], ask: signal.Signals, patience: float = 10) -> None:
    """Asks each process to finish, waits `patience` seconds for all, then kills what is left."""
    waiting = list(processes)
    for process in waiting:
        send(process, ask)
    _gone, alive = psutil.wait_procs(waiting, patience)
    for process in alive:
        send(process, signal.SIGKILL)
    psutil.wait_procs(alive, patience)


def send(process: psutil.Process, number: signal.Signals) -> None:
    """Sends a signal to a process that may have ended meanwhile."""
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return

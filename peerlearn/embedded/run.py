"""`make run`: the whole product on one machine, for somebody who tries or develops it."""

import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg2

from peerlearn.embedded import environment, servers
from peerlearn.embedded.console import Console
from peerlearn.embedded.files import write_private
from peerlearn.embedded.ports import answers, first_free, free_port
from peerlearn.embedded.processes import EmbeddedError
from peerlearn.embedded.servers import take_lock
from peerlearn.embedded.supervisor import Program, Supervisor

PORTS_TRIED = 50
WEB_SECONDS = 90
# Celery warns of a worker of root; here root is a newcomer in a container.
ROOT_IS_FINE = "ignore:You're running the worker with superuser:UserWarning"


@dataclass(frozen=True)
class Checkout:
    """The folder of the product, and the folder of what its runs keep."""

    root: Path
    state: Path

    @property
    def mailbox(self) -> Path:
        return self.state / "mailbox"

    @property
    def address(self) -> Path:
        return self.state / "address.txt"

    @property
    def logins(self) -> Path:
        return self.state / "demo-logins.txt"


def run(checkout: Checkout, console: Console) -> int:
    """Runs everything until interrupted; the exit status for the shell."""
    checkout.state.mkdir(parents=True, exist_ok=True)
    lock = take_lock(checkout.state / "run.lock")
    if lock is None:
        console.say(f"Peerlearn already runs from this folder: {checkout.address.read_text()}")
        return 1
    with lock, ExitStack() as cleanup:
        on_signals(signal.default_int_handler)
        try:
            run_until_interrupted(checkout, console, cleanup)
        except KeyboardInterrupt:
            console.say("Stopping; Ctrl-C once more ends everything at once.")
            return 0
        except EmbeddedError as error:
            console.say(f"Cannot run: {error}")
            return 1


def on_signals(handler: Callable[[int, FrameType | None], None]) -> None:
    """A closed terminal or a `kill` is treated as Ctrl-C is."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, handler)


def run_until_interrupted(checkout: Checkout, console: Console, cleanup: ExitStack) -> NoReturn:
    """Starts everything and looks after it; `cleanup` stops it in order."""
    began = time.monotonic()
    given = environment.given(checkout.root)
    own_servers = start_servers(checkout, given, console)
    if own_servers is not None:
        cleanup.callback(own_servers.stop)
    supervisor = Supervisor(checkout.root, console)
    cleanup.callback(supervisor.stop)
    cleanup.callback(on_signals, supervisor.hurry_up)
    values = settings_for(checkout, given, own_servers, console)
    prepare(checkout, values, supervisor)
    start_programs(checkout, values, supervisor)
    console.say(welcome(checkout, values, time.monotonic() - began))
    supervisor.run_forever()


def start_servers(
    checkout: Checkout, given: Mapping[str, str], console: Console
) -> servers.Servers | None:
    """Our own servers, or None when the environment names others for both.

    Raises:
        EmbeddedError: another command has started them, and would stop them under us.
    """
    if "DATABASE_URL" in given and "REDIS_URL" in given:
        return None
    console.say("Starting Postgres and Valkey.")
    found = servers.start(checkout.state)
    if not found.children:
        raise EmbeddedError("another command uses the servers of this folder; let it end first.")
    return found


def settings_for(
    checkout: Checkout,
    given: Mapping[str, str],
    own_servers: servers.Servers | None,
    console: Console,
) -> dict[str, str]:
    """The environment of all our programs: what is given wins over what we make up.

    Raises:
        EmbeddedError: no port is free, or a given value will not do.
    """
    if "DATABASE_URL" in given and "DATABASE_OWNER_URL" not in given:
        raise EmbeddedError(
            "DATABASE_URL is set, so DATABASE_OWNER_URL must be too: "
            "migrations run as the owner of the tables, never as the application."
        )
    host = given.get("HOST", "127.0.0.1")
    port = choose_port(host, given.get("PORT", "8000"), console)
    made_up = {
        **(own_servers.environment() if own_servers else {}),
        **environment.kept_secrets(checkout.state),
        **environment.at_address(host, port),
        "LOCAL_RUN": "true",
        # The address and the logins stay in sight; INFO shows each request and task.
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }
    if "SMTP_URL" not in given:
        made_up |= environment.mail_sink(free_port(), checkout.mailbox)
    return {**made_up, **given, "HOST": host, "PORT": str(port)}


def choose_port(host: str, setting: str, console: Console) -> int:
    """The wanted port, or the next free one, with a word about it."""
    if not setting.isdecimal():
        raise EmbeddedError(f"PORT must be a number, not {setting!r}.")
    wanted = int(setting)
    port = first_free(host, range(wanted, wanted + PORTS_TRIED))
    if port is None:
        raise EmbeddedError(f"No port from {wanted} to {wanted + PORTS_TRIED - 1} is free.")
    if port != wanted:
        console.say(f"Port {wanted} is taken by another program; using {port}.")
    return port


def prepare(checkout: Checkout, values: Mapping[str, str], supervisor: Supervisor) -> None:
    """Brings the database up to date, and fills an empty one with the demo companies."""
    owner = {**values, "DATABASE_ROLE": "owner"}
    connect(values["DATABASE_OWNER_URL"]).close()
    supervisor.console.say("Bringing the database up to date.")
    supervisor.run_to_end(manage("migrate", "--verbosity=0", "--no-input", env=owner))
    demo = checkout.root / "peerlearn/demo/management/commands/demo.py"
    wanted = demo.exists() and values.get("DEMO") != "no"
    if wanted and not holds_organizations(values["DATABASE_URL"]):
        supervisor.console.say("Filling the empty database with the demo companies.")
        lines = supervisor.run_to_end(manage("demo", env=environment.without_owner(values)))
        write_private(checkout.logins, "\n".join(lines) + "\n")


def manage(command: str, *arguments: str, env: Mapping[str, str]) -> Program:
    """A Django command as a program."""
    return Program(command, [sys.executable, "manage.py", command, *arguments], env)


def holds_organizations(url: str) -> bool:
    """Whether somebody has made an organization in this database."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM organization WHERE status <> 'system')")
        found = cursor.fetchone()
    return found is not None and bool(found[0])


def connect(url: str) -> psycopg2.extensions.connection:
    """A connection.

    Raises:
        EmbeddedError: the database does not answer, or not to this role.
    """
    try:
        return psycopg2.connect(url)
    except psycopg2.OperationalError as error:
        raise EmbeddedError(f"the database does not answer: {error}") from None


def start_programs(checkout: Checkout, values: Mapping[str, str], supervisor: Supervisor) -> None:
    """Starts what serves people and returns when the pages answer."""
    env = environment.without_owner(values)
    host, port = values["HOST"], int(values["PORT"])
    web = supervisor.start(Program("web", web_command(host, port), env))
    celery = [sys.executable, "-W", ROOT_IS_FINE, "-m", "celery", "--quiet", "-A", "peerlearn"]
    schedule = f"--schedule={checkout.state / 'schedule'}"
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile=", schedule]
    supervisor.start(Program("scheduler", beat, env))
    work = [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-mingle"]
    supervisor.start(Program("worker", work, env, patience=20))
    if "DEV_MAILBOX" in values and values["SMTP_URL"].startswith("smtp://127.0.0.1:"):
        sink = [sys.executable, "-m", "peerlearn.embedded.mail_sink"]
        port_of_sink = values["SMTP_URL"].rsplit(":", 1)[1]
        supervisor.start(Program("mail", [*sink, port_of_sink, values["DEV_MAILBOX"]], env))
    write_private(checkout.address, values["BASE_URL"])
    supervisor.wait_until(lambda: answers("127.0.0.1", port), web, WEB_SECONDS)


def web_command(host: str, port: int) -> list[str]:
    """The web server; event streams never end by themselves, so a stop waits two seconds."""
    place = ["--host", host, "--port", str(port)]
    ways = ["--timeout-graceful-shutdown", "2", "--lifespan", "off", "--no-server-header"]
    ways.append("--no-proxy-headers")  # whom to believe says TRUSTED_PROXIES
    return [sys.executable, "-m", "uvicorn", "peerlearn.asgi:application", *place, *ways]


def welcome(checkout: Checkout, values: Mapping[str, str], seconds: float) -> str:
    """What a newcomer needs to know now."""
    lines = ["", f"Peerlearn is ready after {seconds:.0f} s: {values['BASE_URL']}"]
    if "DEV_MAILBOX" in values:
        lines.append(f"Its mails stay on this machine: {values['BASE_URL']}/mailbox/")
    if checkout.logins.exists():
        lines += ["", *checkout.logins.read_text().splitlines()]
    return "\n".join([*lines, "", "Ctrl-C stops everything.", ""])

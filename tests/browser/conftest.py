"""A real browser against a real web server, worker, database and mail server."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from peerlearn.embedded.processes import Child, start_child
from tests.browser.actor import Actor
from tests.environment import FOLDER, ROOT
from tests.servers import MailSink, Worker, test_database_url, wait_for

# Playwright's synchronous API keeps an event loop in this thread; Django would refuse its ORM here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Milliseconds. A loaded machine is slow; what is waited for comes at once otherwise.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's browser where there is one; else Playwright's own."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "timezone_id": "Europe/Berlin",
        "locale": "en-GB",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def web(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a uvicorn on the test database."""
    port = 8900 + os.getpid() % 90
    address = f"http://localhost:{port}"
    log = FOLDER / "web.log"
    environment = {
        **os.environ,
        "DATABASE_URL": test_database_url(),
        "BASE_URL": address,
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-m", "uvicorn", "peerlearn.asgi:application", "--port", str(port)]
    with log.open("wb") as output:
        child: Child = start_child("web", command, folder=ROOT, output=output, env=environment)
    try:
        wait_for(lambda: b"Uvicorn running" in log.read_bytes(), "the web server", seconds=60)
        yield address
    finally:
        child.stop()


@pytest.fixture(scope="session")
def base_url(web: str) -> str:
    """Instead of Playwright's own fixture, a method of a class, which pytest warns of."""
    return web


@pytest.fixture
def people(
    transactional_db: None,
    web: str,
    worker: Worker,
    mail_sink: MailSink,
    browser: Any,
    browser_context_args: dict[str, Any],
) -> Iterator[Any]:
    """`people("hanna")`: a person with a browser of their own; the worker and the mails run.

    What each of them saw last is left in .run/test/screens.
    """
    actors: list[Actor] = []

    def arrive(name: str, **options: Any) -> Actor:
        context = browser.new_context(**{**browser_context_args, **options})
        context.set_default_timeout(PATIENCE)
        actors.append(Actor(name, context.new_page(), web, mail_sink))
        return actors[-1]

    yield arrive
    for actor in actors:
        actor.page.screenshot(path=FOLDER / "screens" / f"{actor.name}.png", full_page=True)
        actor.page.context.close()

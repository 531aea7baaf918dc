"""The stream of a room, served by a real uvicorn to real sockets."""

import http.client
import os
import signal
import socket
import sys
import time

import psutil
import pytest
from django.db import connection

from peerlearn.embedded.processes import start_child
from tests.environment import FOLDER, ROOT
from tests.servers import test_database_url, wait_for


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """A uvicorn on the test database, and what it has written."""

    def __init__(self):
        self.open = []
        self.port, self.log = free_port(), FOLDER / f"served-{os.getpid()}.log"
        command = [sys.executable, "-m", "uvicorn", "peerlearn.asgi:application"]
        ways = ["--port", str(self.port), "--lifespan", "off", "--timeout-graceful-shutdown", "2"]
        ours = {"DATABASE_URL": test_database_url(), "PGAPPNAME": "served", "WEB_THREADS": "1"}
        with self.log.open("wb") as log:
            self.child = start_child(
                "web", [*command, *ways], folder=ROOT, output=log, env={**os.environ, **ours}
            )
        wait_for(lambda: "Uvicorn running" in self.written, "the web server", seconds=60)

    @property
    def written(self):
        return self.log.read_text()

    @property
    def threads(self):
        return psutil.Process(self.child.process.pid).num_threads()

    def ask(self, player, method, path, body="", **headers):
        """One request as a signed-in player; the answer isn't read yet."""
        cookie = "; ".join(f"{name}={value.value}" for name, value in player.items())
        talk = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.open.append(talk)
        talk.request(method, path, body or None, {"Cookie": cookie, **kind, **headers})
        answer = talk.getresponse()
        self.open.append(answer)
        return answer

    def stop(self):
        while self.open:
            self.open.pop().close()
        self.child.stop()


@pytest.fixture
def server(committed_room):
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def address(committed_cast, committed_room):
    return committed_cast.employee.url(f"sessions/{committed_room.id}/")


def cookies(player):
    client = player.client()
    client.get("/healthz")
    jar = client.cookies
    jar["csrftoken"] = "c" * 32
    return jar


def lines_until(stream, wanted, seconds=5):
    """What a stream says, up to a line that begins so."""
    found, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        line = stream.readline().decode().rstrip("\n")
        found.append(line)
        if line.startswith(wanted):
            return found
    raise AssertionError(f"no {wanted!r} in {found}")


def ask_question(server, player, address, text):
    headers = {"X-CSRFToken": "c" * 32, "HX-Request": "true"}
    answer = server.ask(player, "POST", f"{address}questions/", f"text={text}", **headers)
    assert answer.status == 200


def test_question_is_told_and_replayed_after_a_drop(committed_cast, server, address):
    asker, reader = cookies(committed_cast.employee), cookies(committed_cast.manager)
    stream = server.ask(reader, "GET", f"{address}stream/")
    assert (stream.status, stream.headers["Content-Type"]) == (200, "text/event-stream")
    assert stream.headers["X-Stream-Channel"] is None
    lines_until(stream, "retry:")
    ask_question(server, asker, address, "Why")
    told = lines_until(stream, "event: questions")
    last = next(line for line in told if line.startswith("id: ")).removeprefix("id: ")
    ask_question(server, asker, address, "And")
    again = server.ask(reader, "GET", f"{address}stream/", **{"Last-Event-ID": last})
    lines_until(again, "event: questions")


def test_page_and_stream_leave_no_gap_between_them(committed_cast, server, address):
    asker, reader = cookies(committed_cast.employee), cookies(committed_cast.manager)
    page = server.ask(reader, "GET", f"{address}live/").read().decode()
    ask_question(server, asker, address, "Why")
    path = page.split('sse-connect="')[1].split('"')[0]
    stream = server.ask(reader, "GET", path)
    lines_until(stream, "event: questions")


def test_open_stream_holds_neither_a_thread_nor_a_connection_to_the_database(
    committed_cast, server, address
):
    reader = cookies(committed_cast.manager)
    server.ask(reader, "GET", f"{address}live/").read()
    before = server.threads
    for _ in range(20):
        lines_until(server.ask(reader, "GET", f"{address}stream/"), "retry:")
    wait_for(lambda: server.threads <= before + 1, "the threads to end", seconds=5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = 'served'")
        assert cursor.fetchall() == [(1,)]  # that of the one thread for pages


def test_stranger_and_outsider_get_no_stream(committed_cast, server, address):
    stranger = server.ask({}, "GET", f"{address}stream/")
    assert stranger.status == 302
    assert server.ask(cookies(committed_cast.outsider), "GET", f"{address}stream/").status == 404


def test_access_log_has_no_line_of_participants(committed_cast, server, address):
    asker = cookies(committed_cast.employee)
    server.ask(asker, "GET", f"{address}live/").read()
    ask_question(server, asker, address, "Why")
    server.ask(asker, "GET", "/healthz").read()
    wait_for(lambda: "GET /healthz" in server.written, "the access log")
    assert "/questions/" not in server.written
    assert "/live/" not in server.written


def test_server_stops_with_a_stream_open(committed_cast, server, address):
    stream = server.ask(cookies(committed_cast.employee), "GET", f"{address}stream/")
    lines_until(stream, "retry:")
    server.child.process.send_signal(signal.SIGTERM)
    assert server.child.process.wait(8) is not None

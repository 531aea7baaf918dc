"""The embedded servers: rights of the roles, odd folders, and what crashes leave behind."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from peerlearn.embedded import postgres, servers
from peerlearn.embedded.processes import running_in
from peerlearn.embedded.servers import Servers
from tests.servers import wait_for

OWNER_OF_A_FOLDER = """
import sys, time
from pathlib import Path
from peerlearn.embedded import servers
servers.start(Path(sys.argv[1]), durable=False)
print("ready", flush=True)
try:
    time.sleep(120)
except KeyboardInterrupt:
    pass
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with servers.running(tmp_path_factory.mktemp("a path with spaces"), durable=False) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def server_processes(folder: Path) -> list[psutil.Process]:
    return [
        *running_in(folder / "postgres", "postgres"),
        *running_in(folder / "valkey", "valkey-server"),
    ]


@contextlib.contextmanager
def owner_of(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds the servers of `folder`."""
    command = [sys.executable, "-c", OWNER_OF_A_FOLDER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_servers_answer_on_a_path_with_spaces(running: Servers) -> None:
    assert rows(running.database_url, "SELECT current_user") == [("peerlearn_app",)]
    assert redis.Redis.from_url(running.redis_url).ping() is True


def test_roles_have_exactly_their_rights(running: Servers) -> None:
    statement = """
        SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit
        FROM pg_roles WHERE rolname LIKE 'peerlearn%' ORDER BY rolname
    """
    assert rows(running.superuser_url, statement) == [
        ("peerlearn_app", True, False, False, False, False, False),
        ("peerlearn_definer", False, False, True, False, False, True),
        ("peerlearn_maint", True, False, True, False, False, True),
        ("peerlearn_owner", True, False, True, True, False, True),
    ]


def test_app_role_is_a_member_of_no_other(running: Servers) -> None:
    statement = """
        SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members
        WHERE member::regrole::text LIKE 'peerlearn%' ORDER BY 1, 2
    """
    assert rows(running.superuser_url, statement) == [
        ("peerlearn_maint", "pg_read_all_data"),
        ("peerlearn_maint", "pg_write_all_data"),
        ("peerlearn_owner", "peerlearn_definer"),
    ]


def test_app_role_has_its_limits_and_writes_no_values_to_the_log(running: Servers) -> None:
    statement = "SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = 'peerlearn_app' ORDER BY 1"
    assert rows(running.superuser_url, statement) == [
        ("idle_in_transaction_session_timeout=30s",),
        ("lock_timeout=5s",),
        ("log_error_verbosity=terse",),
        ("log_min_error_statement=panic",),
        ("max_parallel_workers_per_gather=0",),
        ("statement_timeout=15s",),
    ]


@pytest.mark.parametrize("statement", ["CREATE TABLE t ()", "CREATE TEMP TABLE t ()"])
def test_app_role_may_not_make_tables(running: Servers, statement: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        rows(running.database_url, statement)


def test_app_role_may_not_become_the_definer(running: Servers) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        rows(running.database_url, "SET ROLE peerlearn_definer")


def test_owner_can_give_a_function_to_the_definer(running: Servers) -> None:
    statement = """
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
        ALTER FUNCTION f() OWNER TO peerlearn_definer;
        SELECT proowner::regrole::text FROM pg_proc WHERE proname = 'f'
    """
    assert rows(running.owner_url, statement) == [("peerlearn_definer",)]


def test_nothing_listens_on_a_network_address(running: Servers) -> None:
    assert rows(running.superuser_url, "SHOW listen_addresses") == [("",)]


def test_valkey_refuses_without_its_password(running: Servers) -> None:
    port = redis.Redis.from_url(running.redis_url).connection_pool.connection_kwargs["port"]
    with redis.Redis(port=port, retry=None) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_data_stays_over_a_restart_and_stop_leaves_nothing(folder: Path) -> None:
    with servers.running(folder, durable=False) as first:
        rows(first.owner_url, "CREATE TABLE kept (); SELECT 1")
        assert len(server_processes(folder)) > 1
    assert server_processes(folder) == []
    with servers.running(folder, durable=False) as second:
        assert rows(second.owner_url, "SELECT to_regclass('kept')::text") == [("kept",)]


def test_a_second_process_joins_and_leaves_the_servers_alone(folder: Path) -> None:
    with owner_of(folder):
        joined = servers.start(folder, durable=False)
        joined.stop()
        assert rows(joined.database_url, "SELECT 1") == [(1,)]


def test_killed_owner_leaves_nothing_running(folder: Path) -> None:
    with owner_of(folder) as owner:
        owner.kill()
    wait_for(lambda: server_processes(folder) == [], "the end of the servers")


def test_start_after_a_killed_server_works(folder: Path) -> None:
    with owner_of(folder):
        for process in server_processes(folder):
            process.kill()
    assert (folder / "postgres" / "postmaster.pid").exists()
    with servers.running(folder, durable=False) as again:
        assert rows(again.database_url, "SELECT 1") == [(1,)]


def test_pid_file_that_names_a_stranger_is_no_obstacle(folder: Path) -> None:
    with servers.running(folder, durable=False):
        text = (folder / "postgres" / "postmaster.pid").read_text()
    stranger = "\n".join([str(os.getpid()), *text.splitlines()[1:]])
    (folder / "postgres" / "postmaster.pid").write_text(stranger)
    with servers.running(folder, durable=False) as again:
        assert rows(again.database_url, "SELECT 1") == [(1,)]


def test_orphans_of_an_earlier_run_are_replaced(folder: Path) -> None:
    """As where the kernel does not end them: a Postgres that nobody owns any more."""
    with servers.running(folder, durable=False):
        pass
    place = postgres.place_in(folder)
    orphan = postgres.start(place, durable=False)
    postgres.wait_until_ready(place, orphan)
    with servers.running(folder, durable=False) as again:
        assert orphan.process.wait(10) == 0
        assert rows(again.database_url, "SELECT 1") == [(1,)]


def test_damaged_disposable_data_is_made_anew(folder: Path) -> None:
    with servers.running(folder, durable=False):
        pass
    (folder / "postgres" / "global" / "pg_control").unlink()
    with servers.running(folder, durable=False) as again:
        assert rows(again.database_url, "SELECT 1") == [(1,)]


def test_damaged_durable_data_is_reported_and_kept(folder: Path) -> None:
    with servers.running(folder):
        pass
    control = folder / "postgres" / "global" / "pg_control"
    control.unlink()
    with pytest.raises(servers.EmbeddedError, match="pg_control"):
        servers.start(folder)
    assert (folder / "postgres" / "PG_VERSION").exists()
    assert server_processes(folder) == []


def test_socket_of_a_long_path_moves_to_a_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 100)
    with servers.running(folder, durable=False) as found:
        assert rows(found.database_url, "SELECT 1") == [(1,)]
    socket = postgres.socket_folder(folder)
    assert socket.parent != folder
    assert socket.stat().st_mode & 0o777 == 0o700


def test_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(postgres.EmbeddedError, match="belongs to another account"):
        postgres.private_folder(tmp_path / "socket", None)


def test_interrupted_owner_stops_its_servers_in_order(folder: Path) -> None:
    with owner_of(folder) as owner:
        owner.send_signal(signal.SIGINT)
        owner.wait()
    wait_for(lambda: server_processes(folder) == [], "the end of the servers")
    assert not (folder / "postgres" / "postmaster.pid").exists()

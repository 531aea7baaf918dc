"""What a run from a checkout is told by its environment and its .env file."""

import io
import socket
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from peerlearn.embedded import environment
from peerlearn.embedded.console import Console
from peerlearn.embedded.ports import LOOPBACK, answers, first_free, free_port, is_free
from peerlearn.embedded.processes import EmbeddedError
from peerlearn.embedded.run import Checkout, choose_port, settings_for


def test_dotenv_file_is_read_with_quotes_comments_and_export() -> None:
    text = """
        # a comment
        PLAIN=one two # and a comment
        export SINGLE='a # b'
        DOUBLE="c d"
        EMPTY=
        URL=postgresql://me@host/db?a=b
    """
    assert environment.parse(text, ".env") == {
        "PLAIN": "one two",
        "SINGLE": "a # b",
        "DOUBLE": "c d",
        "EMPTY": "",
        "URL": "postgresql://me@host/db?a=b",
    }


@pytest.mark.parametrize("line", ["just words", "9LIVES=cat", "OPEN='no end"])
def test_bad_dotenv_line_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(EmbeddedError, match=r"\.env, line 2: "):
        environment.parse(f"FINE=1\n{line}\n", ".env")


def test_process_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1\nHOST=there\n")
    assert environment.given(tmp_path, {"PORT": "2"}) == {"PORT": "2", "HOST": "there"}


def test_secrets_are_made_once_kept_and_private(tmp_path: Path) -> None:
    first = environment.kept_secrets(tmp_path)
    assert environment.kept_secrets(tmp_path) == first
    assert (tmp_path / "secrets.env").stat().st_mode & 0o777 == 0o600
    sealed = Fernet(first["FEEDBACK_KEY"]).encrypt(b"answer")
    assert Fernet(first["FEEDBACK_KEY"]).decrypt(sealed) == b"answer"
    assert len(first["SECRET_KEY"]) >= 50


def test_two_checkouts_have_different_secrets(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(environment.kept_secrets(tmp_path / name))
    assert made[0]["SECRET_KEY"] != made[1]["SECRET_KEY"]
    assert made[0]["FEEDBACK_KEY"] != made[1]["FEEDBACK_KEY"]


def test_those_who_serve_people_never_see_the_owner() -> None:
    values = {"DATABASE_URL": "a", "DATABASE_OWNER_URL": "b"}
    assert environment.without_owner(values) == {"DATABASE_URL": "a"}


def test_taken_port_is_named_and_the_next_one_chosen() -> None:
    written = io.StringIO()
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        chosen = choose_port(LOOPBACK, str(port), Console(written))
        assert not is_free(LOOPBACK, port)
    assert chosen > port
    assert f"Port {port} is taken by another program; using {chosen}." in written.getvalue()


def test_free_port_is_free_and_silent() -> None:
    port = free_port()
    assert first_free(LOOPBACK, [port]) == port
    assert not answers(LOOPBACK, port)


def test_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(EmbeddedError, match="PORT must be a number, not 'eighty'"):
        choose_port(LOOPBACK, "eighty", Console(io.StringIO()))


def test_foreign_database_needs_its_owner_too(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://app@host/db", "REDIS_URL": "redis://host/0"}
    with pytest.raises(EmbeddedError, match="DATABASE_OWNER_URL must be too"):
        settings_for(Checkout(tmp_path, tmp_path), given, None, Console(io.StringIO()))


def test_given_values_win_over_made_up_ones(tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgresql://app@host/db",
        "DATABASE_OWNER_URL": "postgresql://owner@host/db",
        "REDIS_URL": "redis://host/0",
        "SMTP_URL": "smtp://mail.example",
        "DEBUG": "false",
        "PORT": str(free_port()),
    }
    values = settings_for(Checkout(tmp_path, tmp_path), given, None, Console(io.StringIO()))
    assert {key: values[key] for key in given} == given
    assert values["BASE_URL"] == f"http://localhost:{given['PORT']}"
    assert "DEV_MAILBOX" not in values

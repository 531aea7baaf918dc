"""The environment of a Peerlearn that runs from a checkout: given values over made-up ones."""

import base64
import os
import secrets
import shlex
from collections.abc import Mapping
from pathlib import Path

from peerlearn.embedded.files import write_private
from peerlearn.embedded.processes import EmbeddedError


def given(root: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the person has set: the process environment, over the checkout's `.env` file.

    Raises:
        EmbeddedError: a line of the file is no assignment.
    """
    file = root / ".env"
    written = parse(file.read_text(), file.name) if file.exists() else {}
    return {**written, **environ}


def parse(text: str, name: str) -> dict[str, str]:
    """`KEY=value` lines with optional `export`, shell quotes and `#` comments."""
    values = {}
    for number, line in enumerate(text.splitlines(), start=1):
        statement = line.strip().removeprefix("export ").lstrip()
        if not statement or statement.startswith("#"):
            continue
        key, sign, value = statement.partition("=")
        if not sign or not key.strip().isidentifier():
            raise EmbeddedError(f"{name}, line {number}: expected KEY=value, found {line!r}.")
        values[key.strip()] = unquote(value.strip(), f"{name}, line {number}")
    return values


def unquote(value: str, where: str) -> str:
    """A value without its shell quotes; one without quotes is taken as it stands."""
    if value[:1] not in {'"', "'"}:
        return value.split(" #", 1)[0].rstrip()
    try:
        parts = shlex.split(value, comments=True)
    except ValueError as error:
        raise EmbeddedError(f"{where}: {error}.") from None
    return parts[0] if parts else ""


def kept_secrets(state: Path) -> dict[str, str]:
    """The keys of this checkout, made once and kept: sessions and sealed answers outlive a run."""
    file = state / "secrets.env"
    if not file.exists():
        fernet_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        made = {"SECRET_KEY": secrets.token_urlsafe(48), "FEEDBACK_KEY": fernet_key}
        write_private(file, "".join(f"{key}={value}\n" for key, value in made.items()))
    return parse(file.read_text(), file.name)


def at_address(host: str, port: int) -> dict[str, str]:
    """What the settings must know about the address where this run answers."""
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 (compared only)
    url = f"http://{name}:{port}"
    hosts = ["localhost", "127.0.0.1", "[::1]", host]
    return {
        "BASE_URL": url,
        "ALLOWED_HOSTS": ",".join(dict.fromkeys(hosts)),
        "CSRF_TRUSTED_ORIGINS": f"{url},http://127.0.0.1:{port}",
    }


def mail_sink(port: int, mailbox: Path) -> dict[str, str]:
    """Mail goes to the local sink, and the settings show where it puts what it takes."""
    return {
        "SMTP_URL": f"smtp://127.0.0.1:{port}",
        "MAIL_FROM": "Peerlearn <hello@peerlearn.example>",
        "DEV_MAILBOX": str(mailbox),
    }


def without_owner(values: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process that serves people: it never holds the owner's address."""
    return {key: value for key, value in values.items() if key != "DATABASE_OWNER_URL"}

"""The local mail server keeps every mail and passes none on."""

import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from peerlearn.embedded import mail_sink
from peerlearn.embedded.ports import LOOPBACK, answers, free_port
from tests.servers import wait_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail box"


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "peerlearn.embedded.mail_sink", str(port), str(folder)]
    with subprocess.Popen(command, env=dict(os.environ)) as process:
        wait_for(lambda: answers(LOOPBACK, port), "the mail sink")
        yield port
        process.terminate()


def mail(to: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "hello@peerlearn.example", to, "Grüße"
    message["Message-ID"] = "<1@peerlearn.example>"
    message.set_content(text)
    return message


def test_mail_becomes_a_file_with_all_that_was_sent(port: int, folder: Path) -> None:
    with smtplib.SMTP(LOOPBACK, port) as client:
        client.send_message(mail("ana@acme.example", "Mahlzeit, Ana"))
    (file,) = folder.glob("*.eml")
    taken = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert taken["X-Envelope-To"] == "ana@acme.example"
    assert taken["Subject"] == "Grüße"
    assert taken["Message-ID"] == "<1@peerlearn.example>"
    assert taken.get_content().strip() == "Mahlzeit, Ana"


def test_files_sort_by_arrival_and_the_same_mail_twice_is_two_files(
    port: int, folder: Path
) -> None:
    with smtplib.SMTP(LOOPBACK, port) as client:
        for text in ("first", "second", "second"):
            client.send_message(mail("ana@acme.example", text))
    texts = [path.read_text().strip().splitlines()[-1] for path in sorted(folder.glob("*.eml"))]
    assert texts == ["first", "second", "second"]


def test_oldest_mails_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_sink, "KEPT", 2)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.eml").write_text(name)
    mail_sink.Mailbox(tmp_path).make_room()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.eml", "c.eml"]

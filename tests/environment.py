"""Loaded by `-p tests.environment` before Django: real servers, and the settings that name them."""

import os
from pathlib import Path

from peerlearn.embedded import servers

ROOT = Path(__file__).resolve().parent.parent

FOLDER = ROOT / ".run" / "test"

running = servers.start(FOLDER, durable=False)
os.environ.update(
    running.environment(),
    TESTING="1",
    LOG_FORMAT="json",
    SECRET_KEY="a-secret-of-the-tests-that-is-long-enough-for-anyone",
    FEEDBACK_KEY="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    BASE_URL="http://localhost:8000",
    DEV_MAILBOX=str(FOLDER / "mailbox"),
)

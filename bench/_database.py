"""Servers of our own with an empty, migrated database. Importing this sets Django up on them."""

import os
import subprocess
import sys
from pathlib import Path

import django
import psycopg2

from peerlearn.embedded import servers

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".run" / "bench"

running = servers.start(FOLDER, durable=False)
os.environ.update(
    running.environment(),
    DJANGO_SETTINGS_MODULE="peerlearn.settings",
    SECRET_KEY="a-secret-of-the-measurements-that-is-long-enough",  # noqa: S106
    FEEDBACK_KEY="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    LOG_LEVEL="ERROR",
)
subprocess.run(
    [sys.executable, "manage.py", "migrate", "--verbosity=0"],
    check=True,
    cwd=ROOT,
    env={**os.environ, "DATABASE_ROLE": "owner"},
)
django.setup()


def vacuum(*tables: str) -> None:
    """As Postgres does by itself within minutes of much that is new; all tables if none is named.

    The web's role may not: its ANALYZE would pass over every table.
    """
    owner = psycopg2.connect(running.owner_url)
    owner.autocommit = True
    owner.cursor().execute(f"VACUUM (INDEX_CLEANUP ON, ANALYZE) {', '.join(tables)}")
    owner.close()

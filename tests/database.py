"""The test database as its owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID

OWNER = "peerlearn_owner"


@contextmanager
def as_owner(alias: str = "default") -> Iterator[Any]:
    """Connect as the owner for a while."""
    connection = connections[alias]
    connection.close()
    usual = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = OWNER
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict["USER"] = usual


def restore_system_organization() -> None:
    """A flush also empties what a migration has written."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO organization (id, slug, status)"
            " VALUES (%s, 'peerlearn-accounts', 'system') ON CONFLICT DO NOTHING",
            [SYSTEM_ORGANIZATION_ID],
        )

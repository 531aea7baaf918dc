"""Raw SQL for the tests of the isolation."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction


def sql(query: str, *parameters: Any) -> Any:
    """Rows, or the count of rows written."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(query: str, *parameters: Any) -> None:
    """Postgres must refuse this."""
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(query, *parameters)

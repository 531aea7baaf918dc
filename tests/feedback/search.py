"""Looking for something in the whole database, as its superuser."""

import psycopg2
from django.db import connections
from psycopg2 import sql

from peerlearn.embedded import postgres
from tests import environment

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"""


def rows_of_database(*, xmin: bool = False) -> list[tuple[str, str]]:
    """Every committed row of every table as (table, JSON), on request with the id of the
    transaction that wrote it.
    """
    name = connections["default"].settings_dict["NAME"]
    url = postgres.place_in(environment.FOLDER).url(postgres.SUPERUSER, name)
    with psycopg2.connect(url) as other, other.cursor() as cursor:
        return _rows(cursor, xmin=xmin)


def _rows(cursor, *, xmin):
    cursor.execute(TABLES)
    found = []
    for (table,) in cursor.fetchall():
        extra = "|| jsonb_build_object('transaction', t.xmin::text)" if xmin else ""
        cursor.execute(
            sql.SQL("SELECT (to_jsonb(t) {})::text FROM {} t").format(
                sql.SQL(extra), sql.Identifier(table)
            )
        )
        found.extend((table, row) for (row,) in cursor.fetchall())
    return found

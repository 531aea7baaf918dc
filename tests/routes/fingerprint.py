"""Whether anything was written: each table's count and the sum of its rows' hashes."""

from django.db import connection

from peerlearn.tenancy.context import organization
from tests.routes.world import World

# A session is written by whoever shows a message; it belongs to the browser.
OF_BROWSERS = {"django_session"}
Fingerprint = dict[str, tuple[int, int]]


def fingerprint(world: World) -> Fingerprint:
    """All tables that the app may read, as seen from both organizations."""
    found: Fingerprint = {}
    for place in (world.cast.organization, world.cast.outsider.organization):
        with organization(place.id), connection.cursor() as cursor:
            cursor.execute(_question(_tables()))
            found |= {f"{name} of {place.slug}": (n, h) for name, n, h in cursor.fetchall()}
    return found


def changed(before: Fingerprint, after: Fingerprint) -> list[str]:
    """Each table that isn't as it was."""
    return [f"changed: {name}" for name in before if before[name] != after[name]]


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND"
            " has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')"
        )
        return sorted({name for (name,) in cursor.fetchall()} - OF_BROWSERS)


def _question(tables: list[str]) -> str:
    hashes = "coalesce(sum(hashtextextended(t::text, 0)), 0)"
    return " UNION ALL ".join(
        f"SELECT '{name}', count(*), {hashes} FROM \"{name}\" t"  # noqa: S608  names of our tables
        for name in tables
    )

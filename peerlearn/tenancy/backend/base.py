"""Postgres, with the current organization sent at the start of every transaction."""

import re
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base, features

from peerlearn.tenancy import context
from peerlearn.tenancy.checks import DEFINER_FUNCTIONS

READ = re.compile(r"[\s(]*(SELECT|WITH RECURSIVE|RELEASE|ROLLBACK)\b")
# These may write although they are called by SELECT.
FUNCTION = re.compile(rf"\b({'|'.join(sorted(DEFINER_FUNCTIONS))})\b")


class DatabaseFeatures(features.DatabaseFeatures):
    """Django believes that `id` alone is the key. Postgres knows better, and then refuses to
    GROUP BY it for the row's other columns.
    """

    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """The one choke point: views, tasks, shell and `atomic()` anywhere begin here."""

    features_class = DatabaseFeatures
    # Who acts is known, and Postgres hasn't been told yet.
    owes_actor = False
    # The next atomic block is the transaction that is open: it makes no savepoint.
    joins_next_atomic = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(_name_actor_first)

    def savepoint(self) -> str | None:
        """As Django's, but none for a view's block inside the transaction of its request."""
        if self.joins_next_atomic:
            self.joins_next_atomic = False
            return None
        return super().savepoint()

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            self.owes_actor = False
            with self.connection.cursor() as cursor:
                cursor.execute(context.settings_as_sql())


def _name_actor_first(
    execute: Callable[..., Any],
    sql: Any,
    params: Any,
    many: bool,  # noqa: FBT001  Django's signature
    about: dict[str, Any],
) -> Any:
    """Around each statement: tell Postgres who acts before anything is written."""
    connection = about["connection"]
    if connection.owes_actor and connection.in_atomic_block and not _only_reads(str(sql)):
        context.push_to_database(connection)
    return execute(sql, params, many, about)


def _only_reads(sql: str) -> bool:
    return READ.match(sql) is not None and FUNCTION.search(sql) is None

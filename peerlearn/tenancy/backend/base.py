"""Postgres, with the current organization sent at the start of every transaction."""

from django.db.backends.postgresql import base

from peerlearn.tenancy import context


class DatabaseWrapper(base.DatabaseWrapper):
    """The one choke point: views, tasks, shell and `atomic()` anywhere begin here."""

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            with self.connection.cursor() as cursor:
                cursor.execute(context.settings_as_sql())

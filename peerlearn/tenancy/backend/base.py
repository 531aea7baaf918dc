"""Postgres, with the current organization sent at the start of every transaction."""

from django.db.backends.postgresql import base, features

from peerlearn.tenancy import context


class DatabaseFeatures(features.DatabaseFeatures):
    """Django believes that `id` alone is the key. Postgres knows better, and then refuses to
    GROUP BY it for the row's other columns.
    """

    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """The one choke point: views, tasks, shell and `atomic()` anywhere begin here."""

    features_class = DatabaseFeatures

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            with self.connection.cursor() as cursor:
                cursor.execute(context.settings_as_sql())

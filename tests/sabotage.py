"""Applies the mutant that the environment names (see tests/mutants.py)."""

import os

import psycopg2
from django.db import connections

from peerlearn.embedded import postgres
from peerlearn.tenancy.backend.base import DatabaseWrapper
from peerlearn.tenancy.models import OrgManager
from tests import environment
from tests.mutants import ROLE_MUTANTS, SQL_MUTANTS

MUTANT = os.environ.get("MUTANT", "")


def apply_mutant(database: str) -> None:
    """Break the isolation in one way; nothing when no mutant is named."""
    if MUTANT in SQL_MUTANTS:
        place = postgres.place_in(environment.FOLDER)
        connection = psycopg2.connect(place.url(postgres.SUPERUSER, database))
        connection.autocommit = True
        connection.cursor().execute(SQL_MUTANTS[MUTANT])
        connection.close()
    if MUTANT in ROLE_MUTANTS:
        role = ROLE_MUTANTS[MUTANT]
        connections["default"].settings_dict["USER"] = (
            postgres.SUPERUSER if role == "postgres" else role
        )
    if MUTANT == "manager_without_filter":
        OrgManager.get_queryset = super(OrgManager, OrgManager).get_queryset
    if MUTANT == "setting_not_sent":
        DatabaseWrapper._set_autocommit = super(DatabaseWrapper, DatabaseWrapper)._set_autocommit

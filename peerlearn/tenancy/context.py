"""The current organization: one context variable drives the SQL setting and the ORM filter.

Row-level security compares each row with the Postgres setting `app.org`. The database backend
sends it with SET LOCAL at the start of each transaction, so it can't outlive the transaction on
a pooled connection. No organization entered is an error, never "all rows".
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any, TypeVar
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

T = TypeVar("T")

_organization: ContextVar[UUID | None] = ContextVar("organization", default=None)
_user: ContextVar[UUID | None] = ContextVar("user", default=None)
_actor: ContextVar[str] = ContextVar("actor", default="")


class NoOrganizationError(RuntimeError):
    """A tenant row was asked for while no organization was entered."""


def current_organization_id() -> UUID:
    """The id of the organization entered.

    Raises NoOrganizationError when none is.
    """
    organization_id = _organization.get()
    if organization_id is None:
        raise NoOrganizationError("no organization entered: use `with organization(id):`")
    return organization_id


def entered_organization_id() -> UUID | None:
    """The id of the organization entered, or None."""
    return _organization.get()


def settings_as_sql() -> str:
    """The statements that tell Postgres who is asking.

    SET LOCAL and not set_config(): only the former is forwarded by Citus, and it ends with the
    transaction. Values are UUIDs or checked against a fixed alphabet, never user text.
    """
    organization_id, user_id, actor = _organization.get(), _user.get(), _actor.get()
    return "; ".join(
        [
            f"SET LOCAL app.org = '{organization_id or ''}'",
            f"SET LOCAL app.uid = '{user_id or ''}'",
            f"SET LOCAL app.actor = '{actor}'",
        ]
    )


def push_to_database(connection: Any) -> None:
    """Send the settings inside the transaction that is open."""
    connection.owes_actor = False
    with connection.cursor() as cursor:
        cursor.execute(settings_as_sql())


_Tokens = list[tuple[ContextVar[Any], Token[Any]]]


def _take_back(tokens: _Tokens) -> None:
    for variable, token in tokens:
        variable.reset(token)


@contextmanager
def _entered(tokens: _Tokens, using: str) -> Iterator[None]:
    connection = connections[using]
    nested = connection.in_atomic_block
    try:
        with transaction.atomic(using=using):
            if nested:
                push_to_database(connection)
            yield
    finally:
        _take_back(tokens)
        # SET LOCAL outlives RELEASE SAVEPOINT, so the outer organization is put back by hand.
        if nested and connection.in_atomic_block and not connection.needs_rollback:
            push_to_database(connection)


@contextmanager
def organization(organization_id: UUID | str, *, using: str = "default") -> Iterator[UUID]:
    """Open a transaction (or savepoint) as one organization; restore the former on the way out.

    Raises ValueError when the id is no UUID.
    """
    entered = UUID(str(organization_id))
    with _entered([(_organization, _organization.set(entered))], using):
        yield entered


@contextmanager
def as_user(user_id: UUID, *, using: str = "default") -> Iterator[None]:
    """Open a transaction in which a user's own memberships can be read in all organizations."""
    with _entered([(_user, _user.set(UUID(str(user_id))))], using):
        yield


@contextmanager
def organization_of_request(organization_id: UUID, *, is_atomic: bool = True) -> Iterator[None]:
    """Enter an organization for one request; who acts is said later, by act_as().

    One transaction holds what is read before the view and the view. Not for a view that is
    `non_atomic_requests` (is_atomic=False): it opens its own.
    """
    connection: Any = connections["default"]
    tokens: _Tokens = [(_organization, _organization.set(UUID(str(organization_id))))]
    tokens.append((_actor, _actor.set("")))
    try:
        with _entered(tokens, "default") if is_atomic else _entered_later(tokens, connection):
            yield
    finally:
        connection.owes_actor = connection.joins_next_atomic = False


@contextmanager
def _entered_later(tokens: _Tokens, connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Enter without a transaction; inside one that is open already (tests) tell it at once."""
    try:
        if connection.in_atomic_block:
            push_to_database(connection)
        yield
    finally:
        _take_back(tokens)
        if connection.in_atomic_block and not connection.needs_rollback:
            push_to_database(connection)


def let_view_join() -> None:
    """The view's own atomic block, which comes next, is the transaction that is open now."""
    connection: Any = connections["default"]
    connection.joins_next_atomic = connection.in_atomic_block


def act_as(person_id: UUID) -> None:
    """Name who acts for the rest of a request that entered an organization; its end takes it back.

    Postgres is told before the first statement that may write: most requests only read.
    """
    _actor.set(f"person:{UUID(str(person_id))}")
    connection: Any = connections["default"]
    connection.owes_actor = True


def iterate_as(
    organization_id: UUID, make_iterable: Callable[[], Iterable[T]], *, using: str = "default"
) -> Iterator[T]:
    """Iterate for a streaming body: the request's transaction is over, so each step re-enters.

    The iterable does short queries of its own.
    """
    iterator: Iterator[T] | None = None
    while True:
        with organization(organization_id, using=using):
            if iterator is None:
                iterator = iter(make_iterable())
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item

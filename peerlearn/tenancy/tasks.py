"""Celery tasks of one organization."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from celery import Task, current_app
from django.db import transaction

from peerlearn.tenancy.context import organization


class OrgTask(Task):  # type: ignore[type-arg]
    """A task whose body runs in one transaction of the organization in its arguments.

    The task declares a keyword-only `organization_id`: Celery's own check of the signature then
    refuses a call without it. What is not in the arguments does not exist; there is no ambient
    header. Tasks take ids and may run twice.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with organization(kwargs["organization_id"]):
            return super().__call__(*args, **kwargs)

    def send_on_commit(self, *, organization_id: UUID, **kwargs: Any) -> None:
        """Send when the transaction that is open has committed; nothing if it rolls back."""
        arguments = {key: str(v) if isinstance(v, UUID) else v for key, v in kwargs.items()}
        transaction.on_commit(
            lambda: self.apply_async(kwargs={"organization_id": str(organization_id), **arguments}),
            robust=True,
        )


class LongOrgTask(OrgTask):
    """A task that opens its own short transactions: it shows progress, or talks to others."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Task.__call__(self, *args, **kwargs)


def send_task_on_commit(name: str, *, organization_id: UUID, **kwargs: str) -> None:
    """`send_on_commit` by the task's name, for actions: they stand below the tasks.

    `name` is the full path, for instance "peerlearn.people.tasks.preview_import". The same twice
    in one transaction is sent once.
    """
    sending = _Sending(name, tuple({"organization_id": str(organization_id), **kwargs}.items()))
    connection = transaction.get_connection()
    safe = set(connection.savepoint_ids)
    # What waits in a savepoint that may still be rolled back doesn't count.
    waits = any(func == sending and sids <= safe for sids, func, *_ in connection.run_on_commit)
    if not waits:
        transaction.on_commit(sending, robust=True)


@dataclass(frozen=True)
class _Sending:
    """A task that waits for the commit; equal to another one of the same arguments."""

    name: str
    arguments: tuple[tuple[str, str], ...]

    def __call__(self) -> None:
        current_app.send_task(self.name, kwargs=dict(self.arguments))

"""Two requests at one moment: the second is held up where it would overwrite the first."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connection, transaction

from tests.cast import Cast
from tests.servers import wait_for

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def while_uncommitted(cast: Cast, write: Callable[[], Any], act: Callable[[], Any]) -> Any:
    """What `act` answered, which began before what was written here was committed."""
    answers: list[Any] = []

    def run() -> None:
        try:
            answers.append(act())
        finally:
            connection.close()

    thread = Thread(target=run)
    with cast.inside(), transaction.atomic():
        write()
        thread.start()
        wait_for(lambda: answers or _somebody_waits(), "the second to wait for the first")
    thread.join()
    return answers[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])

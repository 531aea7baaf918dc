"""What programs are called: their app, which stands above this one, says it."""

from collections.abc import Callable, Collection
from uuid import UUID

Names = Callable[[Collection[UUID]], dict[UUID, str]]

_names: list[Names] = []


def register_program_names(names: Names) -> None:
    """Have programs named by `names`, in one query; call it in AppConfig.ready."""
    _names[:] = [names]


def program_names(programs: Collection[UUID]) -> dict[UUID, str]:
    """The names of programs by id, in the organization entered."""
    return _names[0](programs) if _names and programs else {}

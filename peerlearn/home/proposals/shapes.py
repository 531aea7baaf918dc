"""What we propose for one step of the set-up. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal
from uuid import UUID

from peerlearn.people.models import Person
from sessions.models import LearningSession

# "open": we propose something; "done": it is set up; "later": nothing is to be done before the
# launch; "stuck": we have nothing to propose, and HR decides
State = Literal["open", "done", "later", "stuck"]
SEEN_LENGTH = 16


@dataclass(frozen=True)
class Wish:
    """Who sets up, and what they say where people meet."""

    by: Person
    place: str = ""


@dataclass(frozen=True)
class Page:
    """The address of a page or an act: its name and what follows the organization."""

    name: str
    arguments: tuple[UUID | str, ...] = ()
    query: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One row: a step, what we propose or what there is, and where it is changed.

    people     those meant, as far as they are named; `more` are not
    sessions   those meant
    seen       changes with what is proposed, so that nothing else is done than was shown
    act        does it, by the step's own action; None where there is nothing to do
    """

    step: str
    title: str
    text: str
    change: Page
    state: State = "done"
    people: list[Person] = field(default_factory=list)
    more: int = 0
    sessions: list[LearningSession] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seen: str = ""
    is_ticked: bool = True
    asks_place: bool = False
    act: Callable[[Wish], object] | None = None
    undo: Page | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be set up by us."""
        return self.state == "open"


def seen_of(*parts: object) -> str:
    """A short word for what is proposed: another one for anything else."""
    text = "\n".join(map(str, parts))
    return sha256(text.encode()).hexdigest()[:SEEN_LENGTH]


def ids_of(people: Iterable[Person]) -> list[UUID]:
    """Theirs."""
    return [one.id for one in people]

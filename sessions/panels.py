"""What the apps above put on the pages of a session: they register it in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from peerlearn.people.models import Person
from sessions.models import LearningSession


@dataclass(frozen=True)
class Preparation:
    """One thing to have ready before a session, as its facilitator sees it."""

    label: str | Promise
    is_done: bool
    note: str | Promise = ""
    href: str = ""


@dataclass(frozen=True)
class Panel:
    """A block on a page: a template and what it needs. `request` and `csrf_token` are there."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


# All sessions of a page at once, so that a list costs no more queries when it is longer.
Preparations = Callable[[Sequence[LearningSession], Person], dict[UUID, list[Preparation]]]
PanelOf = Callable[[LearningSession, Person], Panel | None]

_preparations: list[Preparations] = []
_panels: dict[str, list[PanelOf]] = {"live.finished": [], "run.finished": []}


def register_preparations(preparations: Preparations) -> None:
    """Add things to prepare, by session id, to the facilitator's dashboard."""
    if preparations not in _preparations:
        _preparations.append(preparations)


def register(place: str, panel_of: PanelOf) -> None:
    """Add a block to a page.

    Places: "live.finished", what a participant sees after the session; "run.finished", what the
    facilitator sees. Raises KeyError for another one.
    """
    if panel_of not in _panels[place]:
        _panels[place].append(panel_of)


def preparations_of(
    learning_sessions: Sequence[LearningSession], person: Person
) -> dict[UUID, list[Preparation]]:
    """What to have ready for each of these sessions."""
    found: dict[UUID, list[Preparation]] = {session.id: [] for session in learning_sessions}
    for preparations in _preparations:
        for session_id, items in preparations(learning_sessions, person).items():
            found[session_id].extend(items)
    return found


def panels_of(place: str, learning_session: LearningSession, person: Person) -> Iterable[Panel]:
    """The blocks of a place for this reader; none before the session is finished."""
    if learning_session.state != LearningSession.State.FINISHED:
        return []
    panels = (panel_of(learning_session, person) for panel_of in _panels[place])
    return [panel for panel in panels if panel is not None]

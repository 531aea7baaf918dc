"""What the page of a session tells somebody of their own waiting for it."""

from dataclasses import dataclass
from datetime import datetime

from peerlearn.people.models import Person
from sessions.models import WaitlistStep
from sessions.queries.cards import SessionCard
from sessions.queries.chances import experience_with
from sessions.queries.waitlist import steps_of
from sessions.rules.chances import Chance, chance_of
from sessions.rules.no_shows import Memory


@dataclass(frozen=True)
class OwnLine:
    """Each step of their waiting; while they wait, the chance of a seat, and what of earlier
    seats has moved their place, if it has.
    """

    steps: list[WaitlistStep]
    chance: Chance | None
    memory: Memory | None


def own_line(person: Person, card: SessionCard, *, now: datetime) -> OwnLine | None:
    """None for somebody who has neither waited nor a seat. One query, two for who waits."""
    if card.entry is None and card.booking is None:
        return None
    steps = list(steps_of(person, card.learning_session))
    if not steps:
        return None
    memory = card.entry.memory if card.entry and card.position else None
    return OwnLine(
        steps=steps,
        chance=_chance(card, now=now),
        memory=memory if memory and memory.delay else None,
    )


def _chance(card: SessionCard, *, now: datetime) -> Chance | None:
    if card.entry is None or not card.position:
        return None
    held = card.learning_session
    taken, _all = held.seats.of(card.entry.mode)
    experience = experience_with(held.starts_at - now, now=now)
    return chance_of(card.position, held=taken, experience=experience)

"""A template as its preview shows it: dated from a first day, in the reader's words. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst

from matching.rules.reasons import rule_labels
from matching.rules.rule_words import hard_in_words
from peerlearn.home.setup_guide import STEPS
from programs.catalogue.shapes import ProgramTemplate, SessionOutline, TemplateRole
from programs.models import ProgramRole
from programs.rules.conduct import Block, blocks_of
from programs.rules.roles import CLOSED
from sessions.models import LearningSession

DAYS_AHEAD = 7


@dataclass(frozen=True)
class DatedSession:
    """A session of a template on the day on which it would be."""

    day: date
    kind: str
    outline: SessionOutline
    agenda: list[Block]


@dataclass(frozen=True)
class Preview:
    """What a program would be made with."""

    template: ProgramTemplate
    starts_on: date
    ends_on: date | None
    sessions: list[DatedSession]
    conduct: list[Block]
    weights: list[tuple[str, int]]
    # what holds without exception where people are paired
    hard: list[str]
    steps: list[str]
    # each with how people come in, where HR doesn't enroll them
    roles: list[tuple[TemplateRole, str]]

    @property
    def repeats(self) -> bool:
        """Whether its sessions can repeat: only what has no last day goes on."""
        return self.ends_on is None


def usual_first_day(today: date) -> date:
    """The Monday after next week has begun: time enough to set things up."""
    earliest = today + timedelta(days=DAYS_AHEAD)
    return earliest + timedelta(days=-earliest.weekday() % 7)


def preview_of(
    template: ProgramTemplate, starts_on: date, closed: Collection[date] = ()
) -> Preview:
    """A template as it would be from a first day on, around the `closed` days."""
    kinds = dict(LearningSession.Kind.choices)
    steps = {name: title for name, title, _judge in STEPS}
    return Preview(
        template=template,
        starts_on=starts_on,
        ends_on=template.last_day(starts_on),
        sessions=[
            DatedSession(
                one.day(starts_on, closed),
                capfirst(str(kinds[one.kind])),
                one,
                blocks_of(str(one.agenda)),
            )
            for one in template.sessions
        ],
        conduct=blocks_of(template.conduct_text()),
        weights=_shares(template.weights),
        hard=list(hard_in_words(template.hard).values()),
        steps=[steps[name]() for name in steps if name in template.steps],
        roles=[(role, _way_in(role)) for role in template.roles],
    )


def _way_in(role: TemplateRole) -> str:
    return "" if role.way_in == CLOSED else str(ProgramRole.WayIn(role.way_in).label)


def _shares(weights: Mapping[str, float]) -> list[tuple[str, int]]:
    """What counts when people are paired, in percent, the most important first."""
    labels, total = rule_labels(), sum(weights.values()) or 1
    shares = sorted(weights.items(), key=lambda pair: -pair[1])
    return [(labels[rule], round(weight / total * 100)) for rule, weight in shares]

"""The circles of a program as HR sees them: how mixed they are, why, and what could be better."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from matching.models import (
    Circle,
    CircleExit,
    CircleMeeting,
    CircleMember,
    CirclePlan,
    CircleWish,
)
from matching.queries.circle_exits import exits_of
from matching.queries.circle_facilitators import Facilitation, facilitations_of
from matching.queries.circles import (
    apart_among,
    circles_of,
    fellow,
    members_of_circles,
    mixing_of,
    people_of,
    plan_or_usual,
    wished,
    wishes_of,
)
from matching.rules.circle_board import Board, Effect, fill
from matching.rules.circle_words import against, is_small, parted, why_mixed
from matching.rules.circles import MOST, QUIET, Fellow
from peerlearn.people.models import Person
from programs.models import Program

State = Circle.State
MOVES_SHOWN, SWAPS_SHOWN, OFFERS = 6, 8, 2


@dataclass(frozen=True, kw_only=True)
class Filler:
    """Somebody who could come to a small circle, and its mix then, in percent."""

    member: CircleMember
    from_number: int
    mix: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One circle. Where it is too small: `mergers`, into which others it could go, with the mix in
    percent, and `fillers`, who could come from a larger one. `met` is how often it has met,
    `is_planned` whether a meeting is ahead, `is_quiet` that nothing came of it for two weeks;
    `facilitation`: who facilitates it or is asked to.
    """

    circle: Circle
    members: list[CircleMember]
    mix: int
    why: list[str]
    against: list[str]
    is_small: bool
    is_full: bool
    mergers: list[tuple[Circle, int]] = field(default_factory=list)
    fillers: list[Filler] = field(default_factory=list)
    met: int = 0
    is_planned: bool = False
    is_quiet: bool = False
    facilitation: Facilitation | None = None

    @property
    def lacks_facilitator(self) -> bool:
        """Whether nobody neutral is asked."""
        return self.facilitation is None or bool(self.facilitation.doubts)


@dataclass(frozen=True, kw_only=True)
class Lot:
    """The drafts, or the published circles. Mixes in percent; `chance` is the mix by lot."""

    lines: list[Line]
    mix: int
    chance: int
    parted: list[str]

    @property
    def people(self) -> int:
        """How many are in them."""
        return sum(len(line.members) for line in self.lines)

    @property
    def without_facilitator(self) -> list[Line]:
        """Those for which nobody neutral is asked."""
        return [line for line in self.lines if line.lacks_facilitator]

    @property
    def small(self) -> list[Line]:
        """Those that are too small."""
        return [line for line in self.lines if line.is_small]


@dataclass(frozen=True, kw_only=True)
class CirclesPage:
    """All of a program. `joiners`: who has no circle, with the published one they would come to;
    `exits`: who left theirs by themselves and is given none.
    """

    plan: CirclePlan
    wishes: list[CircleWish]
    people: int
    drafts: Lot
    active: Lot
    joiners: list[tuple[Person, Circle | None]]
    exits: list[CircleExit]

    @property
    def wish_count(self) -> int:
        """How many wishes HR has, those for more than two people once."""
        return len({wish.group or wish.id for wish in self.wishes})


def circles_page(program: Program, *, now: datetime) -> CirclesPage:
    """In as many queries for many circles as for one."""
    plan, wishes, people = plan_or_usual(program), wishes_of(program), people_of(program)
    circles = circles_of(program, State.DRAFT, State.ACTIVE)
    members = members_of_circles(circles)
    inside = {one.id: [fellow(row.person) for row in members[one.id]] for one in circles}
    placed = {row.person_id for rows in members.values() for row in rows}
    here = {person.id for person in people}
    exits = [one for one in exits_of(program) if one.person_id in here - placed]
    placed |= {one.person_id for one in exits}
    free = [person for person in people if person.id not in placed]
    everybody = [*(one for group in inside.values() for one in group), *map(fellow, free)]
    apart, mixing = apart_among(plan, everybody, wishes), mixing_of(plan, today=localdate(now))
    facilitations = facilitations_of([o for o in circles if o.state == State.ACTIVE], members)
    lots = {
        state: _lot(
            [one for one in circles if one.state == state],
            members,
            Board({o.id: inside[o.id] for o in circles if o.state == state}, apart, mixing),
            wishes,
            _meetings(circles) if state == State.ACTIVE else {},
            facilitations if state == State.ACTIVE else {},
            now=now,
        )
        for state in (State.DRAFT, State.ACTIVE)
    }
    active = {one.id: one for one in circles if one.state == State.ACTIVE}
    board = Board({key: inside[key] for key in active}, apart, mixing)
    where = dict(fill(board, map(fellow, free))) if active else {}
    return CirclesPage(
        plan=plan,
        wishes=wishes,
        people=len(people),
        drafts=lots[State.DRAFT],
        active=lots[State.ACTIVE],
        exits=exits,
        joiners=[(one, active.get(key) if (key := where.get(one.id)) else None) for one in free],
    )


@dataclass(frozen=True, kw_only=True)
class Option:
    """A circle to move to, or a person to swap with, and what it does to the mix in percent."""

    circle: Circle
    member: CircleMember | None
    names: list[str]
    here: tuple[int, int]
    there: tuple[int, int]
    whole: tuple[float, float]


def options_for(member: CircleMember, *, now: datetime) -> tuple[list[Option], list[Option], int]:
    """Where somebody could be moved, and with whom they could swap, the best first; and the mix of
    their circle in percent. What isn't possible isn't there: some reasons are private.
    """
    plan = plan_or_usual(member.program)
    circles = {one.id: one for one in circles_of(member.program, member.circle.state)}
    rows = members_of_circles(circles.values())
    inside = {key: [fellow(row.person) for row in rows[key]] for key in circles}
    everybody = [one for group in inside.values() for one in group]
    apart = apart_among(plan, everybody, wishes_of(member.program))
    board = Board(inside, apart, mixing_of(plan, today=localdate(now)))
    by_person = {row.person_id: row for group in rows.values() for row in group}
    who = fellow(member.person)

    def options(effects: Iterable[Effect]) -> list[Option]:
        return [
            Option(
                circle=circles[effect.circle],
                member=by_person[effect.other] if effect.other else None,
                names=[row.person.display_name for row in rows[effect.circle]],
                here=effect.here,
                there=effect.there,
                whole=effect.whole,
            )
            for effect in effects
        ]

    moves = board.moves(who, member.circle_id)[:MOVES_SHOWN]
    swaps = board.swaps(who, member.circle_id)[:SWAPS_SHOWN]
    return options(moves), options(swaps), board.mixing.of(inside[member.circle_id]).percent


def _lot(
    circles: Sequence[Circle],
    members: dict[UUID, list[CircleMember]],
    board: Board,
    wishes: Iterable[CircleWish],
    meetings: dict[UUID, list[CircleMeeting]],
    facilitations: dict[UUID, Facilitation],
    *,
    now: datetime,
) -> Lot:
    groups: list[Sequence[Fellow]] = [board.circles[one.id] for one in circles]
    together = list(wished(wishes, CircleWish.Kind.TOGETHER))
    lines = [
        replace(
            _line(one, circles, members, board, meetings.get(one.id, []), now),
            facilitation=facilitations.get(one.id),
        )
        for one in circles
    ]
    return Lot(
        lines=lines,
        mix=board.mixing.of_all(groups).percent,
        chance=board.mixing.of([one for group in groups for one in group]).percent,
        parted=parted(together, groups),
    )


def _line(
    circle: Circle,
    circles: Sequence[Circle],
    members: dict[UUID, list[CircleMember]],
    board: Board,
    held: Sequence[CircleMeeting],
    now: datetime,
) -> Line:
    people, by_id = board.circles[circle.id], {one.id: one for one in circles}
    small = is_small(people)
    told_at = circle.published_at
    return Line(
        circle=circle,
        members=members[circle.id],
        mix=board.mixing.of(people).percent,
        why=why_mixed(people, board.mixing),
        against=against(people, board.apart),
        is_small=small,
        is_full=len(people) >= MOST,
        mergers=[(by_id[key], mix) for key, mix in board.mergers(circle.id)[:OFFERS]]
        if small
        else [],
        fillers=_fillers(circle, by_id, members, board) if small else [],
        met=sum(meeting.starts_at <= now for meeting in held),
        is_planned=any(meeting.starts_at > now for meeting in held),
        is_quiet=bool(told_at and not held and now - told_at > QUIET),
    )


def _fillers(
    small: Circle,
    circles: dict[UUID, Circle],
    members: dict[UUID, list[CircleMember]],
    board: Board,
) -> list[Filler]:
    rows = {row.person_id: row for key in circles for row in members[key]}
    return [
        Filler(
            member=rows[person],
            from_number=circles[rows[person].circle_id].number,
            mix=effect.there[1],
        )
        for person, effect in board.fillers(small.id)[:OFFERS]
    ]


def _meetings(circles: Iterable[Circle]) -> dict[UUID, list[CircleMeeting]]:
    found: dict[UUID, list[CircleMeeting]] = {}
    for row in CircleMeeting.objects.filter(circle__in=list(circles), is_off=False):
        found.setdefault(row.circle_id, []).append(row)
    return found

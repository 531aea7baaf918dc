"""Where somebody fits among circles, and what a move does to their mix."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from matching.rules.circles import MOST, Circles, Fellow, Mix, Mixing, couples_in
from matching.rules.coffee import Couple


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Couples that are not to share a circle, by why.

    A private one is in no sentence and no count: `known` is what HR may read of.
    """

    line: frozenset[Couple] = frozenset()
    team: frozenset[Couple] = frozenset()
    ruled_out: frozenset[Couple] = frozenset()
    private: frozenset[Couple] = frozenset()

    @cached_property
    def known(self) -> frozenset[Couple]:
        """Those that HR may read of."""
        return self.line | self.team | self.ruled_out

    @cached_property
    def all(self) -> frozenset[Couple]:
        """Whatever the reason."""
        return self.known | self.private

    def may_take(
        self, newcomer: UUID, members: Collection[UUID], *, leaving: UUID | None = None
    ) -> bool:
        """Whether somebody may come to these people, one of whom may leave for it.

        A private wish counts against the circle as it was: else the one swap that is possible
        would tell whose wish it is.
        """
        return not any(
            frozenset((newcomer, one)) in self.private
            or (one != leaving and frozenset((newcomer, one)) in self.known)
            for one in members
        )


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a move or a swap does to the mix in percent, before and after.

    circle  where to
    other   who comes in return, in a swap
    """

    circle: UUID
    other: UUID | None
    here: tuple[int, int]
    there: tuple[int, int]
    whole: tuple[float, float]
    gain: float


@dataclass(frozen=True)
class Board:
    """Circles that somebody may be moved between."""

    circles: Circles
    apart: Apart
    mixing: Mixing

    def moves(self, who: Fellow, home: UUID) -> list[Effect]:
        """To which other circles somebody may go, the best first."""
        found = [
            self._effect(who, home, key, None)
            for key, people in self._others(home)
            if len(people) < MOST and self.apart.may_take(who.id, _ids(people))
        ]
        return sorted(found, key=lambda effect: (-effect.gain, str(effect.circle)))

    def swaps(self, who: Fellow, home: UUID) -> list[Effect]:
        """With whom somebody may change places, the best first."""
        mine = [one.id for one in self.circles[home]]
        found = [
            self._effect(who, home, key, other)
            for key, people in self._others(home)
            for other in people
            if self.apart.may_take(who.id, _ids(people), leaving=other.id)
            and self.apart.may_take(other.id, mine, leaving=who.id)
        ]
        return sorted(found, key=lambda effect: (-effect.gain, str(effect.other)))

    def best_for(self, newcomer: Fellow) -> UUID | None:
        """The circle that gains most by somebody: none that must not have them, none that is
        full; of equally good ones the smallest. None: there is no such circle.
        """

        def worth(key: UUID) -> tuple[float, int, str]:
            people = self.circles[key]
            share = self.mixing.beside(newcomer, people).share
            return (-share, len(people), str(key))

        return min(self.open_to(newcomer), key=worth, default=None)

    def open_to(self, newcomer: Fellow) -> list[UUID]:
        """The circles that have room for somebody, and can take them."""
        return [
            key
            for key, people in self.circles.items()
            if len(people) < MOST and self.apart.may_take(newcomer.id, _ids(people))
        ]

    def mergers(self, small: UUID) -> list[tuple[UUID, int]]:
        """Into which circles a small one may go, with the mix in percent, the best first."""
        mine = self.circles[small]
        found = [
            (key, self.mixing.of([*mine, *people]).percent)
            for key, people in self._others(small)
            if len(mine) + len(people) <= MOST
            and not couples_in([*_ids(mine), *_ids(people)]) & self.apart.all
        ]
        return sorted(found, key=lambda each: (-each[1], str(each[0])))

    def fillers(self, small: UUID) -> list[tuple[UUID, Effect]]:
        """Who could come to a small circle from one that stays larger, the best first."""
        size = len(self.circles[small])
        found = [
            (one.id, self._effect(one, key, small, None))
            for key, people in self._others(small)
            for one in people
            if len(people) > size + 1 and self.apart.may_take(one.id, _ids(self.circles[small]))
        ]
        return sorted(found, key=lambda each: (-each[1].gain, str(each[0])))

    def _others(self, home: UUID) -> Iterator[tuple[UUID, Sequence[Fellow]]]:
        return ((key, people) for key, people in self.circles.items() if key != home)

    def _effect(self, who: Fellow, home: UUID, there: UUID, other: Fellow | None) -> Effect:
        left = [one for one in self.circles[home] if one.id != who.id]
        stay = [one for one in self.circles[there] if other is None or one.id != other.id]
        comes = [] if other is None else [other]
        here = (self._mixes[home], self.mixing.of([*left, *comes]))
        yonder = (self._mixes[there], self.mixing.of([*stay, who]))
        after = self._whole.minus(here[0]).minus(yonder[0]).plus(here[1]).plus(yonder[1])
        return Effect(
            circle=there,
            other=other.id if other else None,
            here=(here[0].percent, here[1].percent),
            there=(yonder[0].percent, yonder[1].percent),
            whole=(self._whole.tenths, after.tenths),
            gain=after.share - self._whole.share,
        )

    @cached_property
    def _mixes(self) -> dict[UUID, Mix]:
        return {key: self.mixing.of(people) for key, people in self.circles.items()}

    @cached_property
    def _whole(self) -> Mix:
        return self.mixing.of_all(self.circles.values())


def _ids(people: Iterable[Fellow]) -> list[UUID]:
    return [one.id for one in people]


def fill(board: Board, newcomers: Iterable[Fellow]) -> list[tuple[UUID, UUID | None]]:
    """For one newcomer after the other the circle that gains most by them, if any can take them."""
    inside = {key: list(people) for key, people in board.circles.items()}
    filling = Board(inside, board.apart, board.mixing)
    found: list[tuple[UUID, UUID | None]] = []
    for newcomer in newcomers:
        key = filling.best_for(newcomer)
        if key:
            inside[key].append(newcomer)
        found.append((newcomer.id, key))
    return found

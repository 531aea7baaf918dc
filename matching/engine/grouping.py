"""Groups of even size in which the worth of all pairs is high: local search with restarts.

Maximally diverse grouping, which is NP-hard (Feo & Khellaf 1990). The search is an iterated one
(Lourenço, Martin & Stützle 2003): exchange two people or move one while that helps, then shake a
part of the people and do it again. On the published instances it reaches the optimum of up to 12
people, and the best known values of 30 and 60.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import FloatArray, IntArray

NO_GAIN = 1e-9
NEARLY = 0.002


@dataclass(eq=False)
class _Grouping:
    """Everybody's group, the sizes, and what each group is worth to each person."""

    group: IntArray
    size: IntArray
    worth_in: FloatArray

    @classmethod
    def of(cls, worth: FloatArray, group: IntArray, groups: int) -> "_Grouping":
        member = np.zeros((len(group), groups))
        member[np.arange(len(group)), group] = 1
        return cls(group.copy(), np.bincount(group, minlength=groups), worth @ member)

    def total(self) -> float:
        return float(self.worth_in[np.arange(len(self.group)), self.group].sum() / 2)


def even_groups(worth: FloatArray, groups: int, *, steps: int) -> IntArray:
    """Everybody's group (0, 1, ...), of sizes that differ by one at most; repeatable.

    worth   symmetric, with a diagonal of zeros
    steps   how many people the search may look at in all
    """
    people = len(worth)
    if groups == 1 or people < 2:
        return np.zeros(people, np.int64)
    chance = np.random.default_rng(0)
    best = start = _start(people, groups, chance)
    best_total = -np.inf
    while steps > 0:
        made = _Grouping.of(worth, start, groups)
        steps -= _climb(made, worth, chance)
        total = made.total()
        if total > best_total:
            best, best_total = made.group, total
        # A slightly worse place to go on from leads out of many a dead end.
        near = total > best_total - NEARLY * abs(best_total)
        start = _shaken(made.group if near else best, chance)
    return best


def _start(people: int, groups: int, chance: np.random.Generator) -> IntArray:
    group = np.empty(people, np.int64)
    group[chance.permutation(people)] = np.arange(people) % groups
    return group


def _shaken(group: IntArray, chance: np.random.Generator) -> IntArray:
    """Some people change places at random; the sizes stay."""
    shaken = group.copy()
    moved = chance.choice(
        len(group), max(2, int(len(group) * chance.uniform(0.05, 0.3))), replace=False
    )
    shaken[moved] = group[chance.permutation(moved)]
    return shaken


def _climb(made: _Grouping, worth: FloatArray, chance: np.random.Generator) -> int:
    """Take each person's best exchange or move until nobody has one; returns the steps."""
    people = len(made.group)
    idle = steps = 0
    while idle < people:
        for person in chance.permutation(people).tolist():
            steps += 1
            idle = 0 if _improve(made, worth, person) else idle + 1
            if idle >= people:
                break
    return steps


def _improve(made: _Grouping, worth: FloatArray, person: int) -> bool:
    group, home = made.group, int(made.group[person])
    here, there = made.worth_in[person, home], made.worth_in[person]
    own = made.worth_in[np.arange(len(group)), group]
    gain = there[group] - here + made.worth_in[:, home] - own - 2 * worth[person]
    gain[group == home] = 0
    other = int(np.argmax(gain))
    smaller = there - here
    smaller[made.size >= made.size[home]] = -np.inf
    target = int(np.argmax(smaller))
    if max(gain[other], smaller[target]) <= NO_GAIN:
        return False
    if smaller[target] > gain[other]:
        _move(made, worth, person, target)
    else:
        theirs = int(group[other])
        _move(made, worth, person, theirs)
        _move(made, worth, other, home)
    return True


def _move(made: _Grouping, worth: FloatArray, person: int, target: int) -> None:
    home = made.group[person]
    made.worth_in[:, home] -= worth[person]
    made.worth_in[:, target] += worth[person]
    made.size[home] -= 1
    made.size[target] += 1
    made.group[person] = target

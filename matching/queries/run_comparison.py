"""Two runs of a program beside each other."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from matching.models import Match, MatchRun
from matching.queries.proposals import LISTED, people_by_id
from matching.rules.reasons import weights_of
from matching.rules.run_comparison import Change, Given, RunFigures, Stood, changes_between, figures

WITH_RESULT = (MatchRun.State.DONE, MatchRun.State.PUBLISHED, MatchRun.State.SUPERSEDED)


@dataclass(frozen=True)
class RunSide:
    """One of the two, with its pairs in figures."""

    run: MatchRun
    figures: RunFigures
    weights: dict[str, int]


@dataclass(frozen=True)
class Comparison:
    """Both, and who gets somebody else."""

    before: RunSide
    after: RunSide
    changes: list[Change]
    unchanged: int

    @property
    def same_rules(self) -> bool:
        """Whether their scores can be compared."""
        return _rules(self.before.run) == _rules(self.after.run)

    @property
    def weights(self) -> list[tuple[str, int, int]]:
        """What each rule could add in points of 100, before and after."""
        before, after = self.before.weights, self.after.weights
        return [(rule, before.get(rule, 0), after.get(rule, 0)) for rule in {**before, **after}]


def comparable_runs(run: MatchRun) -> QuerySet[MatchRun]:
    """The other runs of its program that had a result, newest first."""
    runs = MatchRun.objects.filter(program=run.program_id, state__in=WITH_RESULT)
    return runs.exclude(id=run.id).order_by("-created_at", "-id")


def compare_runs(one: MatchRun, other: MatchRun) -> Comparison:
    """The older one is `before`."""
    before, after = sorted((one, other), key=lambda run: (run.created_at, run.id))
    stood = {run.id: _stood(run) for run in (before, after)}
    pairs = [{pair.mentee: pair for pair in stood[run.id]} for run in (before, after)]
    moved = changes_between(*pairs)
    ids = {str(each) for change in moved for each in change if each}
    names = {UUID(key): one.display_name for key, one in people_by_id(ids).items()} if ids else {}
    changes = [
        Change(
            names[mentee],
            *(
                Given(names[side[mentee].mentor], side[mentee].points) if mentee in side else None
                for side in pairs
            ),
        )
        for mentee, *_mentors in moved
        if mentee in names
    ]
    changes.sort(key=lambda change: change.mentee)
    unchanged = len(set(pairs[0]) | set(pairs[1])) - len(moved)
    return Comparison(_side(before, stood), _side(after, stood), changes, unchanged)


def _side(run: MatchRun, stood: dict[UUID, list[Stood]]) -> RunSide:
    weights = dict(weights_of(run.rules.get("soft", {})))
    return RunSide(run, figures(stood[run.id], mentees=run.mentee_count), weights)


def _stood(run: MatchRun) -> list[Stood]:
    """The pairs of a run; of one that was replaced, those that stood last."""
    states = [*LISTED]
    if run.state == MatchRun.State.SUPERSEDED:
        states.append(Match.State.EXPIRED)
    rows = Match.objects.filter(run=run, state__in=states).order_by()
    return [
        Stood(*row)
        for row in rows.values_list(
            "mentee_id", "mentor_id", "score", "mentee__department", "mentor__department"
        )
    ]


def _rules(run: MatchRun) -> object:
    return run.rules.get("set"), run.rules.get("soft")

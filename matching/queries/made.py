"""How a run was made, and what is different today."""

from dataclasses import dataclass, field

from django.utils import timezone

from matching.models import MatchInputs, MatchRun
from matching.queries.group import read_group
from matching.queries.rules import rules_of_program
from matching.rules.comparing import compared_of_run
from matching.rules.configuration import to_stored
from matching.rules.inputs import changes_since
from matching.rules.outcome import cost_lines
from matching.rules.reasons import weights_of as weights_in_words
from matching.rules.rule_words import figure_text, hard_labels
from matching.rules.verdict import Verdict, in_points, verdict


@dataclass(frozen=True)
class RunRecord:
    """How a run was made.

    seconds   from the worker's beginning to the end; None if it never began or ended
    weights   what each rule could add, in points of 100, most first
    demands   what held without exception
    verdict   the proof in words; None for a run without a result
    bound     the most that any pairs could score together, in points
    changes   what is different today, in sentences; None where what went in isn't known
    """

    run: MatchRun
    seconds: int | None
    weights: list[tuple[str, int]] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    verdict: Verdict | None = None
    bound: str = ""
    changes: list[str] | None = None

    @property
    def rule_points(self) -> list[dict[str, str | int]]:
        """The weights by name."""
        return [{"rule": rule, "points": points} for rule, points in self.weights]

    @property
    def costs(self) -> list[str]:
        """What each rule cost, in sentences."""
        run = self.run
        return cost_lines(run.relaxed, run.mentee_count - run.pair_count)

    @property
    def fingerprint(self) -> str:
        """The first characters of the digest of all that went in; enough to compare by eye."""
        return str(self.run.inputs.get("digest", ""))[:16]


def record_of(run: MatchRun) -> RunRecord:
    """How a run was made. Reads everybody of the program to say what has changed."""
    began, ended = run.started_at, run.finished_at
    has_result = run.total is not None
    return RunRecord(
        run=run,
        seconds=round((ended - began).total_seconds()) if began and ended else None,
        weights=weights_in_words(run.rules.get("soft", {})),
        demands=_demands(run),
        verdict=_verdict(run) if has_result else None,
        bound=in_points(run.bound or 0) if has_result else "",
        changes=_changes(run),
    )


def rules_changed(run: MatchRun) -> bool:
    """Whether the program's rules are others now than those that a run used."""
    used = run.inputs.get("rules")
    return used is not None and used != to_stored(rules_of_program(run.program))


def _demands(run: MatchRun) -> list[str]:
    labels = hard_labels()
    figures = run.rules.get("set", {}).get("hard", {})
    said = [
        f"{labels[rule]} {figure_text(figures.get(rule, {}))}".strip()
        for rule in run.rules.get("hard", [])
        if rule != "oneself"
    ]
    return list(dict.fromkeys(said))


def _verdict(run: MatchRun) -> Verdict:
    return verdict(
        pairs=run.pair_count,
        mentees=run.mentee_count,
        total=run.total or 0,
        gap=run.gap or 0,
        locked=run.rules.get("kept", 0),
        compared=compared_of_run(run.rules),
    )


def _changes(run: MatchRun) -> list[str] | None:
    kept = MatchInputs.objects.filter(run=run).first()
    # once it is published everybody has a mentor: there is nothing left to compare
    if kept is None or run.state == MatchRun.State.PUBLISHED:
        return None
    today = read_group(run.program, now=timezone.now())
    return changes_since(run.inputs, bytes(kept.people), today)

"""What a review of a run shows beside its pairs, for HR admins."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.errors import NotUnderReviewError
from matching.models import MatchRun
from matching.queries.coverage import coverage_of_run
from matching.queries.proposal_page import proposal_page
from matching.queries.proposals import with_locks
from matching.queries.run_comparison import comparable_runs, compare_runs
from matching.queries.what_if import board_of, effect_of, one_more_place
from matching.rules.outcome import cost_lines
from matching.rules.reasons import shares_of
from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.match_review import (
    ComparisonQuery,
    ComparisonShape,
    CoverageShape,
    PairDetailShape,
    WhatIfQuery,
    WhatIfShape,
)
from peerlearn.api.views.matching import MatchingEndpoint

MENTORS_TOLD = 50


class RunCoverage(MatchingEndpoint):
    """Who gets what."""

    @extend_schema(responses=CoverageShape)
    def get(self, request: Any, run_id: UUID) -> Response:
        """Say how many of a run are covered, what mentors carry, who waits and who meets whom, by
        department and location. HR admins.
        """
        found = coverage_of_run(self.run(run_id))
        told = {
            **vars(found),
            "load": [{"name": name, "count": count} for name, count in found.load],
            "mix": [
                {"mentee_department": mentee, "mentor_department": mentor, "pairs": pairs}
                for mentee, mentor, pairs in found.mix
            ],
        }
        return answer(CoverageShape, told)


class OneProposal(MatchingEndpoint):
    """A pair looked at closely."""

    @extend_schema(responses=PairDetailShape)
    def get(self, request: Any, match_id: UUID) -> Response:
        """Show the two side by side, how their score adds up, and what speaks against them. What
        people keep private is not in it. HR admins.
        """
        match = get_object_or_404(with_locks(self.pairs()), id=match_id)
        page = proposal_page(match, now=timezone.now())
        told = {
            "pair": match,
            "adds_up": shares_of(match.reasons),
            "side_by_side": page.lines,
            "warnings": page.warnings,
        }
        return answer(PairDetailShape, told)


class RunComparison(MatchingEndpoint):
    """Two runs."""

    @extend_schema(parameters=[ComparisonQuery], responses=ComparisonShape)
    def get(self, request: Any, run_id: UUID) -> Response:
        """Compare a run with another one of its program, the older of the two as `before`. HR
        admins. 404 where there is no other run with a result.
        """
        run, asked = self.run(run_id), self.asked(ComparisonQuery)
        others = comparable_runs(run)
        if "other" in asked:
            others = others.filter(id=asked["other"])
        other = get_object_or_404(others[:1])
        compared = compare_runs(run, other)
        told = {
            "before": _figures(compared.before),
            "after": _figures(compared.after),
            "same_rules": compared.same_rules,
            "unchanged": compared.unchanged,
            "changes": compared.changes,
        }
        return answer(ComparisonShape, told)


class RunWhatIf(MatchingEndpoint):
    """Trying a change out."""

    @extend_schema(parameters=[WhatIfQuery], responses=WhatIfShape)
    def get(self, request: Any, run_id: UUID) -> Response:
        """Say what it would do if two people were a pair, or none, if a mentor took one more, or
        if a rule didn't hold. Nothing is changed. HR admins. 409 when the run is not under review.
        """
        run, asked = self.run(run_id), self.asked(WhatIfQuery)
        if run.state != MatchRun.State.DONE:
            raise NotUnderReviewError
        board = board_of(run)
        told: dict[str, Any] = {
            "is_too_large": board is None,
            "rules": cost_lines(run.relaxed, run.mentee_count - run.pair_count),
            "one_more_place": one_more_place(board, most=MENTORS_TOLD) if board else [],
            "effect": effect_of(board, **_two(asked)) if board and "mentee" in asked else None,
        }
        return answer(WhatIfShape, told)


def _two(asked: dict[str, Any]) -> dict[str, str]:
    return {"mentee": str(asked["mentee"]), "mentor": str(asked["mentor"]), "way": asked["way"]}


def _figures(side: Any) -> dict[str, Any]:
    return {"run": side.run, **vars(side.figures)}

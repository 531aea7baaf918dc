"""Series of sessions: planning them, and changing or calling off several at once."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.idempotency import IDEMPOTENCY_KEY, once
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.series import (
    ScopedCancellationBody,
    ScopedChangeBody,
    SeriesDate,
    SeriesOutcome,
    SeriesPlanBody,
    SeriesShape,
)
from peerlearn.api.views.sessions import SessionsEndpoint
from sessions.actions.plans import Plan
from sessions.actions.rule_series import dates_of, schedule_series
from sessions.actions.series_changes import cancel_series, change_series
from sessions.actions.series_undo import undo_change
from sessions.models import LearningSession, SeriesChange
from sessions.permissions import may_schedule
from sessions.queries.rule_series import occurrences, seen_of, series_visible_to
from sessions.rules.recurrence import BadRuleError, Recurrence, read_rule

# What a body says beside the plan.
BESIDE = ("rule", "left_out", "scope", "overwrite", "seen")


class SeriesEndpoint(SessionsEndpoint):
    """What the addresses of series share. For HR admins."""

    def with_dates(self, series_id: UUID, *, status: int = 200) -> Response:
        """The answer with one series as it is now."""
        visible = series_visible_to(self.request.person, self.request.membership)
        series = get_object_or_404(visible, pk=series_id)
        series.sessions = list(occurrences(series))  # type: ignore[attr-defined]
        first = series.sessions[:1]  # type: ignore[attr-defined]
        now = timezone.now()
        series.seen = seen_of(first[0], now=now) if first else ""  # type: ignore[attr-defined]
        return answer(SeriesShape, series, status=status)

    def wanted(self) -> tuple[dict[str, Any], Recurrence, Plan]:
        """The body, its rule and the plan of the first session."""
        require(may_schedule(self.request.membership))
        said = self.said(SeriesPlanBody)
        program = said["program"] = self.program(said["program"])
        try:
            rule = read_rule(said["rule"])
        except BadRuleError as error:
            raise InvalidError({"rule": [str(error)]}) from error
        told = {name: value for name, value in said.items() if name not in BESIDE}
        return said, rule, self.plan(told, program)


class AllSeries(SeriesEndpoint):
    """New ones."""

    @extend_schema(
        request=SeriesPlanBody, parameters=[IDEMPOTENCY_KEY], responses={201: SeriesShape}
    )
    def post(self, request: Any) -> Response:
        """Plan the sessions of a series; who leads them gets one mail. HR admins.

        422 with the dates that can't be: leave them out.
        """
        require(may_schedule(self.request.membership))
        return once(self.request, self.make)

    def make(self) -> Response:
        """Plan it."""
        said, rule, plan = self.wanted()
        try:
            made = schedule_series(
                said["program"],
                rule,
                plan,
                left_out=said.get("left_out", ()),
                by=self.request.person,
                now=timezone.now(),
            )
        except BadRuleError as error:
            raise InvalidError({"rule": [str(error)]}) from error
        return self.with_dates(made.id, status=201)


class SeriesDates(SeriesEndpoint):
    """A look before."""

    @extend_schema(request=SeriesPlanBody, responses=SeriesDate(many=True))
    def post(self, request: Any) -> Response:
        """Say on which dates sessions would be planned, and which can't be. Writes nothing. HR
        admins.
        """
        said, rule, plan = self.wanted()
        try:
            dates = dates_of(said["program"], rule, plan, now=timezone.now())
        except BadRuleError as error:
            raise InvalidError({"rule": [str(error)]}) from error
        return self.paged(dates, SeriesDate)


class OneSeries(SeriesEndpoint):
    """One."""

    @extend_schema(responses=SeriesShape)
    def get(self, request: Any, series_id: UUID) -> Response:
        """Show a series with its sessions and what was changed of several. HR admins."""
        return self.with_dates(series_id)


class RepeatedSession(SessionsEndpoint):
    """A session of a series, as the one that a change starts from."""

    def repeated(self, session_id: UUID) -> LearningSession:
        """A session that is part of a series."""
        require(may_schedule(self.request.membership))
        planned = self.session(session_id)
        require(planned.repeats_id is not None)
        return planned


class SeriesSessionChange(RepeatedSession):
    """Changing several."""

    @extend_schema(request=ScopedChangeBody, responses=SeriesOutcome)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Change this session, it and those that follow, or all to come. Each person is told
        once. HR admins.

        409 `series-seen` where others changed it since `seen`; 422 with the dates that can't be.
        """
        planned = self.repeated(session_id)
        said = self.said(ScopedChangeBody, partial=True)
        told = {name: value for name, value in said.items() if name not in BESIDE}
        done = change_series(
            planned,
            self.plan(told, planned.program, planned),
            scope=said.get("scope", "one"),
            overwrite=said.get("overwrite", False),
            seen=said.get("seen"),
            by=self.request.person,
            now=timezone.now(),
        )
        return answer(SeriesOutcome, done)


class SeriesSessionCancellation(RepeatedSession):
    """Calling several off."""

    @extend_schema(request=ScopedCancellationBody, responses=SeriesOutcome)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Call off this session, it and those that follow, or all to come. Each person is told
        once. HR admins.
        """
        planned = self.repeated(session_id)
        said = self.said(ScopedCancellationBody)
        done = cancel_series(
            planned,
            scope=said["scope"],
            reason=said["reason"],
            seen=said.get("seen"),
            by=self.request.person,
            now=timezone.now(),
        )
        return answer(SeriesOutcome, done)


class SeriesChangeUndo(SessionsEndpoint):
    """Taking a change of several back."""

    @extend_schema(request=None, responses=SeriesOutcome)
    def post(self, request: Any, change_id: UUID) -> Response:
        """Give the sessions back what they had, where nobody changed that since. HR admins.

        409 `undone`.
        """
        require(may_schedule(self.request.membership))
        series = series_visible_to(self.request.person, self.request.membership)
        change = get_object_or_404(SeriesChange.objects.filter(series__in=series), pk=change_id)
        return answer(
            SeriesOutcome, undo_change(change, by=self.request.person, now=timezone.now())
        )

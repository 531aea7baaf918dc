"""Planning a series of sessions by a rule."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_without_sessions
from peerlearn.tenancy.ids import uuid7
from peerlearn.web.moments import date_text
from programs.actions.moves import must_not_be_over
from programs.actions.rechecking import recheck_soon
from programs.models import Program
from programs.queries import accepted_facilitators
from sessions.actions.holding import hold_room, taken_sentence, too_many_for
from sessions.actions.plans import Plan, PlanRefusedError, problems_of
from sessions.actions.scheduling import create_session, leaders_of
from sessions.actions.series_messages import tell_leaders_of_series
from sessions.models import LearningSession, MeetingRoom, SessionSeries
from sessions.queries.meeting_rooms import held_among, room_meant, taken_among
from sessions.rules.planning import Sentence, time_problems
from sessions.rules.recurrence import BadRuleError, Occasion, Recurrence, occasions


@dataclass(frozen=True)
class Date:
    """A date of a series before it is planned: what is said of it, and why it can't be."""

    occasion: Occasion
    problem: Sentence = ""

    @property
    def can_be(self) -> bool:
        """Whether a session can be planned on it."""
        return not self.occasion.closed and not self.problem


class SeriesRefusedError(PlanRefusedError):
    """Dates of a series can't be planned or changed as wanted; `dates` says which, and why."""

    def __init__(self, dates: Sequence[tuple[date, Sentence]]) -> None:
        self.dates = list(dates)
        said = "; ".join(f"{date_text(day)}: {sentence}" for day, sentence in self.dates[:5])
        more = " …" if len(self.dates) > 5 else ""
        super().__init__({"day": said + more})


def dates_of(program: Program, rule: Recurrence, plan: Plan, *, now: datetime) -> list[Date]:
    """The dates of a series as they would be planned: `plan` is that of the first. Days off are
    passed over. Raises BadRuleError, and PlanRefusedError for what is wrong with all of them.
    """
    zone = ZoneInfo(plan.time_zone)
    first = plan.starts_at.astimezone(zone)
    found = occasions(rule.days(first.date()), first.time(), zone, closed=days_without_sessions())
    room = room_meant(plan.room)
    accepted = set(accepted_facilitators(program).values_list("pk", flat=True))
    plans = [plan_on(plan, one) for one in found]
    _refuse_all(program, plan, room=room, accepted=accepted, now=now)
    held = held_among([room], [(one.starts_at, one.ends_at) for one in plans])
    return [
        _date(one, own, room=room, held=held, now=now)
        for one, own in zip(found, plans, strict=True)
    ]


def _refuse_all(
    program: Program,
    plan: Plan,
    *,
    room: MeetingRoom | None,
    accepted: set[UUID],
    now: datetime,
) -> None:
    """Raises PlanRefusedError for what is wrong with each date."""
    problems = problems_of(program, plan, now=now, facilitators=accepted)
    problems.pop("day", None)
    seats = (plan.video_url, plan.capacity, plan.fields()["remote_capacity"])
    if problems := {**too_many_for(room, *seats), **problems}:
        raise PlanRefusedError(problems)


def _date(
    one: Occasion,
    plan: Plan,
    *,
    room: MeetingRoom | None,
    held: Sequence[LearningSession],
    now: datetime,
) -> Date:
    if one.closed:
        return Date(one)
    if late := time_problems(plan.starts_at, plan.ends_at, now=now).get("day"):
        return Date(one, late)
    other = taken_among(held, room, (plan.starts_at, plan.ends_at))
    return Date(one, taken_sentence(room, other, plan.time_zone) if room and other else "")


def plan_on(plan: Plan, one: Occasion) -> Plan:
    """The plan of one date."""
    start = one.starts_at.astimezone(UTC)
    return replace(plan, starts_at=start, ends_at=start + (plan.ends_at - plan.starts_at))


def schedule_series(
    program: Program,
    rule: Recurrence,
    plan: Plan,
    *,
    left_out: Collection[date] = (),
    by: Person,
    now: datetime,
    as_id: UUID | None = None,
) -> SessionSeries:
    """Announce the sessions of a series; `plan` is that of the first date. None is planned on days
    off, nor on those `left_out`. Who leads them gets one mail. `as_id` is the id of the series,
    where one was made before.

    Raises BadRuleError, PlanRefusedError, SeriesRefusedError where a date can't be, and
    ProgramOverError.
    """
    must_not_be_over(program)
    with transaction.atomic():
        room = hold_room(plan.room)
        dates = dates_of(program, rule, plan, now=now)
        wanted = [one for one in dates if one.occasion.day not in left_out]
        if refused := [(one.occasion.day, one.problem) for one in wanted if one.problem]:
            raise SeriesRefusedError(refused)
        kept = [one.occasion for one in wanted if one.can_be]
        if len(kept) < 2:
            raise BadRuleError(_("Keep at least two dates, or plan a single session."))
        days = {one.day for one in kept}
        series = SessionSeries.objects.create(
            id=as_id or uuid7(),
            program=program,
            rule=str(rule),
            first_day=dates[0].occasion.day,
            clock=plan.starts_at.astimezone(ZoneInfo(plan.time_zone)).time(),
            time_zone=plan.time_zone,
            left_out=[
                one.occasion.day.isoformat() for one in dates if one.occasion.day not in days
            ],
            created_by=by,
        )
        made = [_create(series, plan_on(plan, one), one.day, room=room, by=by) for one in kept]
        tell_leaders_of_series(made, leaders_of(made[0]))
        recheck_soon(program.id)
    return series


def _create(
    series: SessionSeries, plan: Plan, day: date, *, room: MeetingRoom | None, by: Person
) -> LearningSession:
    return create_session(
        series.program,
        by=by,
        repeats=series,
        repeats_on=day,
        meeting_room=room,
        **plan.fields(),
    )

"""How far pairs are: what was promised, whether they met, whether they pause. One query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, JSONObject

from matching.models import (
    FirstMeeting,
    Match,
    PairMeeting,
    PairNudge,
    PairPause,
    PairSign,
    PairTerms,
)
from matching.models.life import CHECK_IN_WEEKS, FIRST_MEETING_DAYS
from matching.rules.clock import Break, Clock
from matching.rules.health import Dates, Finding, health_of
from matching.rules.meetings import later_of
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.zones import zone_or_none
from programs.models import Program

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True)
class Life:
    """Where a pair stands. Moments are in UTC, days in the mentee's zone.

    late_at     until when they can meet without being late
    has_met     whether a first meeting is noted
    planned     the next meeting: its id, start and minutes
    returns_on  the end of the pause that they are in
    """

    clock: Clock
    finding: Finding
    has_met: bool
    planned: tuple[UUID, datetime, int] | None
    returns_on: date | None
    is_in_touch: bool

    @property
    def due_at(self) -> datetime:
        """Until when the first meeting was promised."""
        return self.clock.due_at

    @property
    def late_at(self) -> datetime:
        """The same, with what a sign of life or a planned meeting adds."""
        return self.clock.late_at

    def untold_at(self, now: datetime) -> UUID | None:
        """The planned meeting whose time is over, where nobody has said whether it happened."""
        is_over = self.planned is not None and (self.clock.planned_at or now) <= now
        return self.planned[0] if self.planned and is_over else None

    @property
    def is_late(self) -> bool:
        """Whether they were reminded of a first meeting that is late."""
        return not self.has_met and self.clock.reminded_at is not None


def lives_of(matches: Sequence[Match], *, now: datetime, house: str = "") -> dict[UUID, Life]:
    """By match. `house` is the organization's zone, by name, where it is known already."""
    if not matches:
        return {}
    rows = with_life(Match.objects.filter(id__in=[match.id for match in matches])).order_by()
    house = house or _zone_of_house()
    return {row["id"]: life_of(row, now=now, house=house) for row in rows.values(*FIELDS)}


FIELDS = (
    "id",
    "state",
    "published_at",
    "created_at",
    "program__starts_on",
    "mentor__starts_on",
    "mentee__starts_on",
    "mentee__time_zone",
    "days",
    "weeks",
    "first_met_at",
    "last_met_at",
    "planned",
    "breaks",
    "signed_at",
    "reminded_at",
)


def with_life(matches: QuerySet[Match]) -> QuerySet[Match]:
    """Matches with what `life_of` reads, in FIELDS."""
    terms = PairTerms.objects.filter(program=OuterRef("program"))
    held = _of_match(PairMeeting).filter(state=PairMeeting.State.HELD).order_by("-starts_at")
    planned = _of_match(PairMeeting).filter(state=PairMeeting.State.PLANNED)
    first = _of_match(FirstMeeting).values("said_at")[:1]
    missed = _of_match(PairNudge).filter(kind=PairNudge.Kind.MISSED)
    pause = JSONObject(start="started_at", end="ended_at", back="returns_on")
    return matches.annotate(
        days=Coalesce(Subquery(terms.values("first_meeting_days")[:1]), FIRST_MEETING_DAYS),
        weeks=Coalesce(Subquery(terms.values("check_in_weeks")[:1]), CHECK_IN_WEEKS),
        first_met_at=Subquery(first),
        # Greatest of Postgres looks over nulls.
        last_met_at=Greatest(Subquery(held.values("starts_at")[:1]), Subquery(first)),
        planned=ArraySubquery(
            planned.values(json=JSONObject(id="id", at="starts_at", minutes="minutes"))
        ),
        breaks=ArraySubquery(_of_match(PairPause).order_by("started_at").values(json=pause)),
        signed_at=Subquery(_of_match(PairSign).values("said_at")[:1]),
        reminded_at=Subquery(missed.values("at")[:1]),
    )


def life_of(row: dict[str, Any], *, now: datetime, house: str) -> Life:
    """From the FIELDS of one match."""
    zone = zone_or_none(row["mentee__time_zone"]) or zone_or_none(house) or UTC
    planned = _planned(row["planned"])
    clock = Clock(
        told_at=_told_at(row, zone),
        days=row["days"],
        zone=zone,
        breaks=[_break(one, zone) for one in row["breaks"]],
        planned_at=planned and planned[1] + timedelta(minutes=planned[2]),
        signed_at=row["signed_at"],
        reminded_at=row["reminded_at"],
    )
    is_paused = row["state"] == Match.State.PAUSED
    returns_on = _day(row["breaks"][-1]["back"]) if is_paused and row["breaks"] else None
    ended = [last for one in row["breaks"] if (last := one["end"])]
    dates = Dates(
        today=now.astimezone(zone).date(),
        due_on=clock.late_at.astimezone(zone).date(),
        met_on=_local_day(row["last_met_at"], zone) if row["first_met_at"] else None,
        next_on=_local_day(planned[1], zone) if planned else None,
        back_on=_local_day(datetime.fromisoformat(ended[-1]), zone) if ended else None,
        check_in_weeks=row["weeks"],
        returns_on=returns_on,
        is_paused=is_paused,
        is_over=row["state"] not in Match.TAKEN,
    )
    return Life(
        clock=clock,
        finding=health_of(dates),
        has_met=row["first_met_at"] is not None,
        planned=planned,
        returns_on=returns_on,
        is_in_touch=row["signed_at"] is not None,
    )


def _told_at(row: dict[str, Any], zone: ZoneInfo) -> datetime:
    """From when on the promise counts: not before the program and both people have begun."""
    told: datetime = row["published_at"] or row["created_at"]
    days = (row[f"{each}__starts_on"] for each in ("program", "mentor", "mentee"))
    first_day = later_of(*days)
    if first_day is None:
        return told
    return max(told, datetime.combine(first_day, time.min, tzinfo=zone))


def awaited_pairs() -> QuerySet[Match]:
    """Pairs of programs under way that have a first meeting before them."""
    under_way = (Program.State.OPEN, Program.State.RUNNING)
    waiting = Match.objects.filter(
        state=Match.State.ACTIVE, published_at__isnull=False, program__state__in=under_way
    )
    return waiting.filter(first_meetings__isnull=True)


def _of_match(model: type[Model]) -> Any:
    return model._default_manager.filter(match=OuterRef("pk"))


def _planned(found: list[dict[str, Any]]) -> tuple[UUID, datetime, int] | None:
    if not found:
        return None
    one = found[0]
    return UUID(str(one["id"])), datetime.fromisoformat(one["at"]), int(one["minutes"])


def _break(one: dict[str, Any], zone: ZoneInfo) -> Break:
    first = datetime.fromisoformat(one["start"]).astimezone(zone).date()
    back = _day(one["back"])
    if one["end"]:
        back = datetime.fromisoformat(one["end"]).astimezone(zone).date()
    return first, back


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _zone_of_house() -> str:
    return OrganizationSettings.objects.values_list("time_zone", flat=True).first() or ""

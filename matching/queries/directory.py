"""The mentors of a program as one mentee sees them. What others keep private plays no part."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from uuid import UUID

from matching.models import MatchRequest
from matching.queries.offers import fitting_of, not_asked_now, places_kept
from matching.queries.requests import with_people
from matching.rules.fit import Fit
from matching.rules.reasons import Names, Reader, Reason, reasons_of
from matching.rules.spreading import featured
from peerlearn.people.models import Person
from programs.models import Program

State = MatchRequest.State
# So many answers are no accident.
LEAST_ANSWERS = 3
RECORD, DAY = timedelta(days=365), timedelta(days=1)


@dataclass(frozen=True)
class MentorCard:
    """One mentor. `not_before` is the end of their break; `usual_days` within how many days they
    answer, None while too few answers are known; `request` is the mentee's own, if there is one.
    """

    mentor: Person
    knows: tuple[str, ...]
    reasons: list[Reason]
    free: int
    is_featured: bool
    not_before: date | None = None
    usual_days: int | None = None
    request: MatchRequest | None = None

    @property
    def can_be_chosen(self) -> bool:
        """Whether they have a place, no break, and aren't chosen yet."""
        return self.free > 0 and self.not_before is None and self.request is None


@dataclass(frozen=True)
class Listed:
    """One mentor of the list, before anything is looked up about them."""

    fit: Fit
    is_featured: bool
    not_before: date | None
    free: int


class Directory:
    """All mentors whom a mentee may have, best first; cards are made for a page at a time."""

    def __init__(self, program: Program, mentee: Person, *, now: datetime) -> None:
        self.program, self.mentee, self.now = program, mentee, now
        self.fitting = fitting_of(program, mentee, now=now, is_shown=True)
        self.listed = self._listed() if self.fitting else []

    def search(self, words: str = "", topic: str = "") -> list[Listed]:
        """Those whose name, department, place or topics hold the words, and who know the topic."""
        wanted = words.casefold().strip()
        return [
            one
            for one in self.listed
            if (not topic or topic in one.fit.mentor.knows) and wanted in _text(one.fit)
        ]

    def topics(self) -> list[str]:
        """What the mentors know, by name."""
        return sorted({topic for one in self.listed for topic in one.fit.mentor.knows})

    def cards(self, listed: Collection[Listed]) -> list[MentorCard]:
        """Everything about these."""
        ids = [one.fit.mentor.id for one in listed]
        people = Person.objects.in_bulk(ids)
        days = usual_days_of(ids, now=self.now)
        mine = {one.mentor_id: one for one in my_choices(self.program, self.mentee)}
        return [self._card(one, people, days, mine) for one in listed]

    def _listed(self) -> list[Listed]:
        assert self.fitting is not None  # noqa: S101  for the type checker
        fits = [fit for fit in self.fitting.all() if not fit.forbidden]
        away = not_asked_now([fit.mentor.id for fit in fits], now=self.now)
        asked = places_kept(self.program, besides=self.mentee)
        can = [fit for fit in fits if fit.mentor.id not in away]
        first = featured(can, self.mentee.id, _wanted(self.program, besides=self.mentee))
        listed = [
            Listed(
                fit,
                fit.mentor.id in first,
                away.get(fit.mentor.id),
                max(fit.mentor.places - asked[fit.mentor.id], 0),
            )
            for fit in fits
        ]
        order = {mentor: at for at, mentor in enumerate(first)}
        return sorted(
            listed,
            key=lambda one: (
                order.get(one.fit.mentor.id, len(order)),
                one.not_before is not None or not one.free,
            ),
        )

    def _card(
        self,
        one: Listed,
        people: dict[UUID, Person],
        days: dict[UUID, int],
        mine: dict[UUID, MatchRequest],
    ) -> MentorCard:
        assert self.fitting is not None  # noqa: S101  for the type checker
        mentor = people[one.fit.mentor.id]
        names = Names(mentor.display_name, self.mentee.display_name, Reader.MENTEE)
        return MentorCard(
            mentor=mentor,
            knows=one.fit.mentor.knows,
            reasons=reasons_of(self.fitting.parts(one.fit.mentor), names),
            free=one.free,
            is_featured=one.is_featured,
            not_before=one.not_before,
            usual_days=days.get(mentor.id),
            request=mine.get(mentor.id),
        )


def my_choices(program: Program, mentee: Person) -> list[MatchRequest]:
    """A mentee's list in a program, in its order: who is asked first, then who comes next."""
    mine = MatchRequest.objects.filter(
        program=program, mentee=mentee, state__in=MatchRequest.OPEN
    ).order_by("rank", "created_at", "id")
    return sorted(with_people(mine), key=lambda one: one.state != State.ASKED)


def usual_days_of(mentor_ids: Collection[UUID], *, now: datetime) -> dict[UUID, int]:
    """Within how many days mentors usually answer, where enough answers are known."""
    answers = MatchRequest.objects.filter(
        mentor_id__in=mentor_ids,
        state__in=(State.ACCEPTED, State.DECLINED),
        asked_at__gt=now - RECORD,
        answered_at__isnull=False,
    ).exclude(reason__in=(MatchRequest.Reason.NO_PLACE, MatchRequest.Reason.GONE))
    took: dict[UUID, list[float]] = {}
    rows = answers.order_by().values_list("mentor_id", "asked_at", "answered_at")
    for mentor, asked, answered in rows:
        if asked and answered:
            took.setdefault(mentor, []).append((answered - asked) / DAY)
    return {
        mentor: max(1, ceil(median(days)))
        for mentor, days in took.items()
        if len(days) >= LEAST_ANSWERS
    }


def _wanted(program: Program, *, besides: Person) -> Counter[UUID]:
    """On how many lists of others each mentor is."""
    others = MatchRequest.objects.filter(program=program, state__in=MatchRequest.OPEN)
    return Counter(others.exclude(mentee=besides).order_by().values_list("mentor_id", flat=True))


def _text(fit: Fit) -> str:
    mentor = fit.mentor
    said = (mentor.name, mentor.department or "", mentor.location or "", *mentor.knows)
    return " ".join(said).casefold()

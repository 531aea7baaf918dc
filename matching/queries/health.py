"""How the pairs of a program are doing, as HR may know it: by their dates, never what they say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from matching.models import Match, MatchRequest, PairEnding, PairTerms, PairVerdict
from matching.queries.life import FIELDS, life_of, with_life
from matching.queries.pairs import zone_of_house
from matching.rules.health import Finding, Health
from matching.rules.verdicts import Tally, tally
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.single_line import one_line
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

ORDER = list(Health)


@dataclass(frozen=True)
class PairHealth:
    """One pair, by its people and its health."""

    match_id: UUID
    mentee: str
    mentor: str
    since: datetime
    finding: Finding


@dataclass(frozen=True)
class Waiting:
    """A mentee without a mentor: since when, whether one is being asked, whether a pair of theirs
    has ended, and whether they have completed one.
    """

    person: Person
    since: date | None
    is_asked: bool
    is_again: bool
    has_completed: bool


def pairs_of_program(program: Program, *, now: datetime) -> list[PairHealth]:
    """All pairs of today, those who need a check-in first. Two queries."""
    standing = Match.objects.filter(
        program=program, state__in=Match.TAKEN, published_at__isnull=False
    )
    rows = (
        with_life(standing)
        .order_by("published_at", "id")
        .values(*FIELDS, "mentee__name", "mentor__name")
    )
    house = zone_of_house()
    found = [_health(row, now=now, house=house) for row in rows]
    return sorted(found, key=lambda pair: ORDER.index(pair.finding.health))


def health_of_pair(match: Match, *, now: datetime) -> Finding:
    """How one pair is doing. Two queries."""
    row = with_life(Match.objects.filter(id=match.id)).values(*FIELDS).get()
    return life_of(dict(row), now=now, house=zone_of_house()).finding


def _health(row: Mapping[str, Any], *, now: datetime, house: str) -> PairHealth:
    return PairHealth(
        match_id=row["id"],
        mentee=one_line(row["mentee__name"]),
        mentor=one_line(row["mentor__name"]),
        since=row["published_at"],
        finding=life_of(dict(row), now=now, house=house).finding,
    )


def counts_by_health(pairs: list[PairHealth]) -> dict[Health, int]:
    """How many pairs are in each state, the most urgent first."""
    found = Counter(pair.finding.health for pair in pairs)
    return {health: found[health] for health in ORDER if health != Health.OVER}


def waiting_mentees(program: Program) -> list[Waiting]:
    """Mentees without a mentor, in the order in which they joined: an ended pair costs no rank."""
    taken = Match.objects.filter(program=program, mentee=OuterRef("person"), state__in=Match.TAKEN)
    asked = MatchRequest.objects.filter(
        program=program, mentee=OuterRef("person"), state=MatchRequest.State.ASKED
    )
    ended = PairEnding.objects.filter(match__program=program, match__mentee=OuterRef("person"))
    completed = ended.filter(how=PairEnding.How.COMPLETED)
    ended = ended.exclude(how=PairEnding.How.COMPLETED)
    mentees = active_enrollments(program, Enrollment.Role.MENTEE).filter(~Exists(taken))
    rows = mentees.annotate(
        is_asked=Exists(asked), is_again=Exists(ended), has_completed=Exists(completed)
    )
    return [
        Waiting(row.person, row.joined_on, row.is_asked, row.is_again, row.has_completed)
        for row in rows.order_by("joined_on", "created_at", "id")
    ]


def would_again(program: Program) -> Tally:
    """How many of those asked would be matched with the same person again."""
    said = PairVerdict.objects.filter(match__program=program, again__isnull=False)
    answers = list(said.order_by("said_on", "id").values_list("again", flat=True))
    threshold = OrganizationSettings.objects.get().anonymity_threshold
    return tally([bool(answer) for answer in answers], threshold=threshold)


def terms_of(program: Program) -> PairTerms:
    """What the program promises its pairs; the usual terms where nobody said otherwise."""
    return _terms(program).first() or PairTerms(program=program)


def _terms(program: Program) -> QuerySet[PairTerms]:
    return PairTerms.objects.filter(program=program)

"""Pairs of before: since when they are none any more, and what their two people think of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from matching.models import Match, PairVerdict
from matching.rules.group import Pair
from matching.rules.verdicts import pairs_apart
from peerlearn.people.queries.people import PersonIds


@dataclass(frozen=True)
class Earlier:
    """Pairs (mentor, mentee) of before.

    apart      those that are not to be matched again, unless the program allows it
    paired_on  when those of them were paired who are no pair any more
    refused    of whom one said in confidence that they don't want it again, whatever is allowed
    """

    apart: frozenset[Pair]
    paired_on: Mapping[Pair, date]
    refused: frozenset[Pair]


def earlier_pairs(ids: PersonIds) -> Earlier:
    """All pairs among these people, of any program."""
    said = PairVerdict.objects.filter(match=OuterRef("pk"), again__isnull=False)
    rows = (
        Match.objects.filter(published_at__isnull=False, mentor_id__in=ids, mentee_id__in=ids)
        .annotate(
            yes=ArraySubquery(said.filter(again=True).values("person_id")),
            no=ArraySubquery(said.filter(again=False).values("person_id")),
        )
        .order_by("published_at")
    )
    answers: dict[Pair, dict[UUID, bool | None]] = defaultdict(dict)
    days: dict[Pair, date] = {}
    lasting: set[Pair] = set()
    for mentor, mentee, state, at, yes, no in rows.values_list(
        "mentor_id", "mentee_id", "state", "published_at", "yes", "no"
    ):
        pair = (mentor, mentee)
        answers[pair] |= dict.fromkeys(yes, True) | dict.fromkeys(no, False)
        if at:
            days[pair] = timezone.localdate(at)
        if state in Match.TAKEN:
            lasting.add(pair)
    return Earlier(
        apart=pairs_apart(answers, answers),
        paired_on={pair: day for pair, day in days.items() if pair not in lasting},
        refused=frozenset(pair for pair, said in answers.items() if False in said.values()),
    )

"""Matches that people know of: those that were published."""

from django.db.models import Q, QuerySet

from matching.models import Match
from peerlearn.people.models import Membership, Person
from programs.models import Program


def matches_visible_to(person: Person, membership: Membership | None = None) -> QuerySet[Match]:
    """The door to published matches: their two people, once the program is launched; with the
    membership of an HR admin, all.

    What an HR admin may know of a match is who it is, not how it goes.
    """
    published = _with_people(Match.objects.filter(published_at__isnull=False))
    if membership is not None and membership.is_hr_admin:
        return published
    return published.filter(_is_of(person)).exclude(program__state=Program.State.DRAFT)


def active_matches_of(person: Person) -> QuerySet[Match]:
    """A person's mentors and mentees of today, with their program, mentors first. Those of a draft
    are told with its launch.
    """
    mine = Match.objects.filter(_is_of(person), state__in=Match.TAKEN)
    mine = mine.exclude(program__state=Program.State.DRAFT)
    return _with_people(mine).order_by("published_at", "id")


def published_match_count(program: Program) -> int:
    """How many pairs of a program were ever told."""
    return Match.objects.filter(program=program, published_at__isnull=False).count()


def _is_of(person: Person) -> Q:
    return Q(mentor=person) | Q(mentee=person)


def _with_people(matches: QuerySet[Match]) -> QuerySet[Match]:
    return matches.select_related("mentor", "mentee", "program")

"""The pairs that HR has fixed by hand in a program."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.models import FixedPair, Match
from matching.rules.group import Pair
from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, Program
from programs.queries import IN_PROGRAM, programs_visible_to

PEOPLE = ("program", "mentor", "mentee", "fixed_by")
# Who has only been asked, or asks, may yet come.
MAY_COME = (*IN_PROGRAM, Enrollment.State.INVITED, Enrollment.State.APPLIED)


def standing_fixed(program: Program | None = None) -> QuerySet[FixedPair]:
    """What is fixed today, of one program or all; not what has become a pair since."""
    told = Match.objects.filter(
        program=OuterRef("program"),
        mentor=OuterRef("mentor"),
        mentee=OuterRef("mentee"),
        published_at__gte=OuterRef("fixed_at"),
    )
    found = FixedPair.objects.filter(freed_at__isnull=True).exclude(Exists(told))
    found = found.select_related(*PEOPLE)
    return found if program is None else found.filter(program=program)


def fixed_pairs(program: Program) -> dict[Pair, UUID]:
    """The same of a program as pairs, with the id of the row."""
    rows = standing_fixed(program).order_by().values_list("id", "mentor_id", "mentee_id")
    return {(mentor, mentee): key for key, mentor, mentee in rows}


def fixed_counts(program: Program, *, besides: Person) -> Counter[UUID]:
    """How many places each mentor keeps for those who are fixed with them and have no mentor."""
    matched = Match.objects.filter(program=program, state__in=Match.TAKEN).values("mentee_id")
    waiting = standing_fixed(program).exclude(mentee=besides).exclude(mentee__in=matched)
    return Counter(waiting.order_by().values_list("mentor_id", flat=True))


def fixed_visible_to(person: Person, membership: Membership) -> QuerySet[FixedPair]:
    """The door to what is or was fixed: HR admins see all, others none."""
    found = FixedPair.objects.select_related(*PEOPLE)
    found = found.filter(program__in=programs_visible_to(person, membership))
    return found if membership.is_hr_admin else found.none()


def fixed_together_with(fixed: FixedPair) -> QuerySet[FixedPair]:
    """All that were fixed at once, by one list or alone, and still are."""
    return FixedPair.objects.filter(
        program=fixed.program_id,
        fixed_at=fixed.fixed_at,
        fixed_by=fixed.fixed_by_id,
        freed_at__isnull=True,
    )


def fixed_of_leavers(person_ids: Collection[UUID]) -> QuerySet[FixedPair]:
    """What stands of those who have left the organization."""
    left = Person.State.LEFT
    return standing_fixed().filter(
        Q(mentor__in=person_ids, mentor__state=left) | Q(mentee__in=person_ids, mentee__state=left)
    )


def fixed_of_outsiders(program: Program, person_ids: Collection[UUID]) -> QuerySet[FixedPair]:
    """What stands in a program of those who are no longer in it in that role."""
    gone = Q()
    for side in ("mentor", "mentee"):
        enrolled = Enrollment.objects.filter(
            program=OuterRef("program"), person=OuterRef(side), role=side, state__in=MAY_COME
        )
        gone |= Q(**{f"{side}__in": person_ids}) & ~Q(Exists(enrolled))
    return standing_fixed(program).filter(gone)

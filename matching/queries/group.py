"""Who of a program can be matched now, as the engine needs it."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from matching.models import Match, MatchBlock, MatchOverride
from matching.queries.earlier import earlier_pairs
from matching.queries.fixed_pairs import fixed_pairs
from matching.queries.participants import (
    About,
    Enrolled,
    enrolled_in,
    participants_on,
    topics_for_matching,
)
from matching.queries.records import answers_of, left_out_last_time
from matching.queries.rules import rules_of_program, unwanted_pairs
from matching.queries.runs import run_under_review
from matching.rules.group import Group, Pair
from peerlearn.people.models import Person
from peerlearn.people.queries.people import PersonIds
from peerlearn.people.queries.sharing import agreed_to_private_matching
from programs.models import Enrollment, Program
from programs.queries import active_enrollments


def read_group(program: Program, *, now: datetime, mentee: Person | None = None) -> Group:
    """Everybody of a program who can be matched, or one mentee and all mentors, in a handful of
    queries.

    Mentees who have a mentor are left out; mentors have as many places as their number of
    mentees leaves. Zones are taken on the program's first day, or today if that is over.
    """
    taking_part = _enrolled(program, mentee)
    enrolled = enrolled_in(taking_part)
    # as a question within the others: ten thousand ids are as many kilobytes of each statement
    ids = taking_part.order_by().values_list("person_id", flat=True)
    taken = matched_pairs(program)
    taken_places = Counter(mentor for mentor, _mentee in taken)
    matched = {mentee for _mentor, mentee in taken}
    locked, fixed = _locked_pairs(program), fixed_pairs(program)
    rules, earlier = rules_of_program(program), earlier_pairs(ids)
    on = max(now, datetime.combine(program.starts_on, time(12), tzinfo=UTC))
    about = _about(program, ids, [each.person_id for each in enrolled], now=now)
    participant = participants_on(on, about)
    role = Enrollment.Role
    return Group(
        mentees=tuple(
            participant(each, 0)
            for each in enrolled
            if each.role == role.MENTEE and each.person_id not in matched
        ),
        mentors=tuple(
            participant(each, max(each.capacity - taken_places[each.person_id], 0))
            for each in enrolled
            if each.role == role.MENTOR
        ),
        managers=managers_of_everybody(),
        reviews=_reviews(enrolled),
        earlier=earlier.apart,
        paired_on=earlier.paired_on,
        apart=unwanted_pairs(ids) | earlier.refused,
        blocked=blocked_pairs(program),
        locked=locked,
        fixed=fixed,
        insisted=_insisted_pairs(program, locked | fixed.keys()),
        weights=rules.soft,
        hard=rules.hard,
        today=timezone.localdate(now),
        matched_count=sum(
            each.role == role.MENTEE and each.person_id in matched for each in enrolled
        ),
    )


def _about(program: Program, ids: PersonIds, known: list[UUID], *, now: datetime) -> About:
    agreed = agreed_to_private_matching(ids)
    return About(
        # by name: a question for them is asked anew for each topic while Postgres has no
        # statistics, as after an import, and takes longer than a statement may
        topics=topics_for_matching(known, agreed),
        agreed=agreed,
        answers=answers_of(ids, now=now),
        waited=left_out_last_time(program),
    )


def _enrolled(program: Program, mentee: Person | None) -> QuerySet[Enrollment]:
    enrolled = active_enrollments(program)
    if mentee is None:
        return enrolled
    return enrolled.filter(
        Q(role=Enrollment.Role.MENTOR) | Q(role=Enrollment.Role.MENTEE, person=mentee)
    )


def matched_pairs(program: Program) -> list[Pair]:
    """The pairs of today in a program."""
    rows = Match.objects.filter(program=program, state__in=Match.TAKEN).order_by()
    return list(rows.values_list("mentor_id", "mentee_id"))


def managers_of_everybody() -> dict[UUID, UUID | None]:
    """The manager of each person in the organization; leavers hold the lines together."""
    return dict(Person.objects.order_by().values_list("id", "manager_id"))


def reviews_among(ids: Iterable[UUID]) -> frozenset[Pair]:
    """Who of these people reviews the work of whom of them, as (reviewer, reviewed)."""
    # those who have a reviewer are few, or as many as the ids: these need not be sent at least
    rows = Person.objects.filter(reviewer__isnull=False).order_by()
    among = frozenset(ids)
    pairs = rows.values_list("reviewer_id", "id")
    return frozenset(pair for pair in pairs if among.issuperset(pair))


def _reviews(enrolled: Iterable[Enrolled]) -> frozenset[Pair]:
    return frozenset((one.reviewer_id, one.person_id) for one in enrolled if one.reviewer_id)


def blocked_pairs(program: Program) -> frozenset[Pair]:
    """The pairs that an HR admin excluded in a program."""
    blocks = MatchBlock.objects.filter(program=program).order_by()
    return frozenset(blocks.values_list("mentor_id", "mentee_id"))


def _locked_pairs(program: Program) -> frozenset[Pair]:
    """The pairs that stay because HR keeps them in the review."""
    run = run_under_review(program)
    if run is None:
        return frozenset()
    kept = Match.objects.filter(run=run, state=Match.State.PROPOSED, locks__isnull=False)
    return frozenset(kept.order_by().values_list("mentor_id", "mentee_id"))


def _insisted_pairs(program: Program, kept: frozenset[Pair]) -> frozenset[Pair]:
    """Those of the kept pairs on which HR insists against the program's rules."""
    if not kept:
        return frozenset()
    overrides = MatchOverride.objects.filter(program=program).order_by()
    return kept & frozenset(overrides.values_list("mentor_id", "mentee_id"))

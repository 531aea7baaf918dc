"""Questions to mentors, by who may see them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from matching.models import Match, MatchRequest
from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

State = MatchRequest.State


def requests_visible_to(
    person: Person, membership: Membership | None = None
) -> QuerySet[MatchRequest]:
    """The door to questions: the mentee sees theirs, the mentor those that were put to them; with
    the membership of an HR admin, all.
    """
    found = with_people(MatchRequest.objects.all())
    if membership is not None and membership.is_hr_admin:
        return found
    return found.filter(Q(mentee=person) | (Q(mentor=person) & ~Q(asked_at=None)))


def requests_to(mentor: Person) -> QuerySet[MatchRequest]:
    """What was put to a mentor."""
    return with_people(MatchRequest.objects.filter(mentor=mentor).exclude(asked_at=None))


def requests_of(mentee: Person) -> QuerySet[MatchRequest]:
    """A mentee's questions, in their order."""
    return with_people(MatchRequest.objects.filter(mentee=mentee))


def requests_in(program: Program) -> QuerySet[MatchRequest]:
    """All that was ever asked in a program, what waits first; lists that nobody was asked from
    are their mentees' own.
    """
    found = MatchRequest.objects.filter(program=program).exclude(asked_at=None)
    waits = Case(When(state=State.ASKED, then=0), default=1)
    return with_people(found).order_by(waits, "-asked_at", "id")


def asked_request(program: Program, mentee: Person) -> MatchRequest | None:
    """The question that waits for a mentor's answer."""
    asked = MatchRequest.objects.filter(program=program, mentee=mentee, state=State.ASKED)
    return with_people(asked).first()


def queued_requests(program: Program, mentee: Person) -> QuerySet[MatchRequest]:
    """A mentee's next choices, in their order."""
    return MatchRequest.objects.filter(program=program, mentee=mentee, state=State.QUEUED)


def open_requests(
    program: Program, *, mentees: Iterable[UUID] = (), mentors: Iterable[UUID] = ()
) -> QuerySet[MatchRequest]:
    """The open questions of any of these mentees or to any of these mentors."""
    people = Q(mentee__in=list(mentees)) | Q(mentor__in=list(mentors))
    found = MatchRequest.objects.filter(people, program=program, state__in=MatchRequest.OPEN)
    return with_people(found)


def programs_with_requests_of(person_ids: Collection[UUID]) -> QuerySet[Program]:
    """Where any of these people ask or are asked now."""
    ids = list(person_ids)
    found = MatchRequest.objects.filter(
        Q(mentee__in=ids) | Q(mentor__in=ids), state__in=MatchRequest.OPEN
    )
    return Program.objects.filter(id__in=found.order_by().values("program_id")).order_by("id")


def due_requests(*, now: datetime) -> QuerySet[MatchRequest]:
    """Questions whose time is over."""
    due = MatchRequest.objects.filter(state=State.ASKED, expires_at__lte=now)
    return with_people(due).order_by("expires_at", "id")


def has_mentor(program: Program, mentee: Person) -> bool:
    """Whether somebody is a mentee of a pair in the program today."""
    return Match.objects.filter(
        program=program, mentee=mentee, state__in=Match.TAKEN, kind=Match.Kind.MENTOR
    ).exists()


def looks_for_mentor(program: Program, mentee: Person) -> bool:
    """Whether somebody takes part as a mentee today."""
    return active_enrollments(program, Enrollment.Role.MENTEE).filter(person=mentee).exists()


def with_people(requests: QuerySet[MatchRequest]) -> QuerySet[MatchRequest]:
    """With what their mails and pages name."""
    return requests.select_related("program", "organization", "mentee", "mentor", "match")

"""What a manager sees of their own reports: what these chose to share, and what the team lacks."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.people.queries.sharing import direct_reports, sharing_reports
from peerlearn.people.queries.topic_counts import team_counts
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.rules.demand import team_gaps
from peerlearn.people.rules.vocabulary import Word
from programs.models import Enrollment, Program
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession


@dataclass
class Participation:
    """What one person shares: programs and sessions, nothing that they said in them."""

    person: Person
    programs: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Team:
    """What a manager may read. Without `is_large_enough` there are no gaps to tell."""

    shared: list[Participation]
    has_others: bool
    is_large_enough: bool
    threshold: int
    gaps: list[Word]


@require_safe
def team(request: OrgRequest) -> HttpResponse:
    """For people with direct reports; for others it isn't there."""
    found = team_of(request.person, threshold=request.organization_settings.anonymity_threshold)
    if found is None:
        raise Http404
    return render(request, "home/team.html", dict(vars(found)))


def team_of(manager: Person, *, threshold: int) -> Team | None:
    """The team of somebody; None for those to whom nobody reports."""
    reports = list(direct_reports(manager))
    if not reports:
        return None
    shared = _participation(list(sharing_reports(manager)))
    counts = team_counts(vocabulary(), [report.id for report in reports])
    return Team(
        shared=shared,
        has_others=len(shared) < len(reports),
        is_large_enough=len(reports) > threshold,
        threshold=threshold,
        gaps=team_gaps(counts, people=len(reports), threshold=threshold),
    )


def _participation(people: Sequence[Person]) -> list[Participation]:
    found = {person.id: Participation(person) for person in people}
    programs = (
        Enrollment.objects.filter(person_id__in=found, state__in=IN_PROGRAM)
        .exclude(program__state=Program.State.DRAFT)
        .order_by("program__name")
    )
    attended = Booking.objects.filter(person_id__in=found, state=Booking.State.ATTENDED).order_by(
        "-learning_session__starts_at"
    )
    _fill(programs.values_list("person_id", "program__name"), lambda one: found[one].programs)
    _fill(
        attended.filter(learning_session__state=LearningSession.State.FINISHED).values_list(
            "person_id", "learning_session__title"
        ),
        lambda one: found[one].sessions,
    )
    return list(found.values())


def _fill(rows: Any, of: Callable[[UUID], list[str]]) -> None:
    """Each name once, in the order of the rows: two roles in a program are one program."""
    names: dict[UUID, dict[str, None]] = defaultdict(dict)
    for person_id, name in rows:
        names[person_id].setdefault(name)
    for person_id, those in names.items():
        of(person_id).extend(those)

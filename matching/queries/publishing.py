"""What publishing must know of the day on which it happens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from matching.models import Match, MatchLock, MatchRun
from matching.queries.group import managers_of_everybody, matched_pairs, reviews_among
from matching.queries.places import places_of
from matching.queries.proposals import LISTED
from matching.rules.publishing import Proposal, Standing, obstacle_text, sort_out
from matching.rules.reporting import cut_circles
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import active_enrollments
from programs.queries.first_days import starting_later

MENTOR_KIND, MENTEE_KIND = "matching.matched_mentor", "matching.matched_mentee"
MAILS = (MENTOR_KIND, MENTEE_KIND)


def read_proposals(run: MatchRun) -> list[Proposal]:
    """The proposals of a run."""
    rows = Match.objects.filter(run=run, state=Match.State.PROPOSED)
    rows = rows.annotate(is_kept=Exists(MatchLock.objects.filter(match=OuterRef("pk"))))
    told = ("id", "mentor_id", "mentee_id", "score", "is_kept")
    return [Proposal(*row) for row in rows.values_list(*told)]


def read_standing(program: Program) -> Standing:
    """Who takes part, who is matched, and who reports to whom, today."""
    places = places_of(program)
    enrolled = active_enrollments(program, Enrollment.Role.MENTEE).order_by()
    mentees = frozenset(enrolled.values_list("person_id", flat=True))
    return Standing(
        places={mentor: places.free(mentor) for mentor in places.capacity},
        mentees=mentees,
        matched=frozenset(mentee for _mentor, mentee in matched_pairs(program)),
        lines=cut_circles(managers_of_everybody()),
        reviews=reviews_among({*mentees, *places.capacity}),
    )


@dataclass(frozen=True)
class Preview:
    """What publishing a run would do today.

    pairs        those that would be told
    held         those that could be, and are held back
    dropped      the pairs that no longer hold, each with why
    unreachable  people of the pairs to tell who have no e-mail
    """

    pairs: list[Match]
    held: list[Match]
    dropped: list[tuple[Match, str]]
    unreachable: list[Person]

    @property
    def all_pairs(self) -> list[Match]:
        """Those that could be told, by the names of the mentees."""
        return sorted([*self.pairs, *self.held], key=lambda match: match.mentee.display_name)

    @property
    def mails(self) -> int:
        """How many mails will be sent: two for each pair, where there is an address."""
        return sum(
            person.is_reachable for match in self.pairs for person in (match.mentee, match.mentor)
        )


def publication_preview(run: MatchRun, *, held_back: Collection[UUID] = ()) -> Preview:
    """Which pairs would be published, and whom no mail can reach."""
    fit, obstacles = sort_out(read_proposals(run), read_standing(run.program))
    matches = Match.objects.filter(run=run, state=Match.State.PROPOSED)
    by_id = {match.id: match for match in matches.select_related("mentor", "mentee")}
    pairs = [by_id[proposal.id] for proposal in fit if proposal.id not in held_back]
    people = {p.id: p for match in pairs for p in (match.mentee, match.mentor)}.values()
    return Preview(
        pairs=pairs,
        held=[by_id[proposal.id] for proposal in fit if proposal.id in held_back],
        dropped=[(by_id[key], obstacle_text(why)) for key, why in obstacles.items()],
        unreachable=[person for person in people if not person.is_reachable],
    )


def told_later(preview: Preview, program: Program) -> list[Person]:
    """People of the pairs to tell who are written to on their first day, by that day."""
    ids = {one for match in preview.pairs for one in (match.mentee_id, match.mentor_id)}
    return [one for one in starting_later(program, today=timezone.localdate()) if one.id in ids]


def unreachable_count(run: MatchRun) -> int:
    """How many people of a run's pairs have no e-mail address: HR tells them."""
    pairs = Match.objects.filter(run=run, state__in=LISTED).order_by()
    mentors, mentees = pairs.values("mentor_id"), pairs.values("mentee_id")
    people = Person.objects.filter(email__isnull=True, state=Person.State.ACTIVE)
    return people.filter(Q(id__in=mentors) | Q(id__in=mentees)).count()


def published_count(run: MatchRun) -> int:
    """How many of a run's pairs are published."""
    return Match.objects.filter(run=run, published_at__isnull=False).count()


def latest_publication(run: MatchRun) -> list[Match]:
    """The pairs that were published last, together, without those that have ended since."""
    published = Match.objects.filter(run=run, published_at__isnull=False)
    latest = published.aggregate(at=Max("published_at"))["at"]
    if latest is None:
        return []
    standing = published.filter(published_at=latest).exclude(state=Match.State.ENDED_EARLY)
    return list(standing.order_by("id"))


class Leaving(NamedTuple):
    """When mails leave: the first ones, and the last, of who hasn't started in the company yet."""

    first: datetime
    last: datetime


def leaves_at(run: MatchRun) -> Leaving | None:
    """When the mails of the latest publication leave; None when one of them has left, or is about
    to: then it can't be taken back any more.
    """
    if run.state not in (MatchRun.State.DONE, MatchRun.State.PUBLISHED):
        return None
    mails = mails_of(latest_publication(run))
    if mails.exclude(state=Notification.State.PENDING, due_at__gt=Now()).exists():
        return None
    due = mails.aggregate(first=Min("due_at"), last=Max("due_at"))
    return Leaving(**due) if due["first"] else None


def awaits_launch(run: MatchRun) -> bool:
    """Whether the pairs that were published last are told with the launch of their program."""
    if run.program.state != Program.State.DRAFT:
        return False
    if run.state not in (MatchRun.State.DONE, MatchRun.State.PUBLISHED):
        return False
    latest = latest_publication(run)
    return bool(latest) and not mails_of(latest).exists()


def untold_pairs(program: Program) -> list[Match]:
    """The pairs of a draft that are told with its launch, by the names of the mentees."""
    pairs = Match.objects.filter(
        program=program, state__in=Match.TAKEN, published_at__isnull=False
    ).select_related("mentor", "mentee")
    told = Notification.objects.filter(kind__in=MAILS, cause__in=[str(one.id) for one in pairs])
    causes = set(told.order_by().values_list("cause", flat=True))
    waiting = [one for one in pairs if str(one.id) not in causes]
    return sorted(waiting, key=lambda match: match.mentee.display_name)


def pairs_to_tell(program: Program) -> list[Match]:
    """The pairs of a draft that are published, or else proposed and under review."""
    run_open = Q(state=Match.State.PROPOSED, run__state=MatchRun.State.DONE)
    in_draft = Q(state__in=Match.TAKEN, program__state=Program.State.DRAFT)
    found = list(
        Match.objects.filter(run_open | in_draft, program=program)
        .select_related("mentor", "mentee")
        .order_by("mentee__name", "id")
    )
    return [one for one in found if one.published_at] or found


def mails_of(pairs: Collection[Match]) -> QuerySet[Notification]:
    """The mails that tell of new pairs."""
    return Notification.objects.filter(cause__in=[str(each.id) for each in pairs], kind__in=MAILS)


def never_told(pairs: Collection[Match]) -> set[tuple[UUID, UUID]]:
    """Who hasn't heard of which pair: in a draft nobody has, and otherwise those whose mail was put
    away before it was due.
    """
    drafts = {
        (match.id, person)
        for match in pairs
        if match.program.state == Program.State.DRAFT
        for person in (match.mentee_id, match.mentor_id)
    }
    put_away = mails_of(pairs).filter(state=Notification.State.CANCELLED, due_at__gt=Now())
    rows = put_away.order_by().values_list("cause", "person_id")
    return drafts | {(UUID(cause), person) for cause, person in rows if person}


def told_until(match: Match, *, now: datetime) -> datetime | None:
    """When both people of a pair have been told of it; None when they have been."""
    waiting = mails_of([match]).filter(state=Notification.State.PENDING, due_at__gt=now)
    last: datetime | None = waiting.aggregate(at=Max("due_at"))["at"]
    return last

"""Who of a program can be matched now, as the engine needs it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from matching.models import Match, MatchBlock, PairVerdict
from matching.queries.preferences import weights_of
from matching.queries.runs import run_under_review
from matching.rules.group import Group, Pair, Participant
from matching.rules.verdicts import pairs_apart
from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.sharing import agreed_to_private_matching
from peerlearn.people.queries.topics import vocabulary
from peerlearn.web.zones import zone_or_none
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

Topics = dict[tuple[UUID, str], tuple[str, ...]]
Stance = PersonTopic.Stance
PRIVATE = "private"


def read_group(program: Program, *, now: datetime, mentee: Person | None = None) -> Group:
    """Everybody of a program who can be matched, or one mentee and all mentors, in a handful of
    queries.

    Mentees who have a mentor are left out; mentors have as many places as their number of
    mentees leaves. Zones are taken on the program's first day, or today if that is over.
    """
    enrolled = list(_enrolled(program, mentee))
    ids = {enrollment.person_id for enrollment in enrolled}
    taken = matched_pairs(program)
    taken_places = Counter(mentor for mentor, _mentee in taken)
    matched = {mentee for _mentor, mentee in taken}
    agreed = agreed_to_private_matching(ids)
    topics = _topics(ids, agreed)
    on = max(now, datetime.combine(program.starts_on, time(12), tzinfo=UTC))

    def participant(enrollment: Enrollment, places: int = 0) -> Participant:
        return _participant(
            enrollment.person, topics, agreed=enrollment.person_id in agreed, on=on, places=places
        )

    role = Enrollment.Role
    return Group(
        mentees=tuple(
            participant(each)
            for each in enrolled
            if each.role == role.MENTEE and each.person_id not in matched
        ),
        mentors=tuple(
            participant(each, places=max(each.capacity - taken_places[each.person_id], 0))
            for each in enrolled
            if each.role == role.MENTOR
        ),
        managers=managers_of_everybody(),
        reviews=_reviews(enrolled),
        earlier=_earlier_pairs(ids),
        blocked=blocked_pairs(program),
        locked=_locked_pairs(program),
        weights=weights_of(program),
        matched_count=sum(
            each.role == role.MENTEE and each.person_id in matched for each in enrolled
        ),
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
    rows = Person.objects.filter(id__in=ids, reviewer_id__in=ids).order_by()
    return frozenset(rows.values_list("reviewer_id", "id"))


def _reviews(enrolled: Iterable[Enrollment]) -> frozenset[Pair]:
    people = (each.person for each in enrolled)
    return frozenset((one.reviewer_id, one.id) for one in people if one.reviewer_id)


def blocked_pairs(program: Program) -> frozenset[Pair]:
    """The pairs that an HR admin excluded in a program."""
    blocks = MatchBlock.objects.filter(program=program).order_by()
    return frozenset(blocks.values_list("mentor_id", "mentee_id"))


def _earlier_pairs(ids: set[UUID]) -> frozenset[Pair]:
    """Pairs that were together, but for those of whom both would be matched again."""
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
    for mentor, mentee, yes, no in rows.values_list("mentor_id", "mentee_id", "yes", "no"):
        answers[mentor, mentee] |= dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    return pairs_apart(answers, answers)


def _locked_pairs(program: Program) -> frozenset[Pair]:
    run = run_under_review(program)
    if run is None:
        return frozenset()
    kept = Match.objects.filter(run=run, state=Match.State.PROPOSED, locks__isnull=False)
    return frozenset(kept.order_by().values_list("mentor_id", "mentee_id"))


def _topics(ids: set[UUID], agreed: set[UUID]) -> Topics:
    """By person and stance what others may read; under (person, PRIVATE) the struggles and
    sensitive topics of those who agreed that these count. Of others they aren't there.
    """
    words = vocabulary()
    found: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    rows = PersonTopic.objects.filter(person_id__in=ids).order_by()
    for person_id, stance, word_id, is_sensitive in rows.values_list(
        "person_id", "stance", "topic_id", "is_sensitive"
    ):
        name = words.meaning(word_id).name
        is_private = is_sensitive or word_id in words.sensitive_ids or stance == Stance.STRUGGLES
        if not is_private:
            found[person_id, stance].add(name)
        elif person_id in agreed:
            found[person_id, PRIVATE].add(name)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _participant(
    person: Person, topics: Topics, *, agreed: bool, on: datetime, places: int
) -> Participant:
    zone = zone_or_none(person.time_zone)
    ahead = on.astimezone(zone).utcoffset() if zone else None
    return Participant(
        id=person.id,
        name=person.display_name,
        wants=topics.get((person.id, Stance.WANTS), ()),
        knows=topics.get((person.id, Stance.KNOWS), ()),
        private=topics.get((person.id, PRIVATE), ()),
        agreed=agreed,
        department=person.department or None,
        location=person.location or None,
        utc_offset=None if ahead is None else int(ahead.total_seconds()) // 60,
        started=person.starts_on,
        places=places,
        is_reachable=person.is_reachable,
    )

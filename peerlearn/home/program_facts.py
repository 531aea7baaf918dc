"""Counts what there is in a program, across all apps.

Sets of ids are met here and not by joins: right after a big import Postgres knows nothing of the
tables, and joins thousands of people with thousands of rows in a loop over both.
"""

from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Min, Q
from django.db.models.functions import Cast

from feedback.models import KnowledgeCheck
from matching.models import Match
from peerlearn.home.setup_guide import GuideFacts
from peerlearn.people.models import Person, PersonTopic
from programs.models import Program
from programs.queries import people_ids
from programs.queries.conduct import acceptance_counts, conduct_in_force
from programs.queries.enrollment import role_counts
from programs.queries.facilitators import CheckedNomination
from programs.queries.reports import is_trusted_person_named
from sessions.models import LearningSession

Session = LearningSession
VISIBLE = (Session.State.PUBLISHED, Session.State.LIVE, Session.State.FINISHED)
TEACHING = (Session.Kind.LUNCH_AND_LEARN, Session.Kind.WORKSHOP)
PAIRED = (Match.State.ACTIVE, Match.State.PAUSED, Match.State.COMPLETED)


def guide_facts(program: Program, nominations: list[CheckedNomination]) -> GuideFacts:
    """Everything that the set-up guide looks at, in a handful of queries.

    `nominations` are those that stand, with today's neutrality check.
    """
    counts = role_counts(program)
    version = conduct_in_force(program)
    accepted = [one for one in nominations if one.is_accepted]
    return GuideFacts(
        people=counts["people"],
        mentors=counts["mentor"],
        mentees=counts["mentee"],
        facilitators_accepted=len(accepted),
        facilitators_not_neutral=sum(one.needs_decision for one in accepted),
        facilitators_unchecked=sum(one.check.is_unknown for one in accepted),
        facilitators_asked=len(nominations) - len(accepted),
        has_conduct=version is not None,
        has_trusted_person=is_trusted_person_named(program),
        conduct_accepted=acceptance_counts(version)[0] if version else 0,
        **_topic_counts(program),
        **_session_counts(program),
        **_pair_counts(program),
    )


def _topic_counts(program: Program) -> dict[str, Any]:
    said = PersonTopic.objects.order_by().values_list("person_id", "stance").distinct()
    know: set[UUID] = set()
    want: set[UUID] = set()
    for person_id, stance in said:
        (know if stance == PersonTopic.Stance.KNOWS else want).add(person_id)
    people = people_ids(program)
    return {"people_who_know": len(people & know), "people_who_want": len(people & want)}


def _session_counts(program: Program) -> dict[str, Any]:
    networking = Q(kind=Session.Kind.NETWORKING)
    drafted = networking & Q(state=Session.State.DRAFT)
    teaching = Q(kind__in=TEACHING, state__in=VISIBLE)
    teaching_drafted = Q(kind__in=TEACHING, state=Session.State.DRAFT)
    sessions = Session.objects.filter(program=program).order_by()
    counts = sessions.aggregate(
        networking_planned=Count("pk", filter=networking & Q(state__in=VISIBLE)),
        networking_drafts=Count("pk", filter=drafted),
        # as text: Postgres has no smallest uuid
        networking_draft=Min(Cast("pk", CharField()), filter=drafted),
        teaching_sessions=Count("pk", filter=teaching),
        teaching_drafts=Count("pk", filter=teaching_drafted),
    )
    draft = counts.pop("networking_draft")
    checked = KnowledgeCheck.objects.aggregate(
        visible=Count("pk", filter=Q(learning_session__in=sessions.filter(teaching))),
        drafted=Count("pk", filter=Q(learning_session__in=sessions.filter(teaching_drafted))),
    )
    return {
        **counts,
        "networking_draft": UUID(draft) if draft else None,
        "teaching_sessions_with_check": checked["visible"],
        "teaching_drafts_with_check": checked["drafted"],
    }


def _pair_counts(program: Program) -> dict[str, Any]:
    published = Match.objects.filter(
        program=program, state__in=PAIRED, published_at__isnull=False
    ).order_by()
    pairs = list(published.values_list("mentor_id", "mentee_id"))
    people = Person.objects.filter(id__in={person_id for pair in pairs for person_id in pair})
    department = dict(people.order_by().values_list("id", "department"))
    return {
        "pairs": len(pairs),
        "mentees_paired": len({mentee for _mentor, mentee in pairs}),
        "pairs_across_departments": sum(
            department[mentor] != department[mentee] for mentor, mentee in pairs
        ),
    }

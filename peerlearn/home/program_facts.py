"""Counts what there is in a program, across all apps."""

from django.db.models import Count, F, Q

from feedback.models import KnowledgeCheck
from matching.models import Match
from peerlearn.home.setup_guide import GuideFacts
from peerlearn.people.models import PersonTopic
from programs.models import FacilitatorNomination, Program
from programs.queries import active_enrollments
from programs.queries.conduct import acceptance_counts, conduct_in_force
from programs.queries.enrollment import role_counts
from programs.rules.neutrality import Neutrality
from sessions.models import LearningSession

Session = LearningSession
VISIBLE = (Session.State.PUBLISHED, Session.State.LIVE, Session.State.FINISHED)
TEACHING = (Session.Kind.LUNCH_AND_LEARN, Session.Kind.WORKSHOP)
PAIRED = (Match.State.ACTIVE, Match.State.PAUSED, Match.State.COMPLETED)
NominationState = FacilitatorNomination.State
Checked = list[tuple[FacilitatorNomination, Neutrality]]


def guide_facts(program: Program, nominations: Checked) -> GuideFacts:
    """Everything that the set-up guide looks at, in seven queries.

    `nominations` are those that stand, with today's neutrality check.
    """
    counts = role_counts(program)
    version = conduct_in_force(program)
    accepted = [one for one in nominations if one[0].state == NominationState.ACCEPTED]
    return GuideFacts(
        people=counts["people"],
        mentors=counts["mentor"],
        mentees=counts["mentee"],
        facilitators_accepted=len(accepted),
        facilitators_not_neutral=sum(
            not check.is_neutral and not nomination.override_reason
            for nomination, check in accepted
        ),
        facilitators_asked=len(nominations) - len(accepted),
        has_conduct=version is not None,
        conduct_accepted=acceptance_counts(version)[0] if version else 0,
        people_with_topics=_people_with_topics(program),
        **_session_counts(program),
        **_pair_counts(program),
    )


def _people_with_topics(program: Program) -> int:
    people = active_enrollments(program).order_by().values("person_id")
    topics = PersonTopic.objects.filter(person_id__in=people)
    return topics.order_by().values("person_id").distinct().count()


def _session_counts(program: Program) -> dict[str, int]:
    networking = Q(kind=Session.Kind.NETWORKING)
    teaching = Q(kind__in=TEACHING, state__in=VISIBLE)
    sessions = Session.objects.filter(program=program).order_by()
    counts = sessions.aggregate(
        networking_planned=Count("pk", filter=networking & Q(state__in=VISIBLE)),
        networking_drafts=Count("pk", filter=networking & Q(state=Session.State.DRAFT)),
        teaching_sessions=Count("pk", filter=teaching),
    )
    checked = KnowledgeCheck.objects.filter(learning_session__in=sessions.filter(teaching))
    return {**counts, "teaching_sessions_with_check": checked.count()}


def _pair_counts(program: Program) -> dict[str, int]:
    pairs = Match.objects.filter(
        program=program, state__in=PAIRED, published_at__isnull=False
    ).order_by()
    return pairs.aggregate(
        pairs=Count("pk"),
        mentees_paired=Count("mentee_id", distinct=True),
        pairs_across_departments=Count("pk", filter=~Q(mentor__department=F("mentee__department"))),
    )

"""Counts what there is in a program, across all apps, by one statement."""

from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Min, Q
from django.db.models.functions import Cast

from feedback.models import KnowledgeCheck
from matching.models import Circle, CircleExit, CircleMember, CirclePlan, Match
from peerlearn.home.setup_facts import GuideFacts
from peerlearn.people.models import PersonTopic
from peerlearn.people.queries.topics import OPEN
from peerlearn.tenancy.together import Rows, one_of, read_together
from programs.models import Program
from programs.queries import active_enrollments
from programs.queries.conduct import acceptances_in_force, latest_versions
from programs.queries.daily import joining_rules_of
from programs.queries.enrolled import NO_SUMS, enrollment_sums
from programs.queries.facilitators import CheckedNomination
from programs.queries.reports import ReadersToday
from programs.queries.roles import Roles, role_rows, roles_from
from programs.rules.roles import APPLICATION, RoleFacts
from programs.rules.roles import OPEN as OPEN_WAY
from sessions.models import LearningSession

Session = LearningSession
VISIBLE = (Session.State.PUBLISHED, Session.State.LIVE, Session.State.FINISHED)
TEACHING = (Session.Kind.LUNCH_AND_LEARN, Session.Kind.WORKSHOP)
PAIRED = (Match.State.ACTIVE, Match.State.PAUSED, Match.State.COMPLETED)
NO_TOPICS = {"people_who_know": 0, "people_who_want": 0}
NO_SESSIONS = {
    "networking_planned": 0,
    "networking_drafts": 0,
    "networking_draft": None,
    "teaching_sessions": 0,
    "teaching_drafts": 0,
}
NO_CHECKS = {"teaching_sessions_with_check": 0, "teaching_drafts_with_check": 0}
NO_CIRCLES = {"circles_proposed": 0, "circles_published": 0}
NO_PAIRS = {"pairs": 0, "mentees_paired": 0, "pairs_across_departments": 0}


def guide_facts(
    program: Program,
    nominations: list[CheckedNomination],
    *,
    readers: ReadersToday,
    sums: dict[str, int] | None = None,
) -> GuideFacts:
    """Everything that the set-up guide looks at.

    `nominations` are those that stand, with today's neutrality check; `readers` is who
    would read quiet reports; `sums` those of enrollment_sums where they have been read.
    """
    counted = enrollment_sums(program)
    rows = read_together(
        sums=counted if sums is None else counted.none(),
        conduct=latest_versions(program).values("id")[:1],
        accepted=acceptances_in_force(program),
        topics=_topic_sums(program),
        sessions=_session_sums(program),
        checks=_check_sums(program),
        pairs=_pair_sums(program),
        circles=_circle_sums(program),
        in_circles=_circle_members(program),
        circle_plan=CirclePlan.objects.filter(program=program).values("size"),
        left_circles=_left_circles(program),
        roles=role_rows(program),
        rules=joining_rules_of(program).order_by("role").values("role"),
    )
    roles = roles_from(rows["roles"])
    sums = sums or one_of(rows["sums"], **NO_SUMS)
    sessions = one_of(rows["sessions"], **NO_SESSIONS)
    draft = sessions.pop("networking_draft")
    accepted = [one for one in nominations if one.is_accepted]
    return GuideFacts(
        people=sums["people"],
        is_draft=program.state == Program.State.DRAFT,
        mentors=sums["mentor"],
        mentees=sums["mentee"],
        facilitators_accepted=len(accepted),
        facilitators_not_neutral=sum(one.needs_decision for one in accepted),
        facilitators_unchecked=sum(one.check.is_unknown for one in accepted),
        facilitators_asked=len(nominations) - len(accepted),
        has_conduct=bool(rows["conduct"]),
        has_trusted_person=readers.reader is not None,
        is_reader_awaited=readers.awaited is not None,
        roles_filled=_roles_filled(roles, rows["rules"]),
        mentors_called=_own_name(roles["mentor"]),
        mentees_called=_own_name(roles["mentee"]),
        conduct_accepted=one_of(rows["accepted"], people=0)["people"],
        networking_draft=UUID(draft) if draft else None,
        **sessions,
        **one_of(rows["topics"], **NO_TOPICS),
        **one_of(rows["checks"], **NO_CHECKS),
        **one_of(rows["pairs"], **NO_PAIRS),
        **one_of(rows["circles"], **NO_CIRCLES),
        circle_size=one_of(rows["circle_plan"], size=0)["size"],
        people_in_circles=one_of(rows["in_circles"], people=0)["people"],
        left_circles=one_of(rows["left_circles"], people=0)["people"],
    )


def _roles_filled(roles: Roles, rules: list[Any]) -> frozenset[str]:
    """Into which roles people come without HR enrolling them."""
    ways = {key for key, role in roles.items() if role.way_in in (OPEN_WAY, APPLICATION)}
    return frozenset(ways | {row["role"] for row in rules})


def _own_name(role: RoleFacts) -> str:
    return role.plural if role.is_renamed else ""


def _topic_sums(program: Program) -> Rows:
    """How many of those who take part know something, and want something. HR reads it: who
    told only what is private hasn't said anything.
    """
    knows = Q(stance=PersonTopic.Stance.KNOWS)
    here = active_enrollments(program).order_by().values("person_id")
    told = PersonTopic.objects.filter(person_id__in=here, stance__in=OPEN, is_sensitive=False)
    said = told.order_by().values("organization_id")
    return said.annotate(  # type: ignore[no-any-return]
        people_who_know=Count("person_id", distinct=True, filter=knows),
        people_who_want=Count("person_id", distinct=True, filter=~knows),
    ).values(*NO_TOPICS)


def _session_sums(program: Program) -> Rows:
    networking = Q(kind=Session.Kind.NETWORKING)
    drafted = networking & Q(state=Session.State.DRAFT)
    sessions = Session.objects.filter(program=program).order_by().values("program_id")
    return sessions.annotate(  # type: ignore[no-any-return]
        networking_planned=Count("pk", filter=networking & Q(state__in=VISIBLE)),
        networking_drafts=Count("pk", filter=drafted),
        # as text: Postgres has no smallest uuid
        networking_draft=Min(Cast("pk", CharField()), filter=drafted),
        teaching_sessions=Count("pk", filter=Q(kind__in=TEACHING, state__in=VISIBLE)),
        teaching_drafts=Count("pk", filter=Q(kind__in=TEACHING, state=Session.State.DRAFT)),
    ).values(*NO_SESSIONS)


def _check_sums(program: Program) -> Rows:
    teaching = Session.objects.filter(program=program, kind__in=TEACHING).order_by()
    visible = teaching.filter(state__in=VISIBLE)
    drafts = teaching.filter(state=Session.State.DRAFT)
    checks = KnowledgeCheck.objects.order_by().values("organization_id")
    return checks.annotate(  # type: ignore[no-any-return]
        teaching_sessions_with_check=Count("pk", filter=Q(learning_session__in=visible)),
        teaching_drafts_with_check=Count("pk", filter=Q(learning_session__in=drafts)),
    ).values(*NO_CHECKS)


def _circle_sums(program: Program) -> Rows:
    circles = Circle.objects.filter(program=program).order_by().values("program_id")
    return circles.annotate(  # type: ignore[no-any-return]
        circles_proposed=Count("pk", filter=Q(state=Circle.State.DRAFT)),
        circles_published=Count("pk", filter=Q(state=Circle.State.ACTIVE)),
    ).values(*NO_CIRCLES)


def _circle_members(program: Program) -> Rows:
    """Of those who take part today."""
    here = active_enrollments(program).order_by().values("person_id")
    rows = CircleMember.objects.filter(
        program=program,
        circle__state=Circle.State.ACTIVE,
        left_at__isnull=True,
        person_id__in=here,
    ).order_by()
    return rows.values("program_id").annotate(people=Count("person_id")).values("people")


def _left_circles(program: Program) -> Rows:
    here = active_enrollments(program).order_by().values("person_id")
    inside = CircleMember.objects.filter(program=program, left_at__isnull=True).order_by()
    rows = CircleExit.objects.filter(program=program, person_id__in=here).order_by()
    rows = rows.exclude(person_id__in=inside.values("person_id"))
    return rows.values("program_id").annotate(people=Count("person_id")).values("people")


def _pair_sums(program: Program) -> Rows:
    published = Match.objects.filter(
        program=program, state__in=PAIRED, published_at__isnull=False
    ).order_by()
    across = ~Q(mentor__department=F("mentee__department"))
    return (  # type: ignore[no-any-return]
        published.values("program_id")
        .annotate(
            pairs=Count("pk"),
            mentees_paired=Count("mentee_id", distinct=True),
            pairs_across_departments=Count("pk", filter=across),
        )
        .values(*NO_PAIRS)
    )

"""The page of one program: for HR admins the set-up guide, for everybody what is theirs in it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.models import Match, MatchModes, MatchRun
from matching.queries.circles import circles_of_person
from matching.queries.modes import can_choose
from matching.queries.runs import is_silent, open_runs
from matching.views.job import job_of
from peerlearn.home.coming_days import ComingDay, coming_days
from peerlearn.home.guide_links import linked_guide, page_of
from peerlearn.home.local_hours import is_night
from peerlearn.home.program_facts import PAIRED, guide_facts
from peerlearn.home.program_history import history_lines
from peerlearn.home.setup_facts import GuideFacts
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.together import Rows, one_of, read_together
from peerlearn.tenancy.urls import org_reverse
from programs.models import Enrollment, Program
from programs.permissions import may_edit_program
from programs.queries import active_enrollments, programs_visible_to
from programs.queries.answering import answer_rows, answers_from
from programs.queries.conduct import acceptance_of, conduct_in_force
from programs.queries.enrolled import NO_SUMS, enrollment_sums
from programs.queries.facilitators import CheckedNomination, checked, standing_nominations
from programs.queries.programs import history_of
from programs.queries.reports import readers_today_from, trusted_person_rows
from programs.queries.roles import role_rows, roles_from, roles_of_program
from programs.rules.answering import NO_ANSWER
from programs.rules.dates import day_in_program, is_over
from programs.rules.roles import RoleFacts, hours_in_words
from programs.rules.states import verbs_from
from sessions.models import LearningSession
from sessions.queries.learning_sessions import sessions_visible_to
from sessions.queries.series import occurrences_for
from sessions.rules.series import PathStep, path_of

PAIRED_ROLES = {Enrollment.Role.MENTOR, Enrollment.Role.MENTEE}
SESSIONS_SHOWN, HISTORY_SHOWN = 5, 10
# Drafts are HR's alone: the door to sessions keeps them from others.
UPCOMING = (
    LearningSession.State.DRAFT,
    LearningSession.State.PUBLISHED,
    LearningSession.State.LIVE,
)


@require_safe
def program_page(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What a program is, what is next in it, and for HR admins how far its set-up is."""
    visible = programs_visible_to(request.person, request.membership)
    program = get_object_or_404(visible.select_related("owner"), id=program_id)
    may_edit = may_edit_program(request.membership, program)
    rows = _read(request, program, may_edit=may_edit)
    nominations = checked(program, rows["nominations"])
    readers = readers_today_from(rows)
    facilitators = [
        (one.nomination.person, one.check.is_neutral) for one in nominations if one.is_accepted
    ]
    is_facilitator = any(person == request.person for person, _is_neutral in facilitators)
    if is_facilitator and not may_edit:
        rows |= read_together(**_figures(program))
    context = {
        "program": program,
        "may_edit": may_edit,
        "facilitators": facilitators,
        "is_facilitator": is_facilitator,
        "counts": _counts(rows) if may_edit or is_facilitator else None,
        "trusted_person": readers.reader,
        "awaited_reader": readers.awaited,
        "crumbs": [(_("Programs"), org_reverse(request.organization, "programs:list"))],
        **_sessions(request, program, rows["sessions"]),
        **_own_part(request, program, rows["mine"]),
        "chooses": _chooses(program, rows["mine"], rows["modes"]),
        "circle": next(iter(rows["circle"]), None),
    }
    if may_edit:
        facts = guide_facts(
            program,
            nominations,
            readers=readers,
            sums=one_of(rows["sums"], **NO_SUMS),
        )
        context |= _setting_up(request, program, facts, nominations, rows["sessions"])
        context["answers"] = answers_from(rows["answers"]) if program.is_under_way else None
        context["history"] = history_lines(rows["history"])
        context |= _matching(request, rows["runs"])
        context["pairs_to_review"] = one_of(rows["proposed"], pairs=0)["pairs"]
    return render(request, "home/program.html", context)


def _read(request: OrgRequest, program: Program, *, may_edit: bool) -> dict[str, list[Any]]:
    """What the page shows of one program, in one statement; figures and history for HR alone."""
    visible = sessions_visible_to(request.person, request.membership)
    upcoming = visible.filter(program=program, state__in=UPCOMING, ends_at__gte=timezone.now())
    hr_reads: dict[str, Rows] = {"history": history_of(program)[:HISTORY_SHOWN]}
    hr_reads |= _figures(program) | {"runs": open_runs(program), "proposed": _proposed(program)}
    hr_reads["answers"] = answer_rows(program)
    return read_together(
        nominations=standing_nominations(program),
        sessions=upcoming.order_by("starts_at", "id")[:SESSIONS_SHOWN],
        mine=active_enrollments(program).filter(person=request.person),
        modes=MatchModes.objects.filter(program=program),
        circle=circles_of_person(request.person)
        .filter(program=program)
        .select_related(None)
        .values("id"),
        **trusted_person_rows(program),
        **(hr_reads if may_edit else {}),
    )


def _matching(request: OrgRequest, runs: list[MatchRun]) -> dict[str, Any]:
    """The run on its way, and the one whose pairs wait for somebody to look at them."""
    now = timezone.now()
    going = next((run for run in runs if run.is_going and not is_silent(run, now=now)), None)
    return {
        "matching_job": job_of(going, request, stays=True) if going else None,
        "run_to_review": next((run for run in runs if not run.is_going), None),
    }


def _proposed(program: Program) -> Rows:
    """How many pairs of the run under review are not published."""
    found = Match.objects.filter(
        program=program, run__state=MatchRun.State.DONE, state=Match.State.PROPOSED
    )
    sums = found.order_by().values("organization_id").annotate(pairs=Count("pk"))
    return sums.values("pairs")


def _figures(program: Program) -> dict[str, Rows]:
    return {"sums": enrollment_sums(program), "roles": role_rows(program)}


def _counts(rows: dict[str, list[Any]]) -> dict[str, Any]:
    """How many take part, and as what."""
    counts = one_of(rows["sums"], **NO_SUMS)
    return {
        "people": counts["people"],
        "roles": [(one.plural, counts[key]) for key, one in roles_from(rows["roles"]).items()],
    }


def _sessions(
    request: OrgRequest, program: Program, upcoming: list[LearningSession]
) -> dict[str, Any]:
    """The next sessions of the program that the reader may see, with their pages."""
    return {
        "sessions": [
            (
                one,
                org_reverse(request.organization, "sessions:detail", one.id),
                is_night(timezone.localtime(one.starts_at)),
            )
            for one in upcoming
        ],
        "session_pages": {
            "list": page_of(request.organization, program, "sessions:list", "query"),
            "create": page_of(request.organization, program, "sessions:create", "query"),
        },
    }


def _own_part(request: OrgRequest, program: Program, mine: list[Enrollment]) -> dict[str, Any]:
    """What the reader has in the program as one who takes part; nothing for others."""
    held = [enrollment.role for enrollment in mine]
    if not held:
        return {"roles": []}
    facts = roles_of_program(program)
    version = conduct_in_force(program)
    matches = Match.objects.filter(
        Q(mentor=request.person) | Q(mentee=request.person),
        program=program,
        state__in=PAIRED,
        published_at__isnull=False,
    ).select_related("mentor", "mentee")
    return {
        "roles": [facts[role].label for role in held],
        "is_paired": bool(PAIRED_ROLES & set(held)),
        "asked": [_asked(facts[role]) for role in held],
        "part_to_answer": next((one for one in mine if _waits(one, program)), None),
        "mentor_role": facts["mentor"],
        "mentee_role": facts["mentee"],
        "own_day": _own_day(program, mine),
        "own_path": _own_path(request, program, mine),
        "conduct": version,
        "acceptance": acceptance_of(version, request.person.id) if version else None,
        "mentors": [match.mentor for match in matches if match.mentee_id == request.person.id],
        "mentees": [match.mentee for match in matches if match.mentor_id == request.person.id],
    }


def _chooses(program: Program, mine: list[Enrollment], modes: list[MatchModes]) -> str:
    """Whom the reader may choose today: "mentors", "mentees", or nobody."""
    if not modes or not can_choose(modes[0], program, today=timezone.localdate()):
        return ""
    held = {enrollment.role for enrollment in mine}
    if Enrollment.Role.MENTEE in held:
        return "mentors"
    ranks = modes[0].choosing == MatchModes.Choosing.RANK
    return "mentees" if ranks and Enrollment.Role.MENTOR in held else ""


def _waits(mine: Enrollment, program: Program) -> bool:
    return mine.answer == NO_ANSWER and program.is_under_way


def _asked(facts: RoleFacts) -> str:
    hours = hours_in_words(facts.hours)
    if facts.role != Enrollment.Role.MENTOR:
        return hours
    return _("%(hours)s with each mentee") % {"hours": hours}


def _own_day(program: Program, mine: list[Enrollment]) -> int | None:
    """In an evergreen program, which day of theirs it is; None before the first."""
    if not program.is_evergreen:
        return None
    day = day_in_program(_joined(mine), program.starts_on, today=timezone.localdate())
    return day if day > 0 else None


def _joined(mine: list[Enrollment]) -> date:
    return min(one.joined_on or timezone.localdate(one.created_at) for one in mine)


def _own_path(
    request: OrgRequest, program: Program, mine: list[Enrollment]
) -> list[tuple[PathStep, str]]:
    """What repeats in an evergreen program by the reader's own clock, with the next one's page."""
    if not program.is_evergreen:
        return []
    steps = path_of(
        occurrences_for(request.person, program),
        first_day=max(_joined(mine), program.starts_on),
        now=timezone.now(),
    )
    detail = "sessions:detail"
    return [
        (step, org_reverse(request.organization, detail, step.next_one.id) if step.next_one else "")
        for step in steps
    ]


def _setting_up(
    request: OrgRequest,
    program: Program,
    facts: GuideFacts,
    nominations: list[CheckedNomination],
    sessions: list[LearningSession],
) -> dict[str, Any]:
    """The guide, who needs a look, and what can be done with the program."""
    return {
        "facts": facts,
        "guide": linked_guide(request.organization, program, facts),
        "not_neutral": [one.sentences for one in nominations if one.needs_decision],
        "verbs": verbs_from(program.state),
        "coming": _coming(program, facts, sessions),
        "is_over": is_over(program.ends_on, today=timezone.localdate()) and not program.is_closed,
    }


def _coming(
    program: Program, facts: GuideFacts, sessions: list[LearningSession]
) -> list[ComingDay]:
    """What comes next, between the launch and the first day."""
    if program.state != Program.State.OPEN:
        return []
    return coming_days(
        facts,
        starts_on=program.starts_on,
        sessions=[(one.title, timezone.localtime(one.starts_at)) for one in sessions if one.is_on],
        pairs_people="pairs" not in program.steps_left_out,
    )

"""A program's pages as somebody in it would see them, before there is anybody in it."""

import re
from copy import copy
from typing import cast
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from matching.models import Match
from peerlearn.home.dashboard import dashboard
from peerlearn.home.dry_run import sample_person
from peerlearn.home.launch import program_to_set_up
from peerlearn.home.program_page import program_page
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Membership, Person
from peerlearn.tenancy.urls import org_reverse
from programs.models import Enrollment, Program
from programs.queries.roles import roles_of_program
from sessions.models import LearningSession
from sessions.queries.drafts import drafts_of
from sessions.views.browsing import show_session

PAGES = ("home", "program", "session")
OTHER_SIDE: dict[str, str] = {
    Enrollment.Role.MENTOR: Enrollment.Role.MENTEE,
    Enrollment.Role.MENTEE: Enrollment.Role.MENTOR,
}
# A link to another page would lead out of the preview, into HR's own view; those of the banner
# (data-stays) and those within the page do not.
LEADS_OUT = re.compile(r'<a\b(?![^>]*\bdata-stays\b)([^>]*?)\shref="(?!#)[^"]*"')


class PreviewRequest(OrgRequest):
    """A request whose page is shown as a sample employee would have it; see layouts/app.html."""

    preview: dict[str, object]


@require_GET
@hr_admin_required
def preview(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The home page, the program's or a session's page of Sam Sample, who doesn't exist.

    Sam is enrolled, the program opened and its drafts published for the length of this page
    only: the database takes all of it back. No real person's data is shown as theirs.
    """
    program = program_to_set_up(request, program_id)
    roles = [role for role in Enrollment.Role.values if role in _roles_in_use(program)]
    wanted = request.GET.get("role", "")
    role = wanted if wanted in roles else roles[-1]
    with transaction.atomic():
        answer = _page_of_sample(request, program, role, roles)
        transaction.set_rollback(True)
    answer.content = LEADS_OUT.sub(r'<a aria-disabled="true"\1', answer.content.decode())
    return answer


def _roles_in_use(program: Program) -> set[str]:
    """Those that somebody has, and those that the program has a word for."""
    named = {key for key, role in roles_of_program(program).items() if role.is_renamed}
    taken = Enrollment.objects.filter(program=program).order_by().values_list("role", flat=True)
    return named | set(taken.distinct()) or {Enrollment.Role.PARTICIPANT.value}


def _page_of_sample(
    request: OrgRequest, program: Program, role: str, roles: list[str]
) -> HttpResponse:
    session = _as_if_launched(program)
    sample = sample_person(request.organization_settings.time_zone)
    sample.save()
    Enrollment.objects.create(program=program, person=sample, role=role)
    example = _example_pair(program, sample, role)
    pages = [page for page in PAGES if page != "session" or session]
    wanted = request.GET.get("page", "")
    page = wanted if wanted in pages else "program"
    seen = _request_of(request, program, page)
    seen.person = sample
    seen.membership = Membership(person=sample, role=Membership.Role.EMPLOYEE)
    labels = roles_of_program(program)
    seen.preview = {
        "program": program,
        "page": page,
        "example": example,
        "pages": [(one, _page_label(one)) for one in pages],
        "role": role,
        "roles": [(one, labels[one].label) for one in roles],
    }
    if page == "session" and session:
        return show_session(seen, session.id)
    return dashboard(seen) if page == "home" else program_page(seen, program.id)


def _example_pair(program: Program, sample: Person, role: str) -> str:
    """Pair Sam with somebody who doesn't exist either; their name, "" where nobody is paired."""
    if role not in OTHER_SIDE or "pairs" in program.steps_left_out:
        return ""
    other = Person.objects.create(
        name=_("Alex Example"), email="alex.example@example.com", time_zone=sample.time_zone
    )
    Enrollment.objects.create(program=program, person=other, role=OTHER_SIDE[role])
    is_mentor = role == Enrollment.Role.MENTOR
    Match.objects.create(
        program=program,
        mentor=sample if is_mentor else other,
        mentee=other if is_mentor else sample,
        state=Match.State.ACTIVE,
        score=0,
        published_at=timezone.now(),
    )
    return other.name


def _as_if_launched(program: Program) -> LearningSession | None:
    """Open the program and publish what can be; the first session to come, if there is one."""
    if program.state == Program.State.DRAFT:
        Program.objects.filter(id=program.id).update(state=Program.State.OPEN)
    now = timezone.now()
    ready = [one.learning_session.id for one in drafts_of(program, now=now) if one.is_ready]
    sessions = LearningSession.objects.filter(program=program)
    sessions.filter(id__in=ready).update(state=LearningSession.State.PUBLISHED)
    coming = sessions.filter(state=LearningSession.State.PUBLISHED, starts_at__gt=now)
    return coming.order_by("starts_at", "id").first()


def _request_of(request: OrgRequest, program: Program, page: str) -> PreviewRequest:
    """A copy of the request that asks for the page itself, not for its preview."""
    seen = cast("PreviewRequest", copy(request))
    seen.GET = QueryDict("")
    home = org_reverse(request.organization, "home:dashboard")
    seen.path = (
        home if page == "home" else org_reverse(request.organization, "home:program", program.id)
    )
    return seen


def _page_label(page: str) -> str:
    return {"home": _("Home page"), "program": _("Program"), "session": _("Session")}[page]

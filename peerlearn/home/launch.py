"""The last step of the set-up guide: check your answers, and launch."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.home.launch_facts import LaunchFacts, launch_facts
from peerlearn.home.launching import Launched, launch_program
from peerlearn.home.local_hours import waiting_for_morning
from peerlearn.people.actions import invite_people
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.moments import date_text
from programs.errors import ProgramError
from programs.models import Program
from programs.permissions import may_edit_program
from programs.queries import programs_visible_to
from programs.queries.logins import people_to_invite
from sessions.actions.drafting import place_drafts
from sessions.actions.plans import PlanRefusedError
from sessions.forms import PlaceForm


def program_to_set_up(request: OrgRequest, program_id: UUID) -> Program:
    """A program that the reader may set up, or 404."""
    visible = programs_visible_to(request.person, request.membership).select_related("owner")
    program = get_object_or_404(visible, id=program_id)
    if not may_edit_program(request.membership, program):
        raise Http404
    return program


def program_crumbs(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    """The way down to a page below a program."""
    return [
        (_("Programs"), org_reverse(request.organization, "programs:list")),
        (program.name, org_reverse(request.organization, "home:program", program.id)),
    ]


@require_http_methods(["GET", "POST"])
@hr_admin_required
def launch(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """All choices on one page, what stands against the launch, and the launch itself."""
    program = program_to_set_up(request, program_id)
    facts = launch_facts(program, today=timezone.localdate(), now=timezone.now())
    if request.method == "POST":
        return _launch(request, facts)
    return _page(request, facts, PlaceForm())


@require_POST
@hr_admin_required
def draft_places(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Give all drafts that have no place the same one."""
    program = program_to_set_up(request, program_id)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        facts = launch_facts(program, today=timezone.localdate(), now=timezone.now())
        return _page(request, facts, form)
    try:
        placed = place_drafts(program, **form.cleaned_data, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        said = ngettext(
            "%(count)s draft has a place now.", "%(count)s drafts have a place now.", placed
        )
        flash(request, said % {"count": placed})
    return redirect(org_reverse(request.organization, "home:launch", program.id))


@require_POST
@hr_admin_required
def invitations(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Ask those who can't sign in yet to join, each at most once a day."""
    program = program_to_set_up(request, program_id)
    asked = people_to_invite(program, now=timezone.now())
    sent = len(invite_people(asked, by=request.person).ready)
    said = ngettext(
        "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", sent
    ) % {"count": sent}
    if not sent:
        said = _(
            "No invitation was sent: all whom a mail can reach have a login, were invited within"
            " the last day, or have not started yet."
        )
    flash(request, said, level="success" if sent else "info")
    return redirect(org_reverse(request.organization, "home:launch", program.id))


def _page(request: OrgRequest, facts: LaunchFacts, form: PlaceForm) -> HttpResponse:
    program = facts.program
    context = {
        "facts": facts,
        "program": program,
        "place_form": form,
        "has_errors": bool(form.errors),
        "crumbs": program_crumbs(request, program),
    }
    return render(request, "home/launch.html", context, status=422 if form.errors else 200)


def _launch(request: OrgRequest, facts: LaunchFacts) -> HttpResponse:
    chosen = chosen_drafts(request.POST, facts)
    try:
        launched = launch_program(
            facts.program,
            publish=chosen,
            by=request.person,
            today=timezone.localdate(),
            tell="tell" in request.POST,
            in_the_morning="in_the_morning" in request.POST,
        )
    except (ProgramError, PlanRefusedError) as refusal:
        flash(request, str(refusal), level="error")
        return redirect(org_reverse(request.organization, "home:launch", facts.program.id))
    said = _said(launched)
    if "tell" in request.POST and facts.people:
        waits = 0
        if "in_the_morning" in request.POST:
            house = ZoneInfo(request.organization_settings.time_zone)
            waits = waiting_for_morning(facts.zones, house=house, now=timezone.now())
        said = f"{said} {_told(facts.people, waits)} {facts.starting_later}".rstrip()
    flash(request, " ".join([said, *_next(launched)]))
    return redirect(org_reverse(request.organization, "home:program", facts.program.id))


def _next(launched: Launched) -> list[str]:
    """What comes of the launch by itself, and when: sentences."""
    said = []
    if launched.pairs:
        told = ngettext(
            "%(count)s pair is told after that.",
            "%(count)s pairs are told after that.",
            launched.pairs,
        )
        said.append(told % {"count": launched.pairs})
    if launched.program.state == Program.State.OPEN:
        day = date_text(launched.program.starts_on)
        said.append(_("It begins by itself on %(day)s.") % {"day": day})
    return said


def _told(people: int, waits: int) -> str:
    """That they are told by mail, and for how many of them it waits for their morning."""
    told = ngettext("%(count)s person is told by mail", "%(count)s people are told by mail", people)
    told %= {"count": people}
    if not waits:
        return f"{told}."
    if waits >= people:
        return _("%(told)s, at 9:00 of their next working day.") % {"told": told}
    return ngettext(
        "%(told)s, %(count)s of them at 9:00 of the next working day there.",
        "%(told)s, %(count)s of them at 9:00 of the next working day there.",
        waits,
    ) % {"told": told, "count": waits}


def chosen_drafts(sent: QueryDict, facts: LaunchFacts) -> list[UUID]:
    """The drafts that were ticked, as far as they are this program's."""
    ticked = set(sent.getlist("publish"))
    return [
        one.learning_session.id for one in facts.drafts if str(one.learning_session.id) in ticked
    ]


def _said(launched: Launched) -> str:
    said = _("The program is launched. Those enrolled see it now.")
    if launched.program.state == Program.State.RUNNING:
        said = _("The program is launched and running. Those enrolled see it now.")
    if not launched.published:
        return said
    published = ngettext(
        "%(count)s session is published.", "%(count)s sessions are published.", launched.published
    ) % {"count": launched.published}
    return f"{said} {published}"

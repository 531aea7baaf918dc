"""The form in which sessions and series are planned: how it is begun, checked and shown."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries import accepted_facilitators, programs_visible_to
from programs.queries.load import load_of_person
from programs.rules.load import HOURS, PRESENTING, warning
from sessions.edit_forms import typed_from
from sessions.forms import SessionForm
from sessions.models import LearningSession, MeetingRoom
from sessions.views.doors import session_or_404
from sessions.views.room_choice import ways_of

WEEK = timedelta(days=7)
BEGUN = ("title", "description")


def asks_first(form: SessionForm) -> bool:
    """Whether a presenter who would give more than their limit must be confirmed first."""
    presenter = form.cleaned_data.get("presenter")
    if presenter is None or str(presenter.id) == form.data.get("load_seen"):
        return False
    if form.was is not None and form.was.presenter_id == presenter.id:
        return False
    load = load_of_person(presenter, now=timezone.now())
    said = warning(presenter.name, load, HOURS[PRESENTING])
    if said:
        form.add_error("presenter", _("%(said)s Save again to keep them.") % {"said": said})
        form.load_seen = str(presenter.id)
    return bool(said)


def program_of(request: OrgRequest) -> Program | None:
    """The program in the address; without one, the only one that there is."""
    programs = programs_visible_to(request.person, request.membership).exclude(
        state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
    )
    wanted = request.GET.get("program")
    if wanted:
        return get_object_or_404(programs, pk=uuid_or_404(wanted))
    first_two = list(programs[:2])
    return first_two[0] if len(first_two) == 1 else None


def choose_program(request: OrgRequest, *, page: str = "sessions:create") -> HttpResponse:
    """Ask for which program something is planned on a page."""
    programs = programs_visible_to(request.person, request.membership).exclude(
        state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
    )
    context = {
        "programs": programs,
        "begun": urlencode(_begun(request)),
        "page": page,
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
    }
    return render(request, "sessions/choose_program.html", context)


def _begun(request: OrgRequest) -> dict[str, Any]:
    """What a link has filled in already, as "propose a session on this topic" does."""
    fields = SessionForm.base_fields
    return {
        name: request.GET[name][: getattr(fields[name], "max_length", None)]
        for name in BEGUN
        if name in request.GET
    }


def original_of(request: OrgRequest) -> LearningSession | None:
    """The session to copy, if the address names one."""
    wanted = request.GET.get("copy")
    return session_or_404(request, uuid_or_404(wanted)) if wanted else None


def copied(request: OrgRequest, zone: str) -> dict[str, Any]:
    """The fields of the session to copy, at the same time of day in one of the next weeks."""
    original = original_of(request)
    if original is None:
        return _begun(request)
    typed = typed_from(original, zone=zone, start=original.starts_at)
    today = timezone.localdate()
    typed["day"] += WEEK
    while typed["day"] <= today:
        typed["day"] += WEEK
    return typed


def form_page(
    request: OrgRequest,
    form: SessionForm,
    program: Program,
    *,
    template: str = "sessions/form.html",
    **context: Any,
) -> HttpResponse:
    """The page with the form of a plan, and what helps to fill it."""
    form.suggest_presenters_from(org_reverse(request.organization, "sessions:presenters"))
    context |= {
        "form": form,
        "program": program,
        "rooms": MeetingRoom.objects.all(),
        "ways": ways_of(form),
        "has_facilitators": accepted_facilitators(program).exists(),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def crumbs_below(request: OrgRequest, learning_session: LearningSession) -> list[tuple[str, str]]:
    """The way to a page below that of a session."""
    organization = request.organization
    return [
        (_("Sessions"), org_reverse(organization, "sessions:list")),
        (learning_session.title, org_reverse(organization, "sessions:detail", learning_session.id)),
    ]


def to_session(request: OrgRequest, learning_session: LearningSession) -> HttpResponse:
    """To the page of a session."""
    return redirect(org_reverse(request.organization, "sessions:detail", learning_session.id))


def uuid_or_404(text: str) -> UUID:
    """What stands in an address as an id; what is none leads nowhere."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error

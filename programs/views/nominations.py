"""The nominee's answer, in the app or by the link in the mail, which works without a login."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.queries.invitations import way_in
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token
from programs.actions.nominations import (
    accept_nomination,
    decline_nomination,
    invite_nominee,
)
from programs.errors import ProgramError
from programs.forms.nominations import AnswerForm
from programs.models import FacilitatorNomination
from programs.nomination_mails import LINK_LIVES, PURPOSE
from programs.queries.facilitators import nominations_visible_to
from programs.rooms import meetings_ahead
from programs.rules.load import FACILITATING, HOURS
from programs.rules.roles import hours_in_words

State = FacilitatorNomination.State


def nomination(request: OrgRequest, nomination_id: UUID) -> HttpResponse:
    """The question to somebody who is signed in."""
    asked = get_object_or_404(nominations_visible_to(request.person), id=nomination_id)
    return _question(request, asked, "programs/nomination.html")


@organization_public
def nomination_by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """The question by the link in the mail: GET asks, POST answers."""
    asked = _asked_or_404(request, token)
    if asked is None:
        return render(request, "programs/nomination_gone.html", status=410)
    more = {"token": token, "way_in": way_in(asked.person)}
    return _question(request, asked, "programs/nomination_by_mail.html", more)


@require_POST
@organization_public
def nomination_invitation(request: OrgRequest, token: str) -> HttpResponse:
    """Mail the nominee, at their own address, the way to a login. The link that was mailed for
    the answer opens nothing by itself: it may have been forwarded.
    """
    asked = _asked_or_404(request, token)
    if asked is None:
        return render(request, "programs/nomination_gone.html", status=410)
    try:
        invite_nominee(asked)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return redirect(org_reverse(request.organization, "programs:nomination_by_mail", token))


def _asked_or_404(request: OrgRequest, token: str) -> FacilitatorNomination | None:
    try:
        return _asked_by_token(token)
    except BadTokenError:
        not_here(request)


def _asked_by_token(token: str) -> FacilitatorNomination | None:
    """The nomination of a link; None when the link is too old or void.

    Raises BadTokenError for a link that is changed or of another organization.
    """
    expired = False
    try:
        claims = read_token(PURPOSE, token, max_age=LINK_LIVES)
    except ExpiredTokenError as error:
        claims, expired = error.claims, True
    found = (
        FacilitatorNomination.objects.filter(id=claims["nomination"])
        .select_related("program", "person", "nominated_by")
        .first()
    )
    if found is None:
        raise BadTokenError
    if expired or found.asked_at.isoformat() != claims["asked"]:
        return None
    return found


def _question(
    request: OrgRequest,
    asked: FacilitatorNomination,
    template: str,
    more: dict[str, str] | None = None,
) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(asked, form.cleaned_data)
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
        return redirect(request.path)
    context = {
        "nomination": asked,
        "program": asked.program,
        "form": form,
        "hours": hours_in_words(HOURS[FACILITATING]),
        "meetings": meetings_ahead(asked.program, now=timezone.now()),
        "is_open": asked.state == State.PROPOSED and not asked.program.is_closed,
        **(more or {}),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _answer(asked: FacilitatorNomination, said: dict[str, Any]) -> None:
    now = timezone.now()
    if said["answer"] == "accept":
        accept_nomination(asked, now=now)
    else:
        decline_nomination(asked, reason=said["reason"], now=now)

"""The answer to an invitation, in the app or by the link in the mail."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.tenancy.context import act_as
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token
from programs.actions.joining import accept_invitation, decline_invitation
from programs.errors import ProgramError
from programs.forms.nominations import AnswerForm
from programs.joining_mails import LINK_LIVES, PURPOSE
from programs.models import Enrollment
from programs.queries.joining import changes_of, enrollments_visible_to
from programs.queries.roles import role_of_program
from programs.rules.dates import is_over
from programs.rules.roles import hours_in_words


def invitation(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """The question to somebody who is signed in."""
    asked = get_object_or_404(enrollments_visible_to(request.person), id=enrollment_id)
    return _question(request, asked, "programs/invitation.html")


@organization_public
def invitation_by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """The question by the link in the mail: GET asks, POST answers."""
    try:
        asked = _asked_by_token(token)
    except BadTokenError:
        not_here(request)
    if asked is None:
        return render(request, "programs/invitation_gone.html", status=410)
    act_as(asked.person_id)
    return _question(request, asked, "programs/invitation_by_mail.html")


def _asked_by_token(token: str) -> Enrollment | None:
    """The enrollment of a link; None when the link is too old or a newer act has voided it.

    Raises BadTokenError for a link that is changed or of another organization.
    """
    expired = False
    try:
        claims = read_token(PURPOSE, token, max_age=LINK_LIVES)
    except ExpiredTokenError as error:
        claims, expired = error.claims, True
    rows = Enrollment.objects.select_related("program", "person")
    found = rows.filter(id=claims["enrollment"]).first()
    if found is None:
        raise BadTokenError
    last = changes_of([found.id]).get(found.id)
    is_newest = last is not None and str(last.id) == claims["change"]
    # Answering is a newer change too: who follows the link again reads what they said.
    is_answered = last is not None and last.by_id == found.person_id
    has_left = found.person.state == found.person.State.LEFT
    return None if expired or has_left or not (is_newest or is_answered) else found


def _question(request: OrgRequest, asked: Enrollment, template: str) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(asked, form.cleaned_data)
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
        return redirect(request.path)
    facts = role_of_program(asked.program, asked.role)
    context = {
        "enrollment": asked,
        "program": asked.program,
        "facts": facts,
        "hours": hours_in_words(facts.hours),
        "form": form,
        "is_over": asked.program.is_closed
        or is_over(asked.program.ends_on, today=timezone.localdate()),
        "heading": _("Would you take part in “%(name)s”?") % {"name": asked.program.name}
        if asked.state == Enrollment.State.INVITED
        else asked.program.name,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _answer(asked: Enrollment, said: dict[str, Any]) -> None:
    if said["answer"] == "accept":
        accept_invitation(asked, by=asked.person, today=timezone.localdate())
    else:
        decline_invitation(asked, by=asked.person, words=said["reason"])

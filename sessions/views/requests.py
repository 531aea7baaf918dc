"""Asking for a seat, and answering: several at once, and by the link in a mail."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from peerlearn.tenancy.context import act_as
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token
from sessions.actions.request_mails import REQUEST_PURPOSE, line_of_page
from sessions.actions.requests import (
    Approved,
    approve_requests,
    ask_for_seat,
    decline_request,
    reopen_request,
)
from sessions.models import LearningSession, WaitlistEntry
from sessions.queries.bookings import approves
from sessions.queries.requests import answered_in, request_by_id
from sessions.queries.waitlist import requests_for
from sessions.rules.seats import SeatRefusedError
from sessions.seat_forms import RefusalForm
from sessions.views.doors import session_or_404
from sessions.views.line import show_line, tended_or_404
from sessions.views.seat_answers import answer, wanted_mode

LINK_AGE = timedelta(days=400)
MOST_AT_ONCE = 50


@require_POST
def ask(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Ask for a seat."""
    learning_session = session_or_404(request, session_id)

    def act() -> str:
        mode, me = wanted_mode(request), request.person
        if ask_for_seat(learning_session, person=me, by=me, mode=mode) is None:
            return ""
        return _("Asked. You hear yes or no by mail.")

    return answer(request, learning_session, act)


@require_POST
def decide(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Say yes or no to those who are ticked."""
    learning_session = tended_or_404(request, session_id)
    ticked = set(request.POST.getlist("entry"))
    chosen = [one for one in requests_for(learning_session) if str(one.pk) in ticked]
    page = line_of_page(learning_session)
    if not chosen:
        flash(request, _("Tick those whom you mean."), level="error")
        return redirect(page)
    if request.POST.get("answer") != "decline":
        _say_yes(request, learning_session, chosen)
        return redirect(page)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        marked = {one.pk for one in chosen}
        return show_line(request, learning_session, refusal=form, ticked=marked)
    _say_no(request, chosen, form.cleaned_data["reason"])
    return redirect(page)


@require_POST
def reopen(request: OrgRequest, session_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a no back."""
    learning_session = tended_or_404(request, session_id)
    entry = get_object_or_404(answered_in(learning_session), pk=entry_id)
    _reopen_all(request, learning_session, [entry])
    return redirect(line_of_page(learning_session))


@require_POST
def undo_answers(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Take back the answers that were given together; the address names the requests."""
    learning_session = tended_or_404(request, session_id)
    meant = set(request.GET.get("entries", "").split("."))
    answered = [one for one in answered_in(learning_session) if one.pk.hex in meant]
    _reopen_all(request, learning_session, answered)
    return redirect(line_of_page(learning_session))


def _reopen_all(
    request: OrgRequest, learning_session: LearningSession, entries: Sequence[WaitlistEntry]
) -> None:
    reopened, refused = 0, ""
    for entry in entries:
        entry.learning_session = learning_session
        try:
            reopen_request(entry, by=request.person)
        except SeatRefusedError as refusal:
            refused = str(refusal)
        else:
            reopened += 1
    if refused:
        flash(request, refused, level="warning")
    if reopened:
        said = ngettext(
            "The request waits for an answer again.",
            "%(n)d requests wait for an answer again.",
            reopened,
        )
        flash(request, said % {"n": reopened})


@organization_public
def by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """Answer one request by the link in its mail, without a login. GET asks, POST does it."""
    claims, is_old = _claims(request, token)
    entry = request_by_id(claims["entry"])
    reader = Person.objects.filter(pk=claims["person"], state=Person.State.ACTIVE).first()
    if entry is None or reader is None or not approves(reader, entry.learning_session):
        not_here(request)
    if is_old:
        return render(request, "sessions/link_expired.html", status=404)
    act_as(reader.id)
    form, refusal = RefusalForm(), ""
    if request.method == "POST":
        form, refusal = _answer_by_mail(request, entry, reader)
        if not refusal and not form.errors:
            return redirect(request.path)
    context = {
        "entry": entry,
        "learning_session": entry.learning_session,
        "reader": reader,
        "form": form,
        "refusal": refusal,
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "sessions/request_by_mail.html", context, status=status)


def _claims(request: OrgRequest, token: str) -> tuple[dict[str, str], bool]:
    """What a link says, and whether it is too old to answer by."""
    try:
        return read_token(REQUEST_PURPOSE, token, max_age=LINK_AGE), False
    except ExpiredTokenError as error:
        return error.claims, True
    except BadTokenError:
        not_here(request)


def _answer_by_mail(
    request: OrgRequest, entry: WaitlistEntry, reader: Person
) -> tuple[RefusalForm, str]:
    form = RefusalForm(request.POST if request.POST.get("answer") == "decline" else None)
    try:
        if request.POST.get("answer") == "approve":
            approve_requests(entry.learning_session, [entry], by=reader)
        elif form.is_valid():
            decline_request(entry, by=reader, reason=form.cleaned_data["reason"])
    except SeatRefusedError as error:
        return form, str(error)
    return form, ""


def _say_yes(
    request: OrgRequest, learning_session: LearningSession, chosen: list[WaitlistEntry]
) -> None:
    try:
        done = approve_requests(learning_session, chosen, by=request.person)
    except SeatRefusedError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _words(done), undo_url=_undo_url(request, learning_session, chosen))


def _undo_url(
    request: OrgRequest, learning_session: LearningSession, entries: Sequence[WaitlistEntry]
) -> str:
    """Where these answers are taken back, all together; "" for more than an address holds."""
    if not 0 < len(entries) <= MOST_AT_ONCE:
        return ""
    undo = org_reverse(request.organization, "sessions:undo_answers", learning_session.pk)
    return f"{undo}?entries={'.'.join(entry.pk.hex for entry in entries)}"


def _words(done: Approved) -> str:
    seated = ngettext("%(n)d has a seat.", "%(n)d have a seat.", done.seated) % {"n": done.seated}
    if not done.in_line:
        return seated
    waits = ngettext(
        "%(n)d is in line: all seats are taken.",
        "%(n)d are in line: all seats are taken.",
        done.in_line,
    )
    return f"{seated} {waits % {'n': done.in_line}}"


def _say_no(request: OrgRequest, chosen: list[WaitlistEntry], reason: str) -> None:
    declined = []
    for entry in chosen:
        try:
            decline_request(entry, by=request.person, reason=reason)
        except SeatRefusedError as refusal:
            flash(request, str(refusal), level="warning")
        else:
            declined.append(entry)
    if declined:
        n = len(declined)
        said = ngettext("%(n)d request is declined.", "%(n)d requests are declined.", n)
        undo_url = _undo_url(request, declined[0].learning_session, declined)
        flash(request, said % {"n": n}, undo_url=undo_url)

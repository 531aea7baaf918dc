"""Whether a planned meeting happened: by the link in the mail, and on the pair's page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.actions.meeting_mails import LINK_LIVES, MET_PURPOSE
from matching.actions.meetings import ask_again, say_met, say_not_met
from matching.errors import MatchingError
from matching.models import Match, PairMeeting
from matching.queries.pair_page import any_meeting_of_pair, told_meeting
from matching.views.own_pair import act, own_match
from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from peerlearn.tenancy.context import act_as
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token

ANSWERS: dict[str, Callable[..., Any]] = {"yes": say_met, "no": say_not_met, "undo": ask_again}


@organization_public
def by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """The question, to one of the two without a login. GET asks, POST answers."""
    claims, is_old = _claims(request, token)
    meeting = told_meeting(UUID(claims["meeting"]))
    reader = _one_of(meeting, UUID(claims["person"]))
    if meeting is None or reader is None:
        not_here(request)
    act_as(reader.id)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    can_answer = not is_old and meeting.match.state in Match.TAKEN
    if request.method == "POST" and answer and can_answer:
        try:
            answer(meeting, by=reader)
        except MatchingError as refusal:
            flash(request, str(refusal), level="warning")
        return redirect(request.path)
    context = {
        "meeting": meeting,
        "other": _other(meeting.match, reader),
        "reader": reader,
        "can_answer": can_answer,
    }
    return render(request, "matching/did_you_meet.html", context)


@require_POST
def held(request: OrgRequest, match_id: UUID, meeting_id: UUID) -> HttpResponse:
    """It happened."""
    said = _("Noted. When do you meet next?")
    return _answered(request, match_id, meeting_id, say_met, said)


@require_POST
def missed(request: OrgRequest, match_id: UUID, meeting_id: UUID) -> HttpResponse:
    """It didn't."""
    said = _("It happens. Find another time.")
    return _answered(request, match_id, meeting_id, say_not_met, said)


@require_POST
def asked_again(request: OrgRequest, match_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Take either answer back."""
    found = own_match(request, match_id)
    meeting = _meeting(found, meeting_id)
    said = _("The question is open again.")
    return act(request, found, lambda: ask_again(meeting, by=request.person), said)


def _answered(
    request: OrgRequest, match_id: UUID, meeting_id: UUID, say: Callable[..., Any], said: str
) -> HttpResponse:
    found = own_match(request, match_id)
    meeting = _meeting(found, meeting_id)
    undo = org_reverse(request.organization, "matching:ask_again", found.id, meeting.id)
    return act(request, found, lambda: say(meeting, by=request.person), said, undo=undo)


def _meeting(match: Match, meeting_id: UUID) -> PairMeeting:
    return get_object_or_404(any_meeting_of_pair(match, meeting_id))


def _claims(request: OrgRequest, token: str) -> tuple[dict[str, str], bool]:
    """What a link says, and whether it is too old to answer by."""
    try:
        return read_token(MET_PURPOSE, token, max_age=LINK_LIVES), False
    except ExpiredTokenError as error:
        return error.claims, True
    except BadTokenError:
        not_here(request)


def _one_of(meeting: PairMeeting | None, person_id: UUID) -> Person | None:
    people = (meeting.match.mentor, meeting.match.mentee) if meeting else ()
    active = Person.State.ACTIVE
    return next((one for one in people if one.id == person_id and one.state == active), None)


def _other(match: Match, reader: Person) -> Person:
    other: Person = match.mentor if match.mentee_id == reader.id else match.mentee
    return other

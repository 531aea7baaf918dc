"""The mails about questions to mentors. Why somebody said no is in none of them."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matching.models import MatchRequest, MentorSearch
from matching.rules.left_out import explain_left_out
from matching.rules.reasons import Names, Reader, reasons_of, wanted_topics
from matching.rules.weights import PRIVATE_RULE
from matching.rules.working_days import morning_of
from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries.roles import roles_of_program

ASKED, REMINDER = "matching.request_asked", "matching.request_reminder"
EXPIRED, OVER = "matching.request_expired", "matching.request_over"
GOING, NO_CHOICE = "matching.request_going", "matching.request_no_choice"
NOBODY = "matching.nobody_possible"
# Sent only while the question is open.
OPEN_KINDS = (ASKED, REMINDER, GOING)
LEAST_BEFORE_REMINDER = timedelta(hours=20)


def tell_asked(request: MatchRequest, zone: ZoneInfo) -> None:
    """The question, and a reminder on the morning of the last day on which it can be answered."""
    asked_at, expires_at = request.asked_at, request.expires_at
    assert asked_at is not None and expires_at is not None  # noqa: S101, PT018  for the type checker
    context = asked_context(request)
    _tell(request, request.mentor, ASKED, context, expires_at=expires_at)
    reminder_at = morning_of(expires_at, zone)
    if reminder_at - asked_at >= LEAST_BEFORE_REMINDER:
        _tell(request, request.mentor, REMINDER, context, due_at=reminder_at, expires_at=expires_at)


def tell_going_on(request: MatchRequest) -> None:
    """The mentee learns that a mentor was asked, unless they just did it themselves."""
    earlier = MatchRequest.objects.filter(
        program=request.program, mentee=request.mentee, asked_at__isnull=False
    ).exclude(id=request.id)
    is_next = earlier.filter(answered_at__gte=request.created_at).exists() or (
        earlier.filter(origin=request.origin).exists()
    )
    is_choice = request.origin == MatchRequest.Origin.CHOICE
    if is_choice and not is_next:
        return
    context = {**_about(request), "is_choice": is_choice, "is_next": is_next}
    context["until"] = request.expires_at
    _tell(request, request.mentee, GOING, context, path=_mentees_page(request))


def tell_expired(request: MatchRequest) -> None:
    """The mentor learns that the question is with somebody else now."""
    cancel_notifications(cause=str(request.id))
    _tell(request, request.mentor, EXPIRED, _about(request))


def tell_over(request: MatchRequest) -> None:
    """The mentor learns that the question needs no answer any more, if it was sent already."""
    is_unsent = cancel_notifications(cause=str(request.id), kinds=[ASKED])
    cancel_notifications(cause=str(request.id))
    if not is_unsent:
        _tell(request, request.mentor, OVER, _about(request))


def tell_no_choice_left(request: MatchRequest) -> None:
    """The mentee learns that none of those whom they chose could take it on."""
    _tell(request, request.mentee, NO_CHOICE, _about(request), path=_mentees_page(request))


def tell_hr_of_nobody(search: MentorSearch) -> None:
    """The program's owner (or all HR admins, where there is none) learns that nobody can be asked
    for a mentee: once, however often it is tried.
    """
    admins = list(hr_admins())
    owner = [admin for admin in admins if admin.id == search.program.owner_id]
    why = explain_left_out(search.why, names=_names_of_full(search))
    for admin in owner or admins:
        notify(
            to=admin,
            kind=NOBODY,
            dedupe_key=f"{NOBODY}:{search.id}:{admin.id}",
            context={
                "program": search.program,
                "roles": roles_of_program(search.program),
                "mentee": search.mentee,
                "why": why,
            },
            cause=str(search.id),
            link=org_reverse(search.organization, "matching:questions", search.program_id),
        )


def asked_context(request: MatchRequest) -> dict[str, Any]:
    """What the question tells the mentor. What both struggle with is between a pair, not before."""
    names = Names(request.mentor.display_name, request.mentee.display_name, Reader.MENTOR)
    parts = [part for part in request.reasons if part["rule"] != PRIVATE_RULE]
    return {
        **_about(request),
        "is_choice": request.origin == MatchRequest.Origin.CHOICE,
        "other": request.mentee,
        "words": request.words,
        "reasons": [reason.text for reason in reasons_of(parts, names)],
        "topics": wanted_topics(parts),
        "until": request.expires_at,
    }


def request_stands(notification: Notification) -> bool:
    """Whether the question still waits for its answer."""
    asked = MatchRequest.objects.filter(
        id=notification.cause,
        state=MatchRequest.State.ASKED,
        mentor__state=Person.State.ACTIVE,
        mentee__state=Person.State.ACTIVE,
    )
    return asked.exclude(
        program__state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
    ).exists()


def _about(request: MatchRequest) -> dict[str, Any]:
    return {
        "program": request.program,
        "roles": roles_of_program(request.program),
        "mentor": request.mentor,
        "mentee": request.mentee,
    }


def _tell(
    request: MatchRequest,
    to: Person,
    kind: str,
    context: dict[str, Any],
    *,
    path: str = "",
    **times: Any,
) -> None:
    notify(
        to=to,
        kind=kind,
        dedupe_key=f"{kind}:{request.id}",
        context=context,
        cause=str(request.id),
        link=path or org_reverse(request.organization, "matching:request", request.id),
        **times,
    )


def _mentees_page(request: MatchRequest) -> str:
    return org_reverse(request.organization, "matching:mine")


def _names_of_full(search: MentorSearch) -> dict[str, str]:
    people = Person.objects.filter(id__in=search.why.get("full", []))
    return {str(person.id): person.display_name for person in people}

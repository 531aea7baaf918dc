"""What messages are about, as people choose among them: each kind belongs to one group."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """Messages that are switched on and off together; of `is_needed` ones the mail can't be."""

    key: str
    name: str | Promise
    about: str | Promise
    is_needed: bool = False


LOGIN = Group(
    "login",
    _("Your login"),
    _("Invitations, passwords, a changed address: without them nobody could help you in."),
    is_needed=True,
)
ASKED = Group(
    "asked",
    _("What you did or asked for"),
    _("A seat booked, moved or called off, a session that you lead, the end of an import."),
    is_needed=True,
)
DUTIES = Group(
    "duties",
    _("What others rely on you for"),
    _("A nomination, an application, a report for the person you were named to be."),
    is_needed=True,
)
REMINDERS = Group(
    "reminders",
    _("Reminders of sessions"),
    _("Before a session that you booked, and after it."),
)
PROGRAMS = Group(
    "programs",
    _("Your programs"),
    _("What you take part in, what its members agreed on and vote for."),
)
PAIRS = Group(
    "pairs",
    _("Your pairs, circles and coffees"),
    _("Whom you meet, meetings, requests, and nudges."),
)
FEEDBACK = Group(
    "feedback",
    _("Feedback rounds"),
    _("An invitation to answer, a reminder, the results."),
)
GROUPS = (LOGIN, ASKED, DUTIES, REMINDERS, PROGRAMS, PAIRS, FEEDBACK)
BY_KEY = {group.key: group for group in GROUPS}
OPTIONAL = tuple(group.key for group in GROUPS if not group.is_needed)

# By kind, else by the app. What is in none of both is needed: nothing is held back by mistake.
_KINDS: dict[str, Group] = {
    **dict.fromkeys(("account.mail", "people.invitation"), LOGIN),
    **dict.fromkeys(("sessions.reminder", "sessions.follow_up", "sessions.missed_you"), REMINDERS),
    **dict.fromkeys(
        (
            "programs.enrolled",
            "programs.invited",
            "programs.conduct_version",
            "programs.suggestion_settled",
            "programs.pause_over",
            "sessions.topic_planned",
            "sessions.topic_declined",
            "sessions.cadence_vote",
            "sessions.cadence_set",
        ),
        PROGRAMS,
    ),
    **dict.fromkeys(("matching.run_finished", "matching.run_failed"), ASKED),
    "programs.application_answered": ASKED,
    **dict.fromkeys(("matching.fixed_pair_freed", "matching.circle_facilitator_doubted"), DUTIES),
    "sessions.lunch_order": DUTIES,
}
_APPS = {
    "home": ASKED,
    "people": ASKED,
    "sessions": ASKED,
    "programs": DUTIES,
    "matching": PAIRS,
    "feedback": FEEDBACK,
}


def group_of(kind: str) -> str:
    """The key of a kind's group; "" for a kind that belongs to none."""
    found = _KINDS.get(kind) or _APPS.get(kind.split(".", 1)[0])
    return found.key if found else ""


def is_optional(group: str) -> bool:
    """Whether a person can do without the mails of a group."""
    return group in OPTIONAL

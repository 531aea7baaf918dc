"""The mails that a program itself will send: on a date, or when somebody does something."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import Audience, PlannedMail
from peerlearn.notifications.links import absolute
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.answering_mails import DECLINED
from programs.conduct_mails import NEW_VERSION, SUGGESTED
from programs.enrolled_forecast import mails_to_those_enrolled
from programs.enrolled_mails import role_in_words
from programs.joining_mails import INVITED
from programs.models import ConductSuggestion, ConductVersion, Enrollment, Program
from programs.nomination_mails import ASKED, REVOKED
from programs.report_mails import NEWS, REPLACED
from programs.rooms import meetings_ahead
from programs.rules.load import FACILITATING, HOURS
from programs.rules.roles import hours_in_words, usual_role

PAUSE_OVER = "programs.pause_over"


@dataclass(frozen=True)
class Occasion:
    """A mail that goes out when somebody does something, with what its example says."""

    kind: str
    what: str
    when: str
    context: dict[str, Any]
    page: str
    audience: Audience = "somebody"


def mails_of_program(
    organization: Organization, program: Program, *, zone: ZoneInfo, now: datetime
) -> Iterator[PlannedMail]:
    """What a program sends by itself, and what the launch and acts of people send.

    `zone` is the organization's.
    """
    yield from mails_to_those_enrolled(organization, program, zone=zone, now=now)
    yield from _returns(organization, program, zone)
    occasions = (
        *_coming_in(program),
        *_facilitating(program),
        *_conduct_and_reports(program),
        *_leaving(),
    )
    for one in occasions:
        yield PlannedMail(
            key=f"{one.kind}.{program.id}",
            what=one.what,
            about=program.name,
            audience=one.audience,
            when=one.when,
            words=partial(_words, organization, program, one),
        )


def _returns(organization: Organization, program: Program, zone: ZoneInfo) -> Iterator[PlannedMail]:
    """Who pauses is told on the day on which they are back."""
    paused = Enrollment.objects.filter(program=program, state=Enrollment.State.PAUSED)
    back: dict[date, list[Person]] = defaultdict(list)
    for one in paused.select_related("person").order_by("returns_on", "id"):
        if one.returns_on is not None and one.person not in back[one.returns_on]:
            back[one.returns_on].append(one.person)
    occasion = Occasion(PAUSE_OVER, "", "", {}, "home:my_programs")
    for day, people in back.items():
        yield PlannedMail(
            key=f"{PAUSE_OVER}-{day.isoformat()}.{program.id}",
            what=_("Welcome back"),
            about=program.name,
            audience="named",
            to=tuple(people),
            due_at=datetime.combine(day, time(0), tzinfo=zone),
            when=_("to those whose break ends"),
            words=partial(_words, organization, program, occasion),
        )


def _coming_in(program: Program) -> Sequence[Occasion]:
    role = usual_role(Enrollment.Role.PARTICIPANT)
    return (
        Occasion(
            INVITED,
            _("Would you like to take part?"),
            _("when you invite people, to each of them"),
            {"role": role, "hours": hours_in_words(role.hours), "by": program.owner},
            "home:my_programs",
        ),
        Occasion(
            "programs.application",
            _("Somebody applies"),
            _("when somebody applies, to the program's owner; without one to all HR admins"),
            {"applicant": _robin(), "role": role, "words": _("I would like to learn with you.")},
            "programs:applications",
        ),
        Occasion(
            "programs.application_answered",
            _("What came of an application"),
            _("when you answer an application, to who applied"),
            {
                "role": role,
                **role_in_words(role),
                "is_in": True,
                "words": "",
            },
            "home:my_programs",
        ),
        Occasion(
            PAUSE_OVER,
            _("Welcome back"),
            _("when a break ends, to who took it"),
            {},
            "home:my_programs",
        ),
    )


def _facilitating(program: Program) -> Sequence[Occasion]:
    who_asked = _("to the HR admin who asked; if they are gone to all HR admins")
    finding = _("Somebody in the program reports to them now.")
    about = {"nominee": _robin(), "state": "accepted", "findings": [finding], "runs": 5}
    return (
        Occasion(
            ASKED,
            _("Would you facilitate?"),
            _("when you ask somebody to facilitate, to them"),
            {
                "by": program.owner,
                "has_login": True,
                "hours": hours_in_words(HOURS[FACILITATING]),
                "meetings": meetings_ahead(program, now=timezone.now()),
            },
            "programs:facilitator",
        ),
        Occasion(
            "programs.nomination_answered",
            _("A facilitator accepts or declines"),
            _("when they answer, %(whom)s") % {"whom": who_asked},
            about,
            "programs:facilitator",
        ),
        Occasion(
            REVOKED,
            _("You need not facilitate"),
            _("when you take a nomination back, to who was asked"),
            {},
            "programs:facilitator",
        ),
        Occasion(
            "programs.not_neutral",
            _("A facilitator is no longer neutral"),
            _("when people or the org chart change, %(whom)s") % {"whom": who_asked},
            about,
            "programs:facilitator",
        ),
    )


def _conduct_and_reports(program: Program) -> Sequence[Occasion]:
    version = ConductVersion(program=program, number=2, text="…")
    return (
        Occasion(
            NEW_VERSION,
            _("A changed code of conduct"),
            _("when you put another version in force after the launch"),
            {"version": version},
            "programs:conduct",
            audience="people",
        ),
        Occasion(
            SUGGESTED,
            _("A suggestion for the code of conduct"),
            _("when somebody makes one, at most once a day, to the owner and the facilitators"),
            {},
            "programs:suggestions",
        ),
        Occasion(
            "programs.suggestion_settled",
            _("What came of a suggestion"),
            _("when a suggestion for the code of conduct is settled, to who made it"),
            {"suggestion": ConductSuggestion(program=program, state="taken"), "version": version},
            "programs:suggestions",
        ),
        Occasion(
            "programs.report_desk",
            _("Would you read quiet reports?"),
            _("when you name who reads quiet reports, to them"),
            {"is_stand_in": False, "by": program.owner, "has_login": True},
            "programs:reports",
        ),
        Occasion(
            REPLACED,
            _("You need not read quiet reports"),
            _("when you name somebody else before they have answered, to who was asked"),
            {},
            "programs:report_desk",
        ),
        Occasion(
            "programs.reader_answered",
            _("A trusted person agrees or declines"),
            _("when they answer, to the HR admin who asked; if they are gone to all HR admins"),
            {"person": _robin(), "state": "accepted"},
            "programs:report_desk",
        ),
        Occasion(
            NEWS,
            _("There is something for you to read"),
            _("at most once a day, early, to who reads a quiet report"),
            {},
            "programs:reports",
        ),
    )


def _leaving() -> Sequence[Occasion]:
    whom = _("to the program's owner; without one to all HR admins")
    mentor = usual_role(Enrollment.Role.MENTOR)
    return (
        Occasion(
            DECLINED,
            _("Somebody would rather not"),
            _("when they say so to the question whether it suits them, %(whom)s") % {"whom": whom},
            {"person": _robin(), "role": mentor, "words": _("I have no time this half-year.")},
            "programs:people",
        ),
        Occasion(
            "programs.facilitator_left",
            _("A facilitator has left the company"),
            _("when they leave, %(whom)s") % {"whom": whom},
            {"nominee": _robin(), "had_accepted": True},
            "programs:facilitator",
        ),
        Occasion(
            "programs.report_reader_left",
            _("A trusted person has left the company"),
            _("when they leave, %(whom)s") % {"whom": whom},
            {"person": _robin(), "is_stand_in": False, "reader": None},
            "programs:report_desk",
        ),
    )


def _robin() -> Person:
    """Nobody real: about whom the examples are."""
    return Person(name=_("Robin Sample"), email="robin.sample@example.com")


PAGES_OF_ORGANIZATION = ("home:my_programs", "programs:reports")


def _words(
    organization: Organization, program: Program, occasion: Occasion, to: Person, house: House
) -> Words:
    arguments = () if occasion.page in PAGES_OF_ORGANIZATION else (program.id,)
    page = org_reverse(organization, occasion.page, *arguments)
    # A link that answers belongs to one person; the example leads to a page of the program.
    context = {"program": program, "answer_url": absolute(page), **occasion.context}
    return words_of(occasion.kind, to=to, context=context, link=page, house=house)

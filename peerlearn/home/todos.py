"""What waits for the reader, the most urgent first; each with one thing to press."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.queries.rounds import open_requests_of
from matching.models import MatchRun
from peerlearn.home.choosing_todos import choosing_todos
from peerlearn.home.guide_links import linked_guide, page_of
from peerlearn.home.people_missing import people_missing
from peerlearn.home.program_facts import guide_facts
from peerlearn.home.report_todos import report_todos
from peerlearn.home.todo import Todo
from peerlearn.home.waiting import Waiting
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import reachable_not_invited
from peerlearn.tenancy.urls import org_reverse
from programs.models import Enrollment, Program
from programs.queries.facilitators import checked_nominations, nominations_needing_decision
from programs.queries.report_readers import Reading
from programs.queries.reports import readers_today
from sessions.models import LearningSession
from sessions.queries.drafts import drafts_ahead

CLOSED = (Program.State.FINISHED, Program.State.ARCHIVED)


def todos_of(
    request: OrgRequest, waiting: Waiting, *, reading: Reading, now: datetime
) -> list[Todo]:
    """Everything that waits for the reader, as an employee, a facilitator, an HR admin, and as
    somebody who reads quiet reports.
    """
    found = [
        *_rooms(request, waiting),
        *_nominations(request, waiting),
        *_parts(request, waiting),
        *_circles(request, waiting),
        *_mentees(request, waiting.requests),
        *choosing_todos(request, waiting),
    ]
    found += _feedback(request, now=now)
    if request.membership.is_hr_admin:
        found += _administration(request, now=now)
    return [
        *found,
        *report_todos(request, reading, waiting.reader_questions),
        *_conduct(request, waiting),
        *_profile(request, waiting),
    ]


def _rooms(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    organization = request.organization
    for seat in waiting.seats:
        yield Todo(
            "broadcast",
            _("“%(title)s” is on now") % {"title": seat.learning_session.title},
            _("Come in, ask without your name, vote for questions."),
            org_reverse(organization, "sessions:live", seat.learning_session.id),
            _("Join now"),
            is_urgent=True,
        )
    for led in waiting.led:
        is_open = led.state == LearningSession.State.LIVE
        yield Todo(
            "presentation",
            _("You facilitate “%(title)s”") % {"title": led.title},
            _("Check people in, take their questions, finish the session."),
            org_reverse(organization, "sessions:run", led.id),
            _("Go to the room") if is_open else _("Open the room"),
            is_urgent=True,
        )


def _nominations(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    for nomination in waiting.nominations:
        yield Todo(
            "hand-stop",
            _("Will you facilitate “%(program)s”?") % {"program": nomination.program.name},
            _("HR asks you as somebody neutral. You can say no."),
            org_reverse(request.organization, "programs:nomination", nomination.id),
            _("Look at it"),
        )


def _parts(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    """Questions to those who give; more than one role that gives is one question each."""
    for part in waiting.parts:
        yield Todo(
            "user-question",
            _("“%(program)s”: does your part suit you?") % {"program": part.program.name},
            _("HR would like you to give there. No is a good answer, too."),
            org_reverse(request.organization, "programs:part", part.id),
            _("Say yes or no"),
        )


def _circles(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    for asked in waiting.circle_questions:
        yield Todo(
            "lifebuoy",
            _("Will you facilitate a circle of “%(program)s”?")
            % {"program": asked.circle.program.name},
            _("HR asks you as somebody neutral. You can say no."),
            org_reverse(request.organization, "matching:circle_question", asked.id),
            _("Look at it"),
        )


def _mentees(request: OrgRequest, waiting: int) -> Iterator[Todo]:
    if waiting:
        yield Todo(
            "mail-question",
            ngettext(
                "%(count)s colleague would like to learn with you",
                "%(count)s colleagues would like to learn with you",
                waiting,
            )
            % {"count": waiting},
            _("Say yes or no within three working days; no is a good answer, too."),
            org_reverse(request.organization, "matching:requests"),
            _("Answer"),
        )


def _feedback(request: OrgRequest, *, now: datetime) -> Iterator[Todo]:
    for asked in open_requests_of(request.person, now=now):
        yield Todo(
            "message-heart",
            _("How was “%(title)s”?") % {"title": asked.learning_session.title},
            _("Less than a minute: the page says who will see it before you write.")
            if asked.wants_feedback
            else _("A short knowledge check: see what stayed with you."),
            org_reverse(request.organization, "feedback:give", asked.learning_session_id)
            if asked.wants_feedback
            else org_reverse(
                request.organization, "feedback:check_take", asked.learning_session_id
            ),
            _("Give feedback") if asked.wants_feedback else _("Answer"),
        )


def _conduct(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    for program in waiting.conducts:
        yield Todo(
            "shield-check",
            _("Code of conduct of “%(program)s”") % {"program": program.name},
            _("Read how the group treats each other, and accept it."),
            org_reverse(request.organization, "programs:conduct", program.id),
            _("Read"),
        )


def _profile(request: OrgRequest, waiting: Waiting) -> Iterator[Todo]:
    if waiting.has_topics or not waiting.is_enrolled:
        return
    yield Todo(
        "bulb",
        _("What do you know, and what do you want to learn?"),
        _("Good pairs are made of this. It takes a minute."),
        org_reverse(request.organization, "home:my_topics"),
        _("Fill it in"),
    )


def _administration(request: OrgRequest, *, now: datetime) -> Iterator[Todo]:
    organization = request.organization
    if not Person.objects.exclude(id=request.person.id).exists():
        yield Todo(
            "users-plus",
            _("Bring in your people"),
            _("Take the list that you have, CSV or Excel, as it is. You see everything first."),
            org_reverse(organization, "people:import"),
            _("Import people"),
        )
        return
    if not Program.objects.exists():
        yield Todo(
            "school",
            _("Create your first program"),
            _("A name, a goal, two dates. Seven steps then lead you to the launch."),
            org_reverse(organization, "home:gallery"),
            _("Create a program"),
        )
    for run in MatchRun.objects.filter(
        state=MatchRun.State.DONE, program__in=Program.objects.exclude(state__in=CLOSED)
    ).select_related("program")[:3]:
        yield Todo(
            "arrows-join",
            _("Pairs of “%(program)s” are ready") % {"program": run.program.name},
            _("Look at them, change what you know better, publish."),
            org_reverse(organization, "matching:run", run.id),
            _("Review pairs"),
        )
    yield from people_missing(organization, now=now)
    yield from _guides(request)
    yield from _drafts(request, now=now)
    yield from _not_neutral(request)
    yield from _invitations(request)


def _guides(request: OrgRequest) -> Iterator[Todo]:
    """The next step of the latest draft, and of the latest program that is launched: more would
    take too long, each takes two dozen queries.
    """
    unfinished = Program.objects.exclude(state__in=CLOSED).order_by("-starts_on", "id")
    is_draft = Q(state=Program.State.DRAFT)
    for program in (*unfinished.filter(is_draft)[:1], *unfinished.exclude(is_draft)[:1]):
        facts = guide_facts(program, checked_nominations(program), readers=readers_today(program))
        found = linked_guide(request.organization, program, facts)
        if found.next_step is None:
            continue
        done = _("%(done)s of %(all)s steps done") % {"done": found.done, "all": len(found.steps)}
        yield Todo(
            "list-check",
            _("Next for “%(program)s”: %(step)s")
            % {"program": program.name, "step": found.next_step.call},
            f"{found.next_step.note} · {done}",
            found.next_step.href,
            _("Go to this step"),
        )


def _drafts(request: OrgRequest, *, now: datetime) -> Iterator[Todo]:
    """Sessions that nobody but HR sees; those of a draft program go out with its launch."""
    drafts = Count("learning_sessions", filter=Q(learning_sessions__in=drafts_ahead(now=now)))
    found = Program.objects.annotate(drafts=drafts).filter(drafts__gt=0)
    programs = list(found.order_by("starts_on", "id"))
    if not programs:
        return
    first, *others = programs
    total = sum(program.drafts for program in programs)
    said = _("Only HR sees them. Give each a place, check its time, then publish it.")
    href = org_reverse(request.organization, "sessions:list")
    if not others and first.state == Program.State.DRAFT:
        said = _("Give them a place, and publish them together when you launch the program.")
        href = page_of(request.organization, first, "home:launch", "path")
    elif not others:
        href = page_of(request.organization, first, "sessions:list", "query")
    yield Todo(
        "calendar-plus", _drafts_title(first, len(others), total), said, href, _("See the drafts")
    )


def _drafts_title(first: Program, others: int, total: int) -> str:
    if others:
        return ngettext(
            "Publish your drafts: %(count)s session in %(programs)s programs",
            "Publish your drafts: %(count)s sessions in %(programs)s programs",
            total,
        ) % {"count": total, "programs": others + 1}
    return ngettext(
        "Publish your drafts: %(count)s session of “%(program)s”",
        "Publish your drafts: %(count)s sessions of “%(program)s”",
        total,
    ) % {"count": total, "program": first.name}


def _not_neutral(request: OrgRequest) -> Iterator[Todo]:
    for nomination in nominations_needing_decision()[:3]:
        yield Todo(
            "scale",
            _("%(name)s isn't neutral in “%(program)s”")
            % {"name": nomination.person.name, "program": nomination.program.name},
            _("Choose somebody else to facilitate, or keep them with a reason."),
            org_reverse(request.organization, "programs:facilitator", nomination.program_id),
            _("Decide"),
        )


def _invitations(request: OrgRequest) -> Iterator[Todo]:
    waiting = _not_invited()
    if waiting:
        yield Todo(
            "mail",
            ngettext(
                "%(count)s person in a program has no login yet",
                "%(count)s people in programs have no login yet",
                waiting,
            )
            % {"count": waiting},
            _("They get mails, but can't book seats or give feedback."),
            org_reverse(request.organization, "people:members"),
            _("Invite them"),
        )


def _not_invited() -> int:
    enrolled = Enrollment.objects.filter(person=OuterRef("pk"), state=Enrollment.State.ACTIVE)
    return reachable_not_invited().filter(Exists(enrolled)).count()

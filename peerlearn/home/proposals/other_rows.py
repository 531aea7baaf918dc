"""The rows about sessions, knowledge checks, the code of conduct, and the time to match."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.models import KnowledgeCheck
from peerlearn.home.free_days import holidays_in_the_way
from peerlearn.home.program_facts import TEACHING
from peerlearn.home.proposals.ground import Ground
from peerlearn.home.proposals.shapes import Page, Proposal, Wish, seen_of
from peerlearn.web.moments import date_text
from programs.queries.conduct import conduct_in_force
from programs.queries.proposing import people_to_come
from sessions.actions.drafting import place_drafts, seat_drafts
from sessions.forms import PlaceForm
from sessions.models import LearningSession
from sessions.rules.proposals import seats_for

LINK = ("https://", "http://")


class NoPlaceError(Exception):
    """No place was given, or none that can be one; `str()` is the sentence to show."""


def sessions_ahead(ground: Ground) -> list[LearningSession]:
    """Those of the program that aren't called off."""
    found = LearningSession.objects.filter(program=ground.program)
    gone = (LearningSession.State.CANCELLED, LearningSession.State.FINISHED)
    return list(found.exclude(state__in=gone).order_by("starts_at", "id"))


def where_and_when(ground: Ground, sessions: list[LearningSession]) -> Proposal:
    """All dates, and one place for those that have none."""
    program = ground.program
    without = [one for one in sessions if one.is_draft and not (one.room or one.video_url)]
    first = date_text(sessions[0].starts_at.date())
    said = ngettext(
        "%(count)s draft, on %(day)s", "%(count)s drafts, the first on %(day)s", len(sessions)
    )
    text = said % {"count": len(sessions), "day": first}
    row = partial(
        Proposal,
        step="place",
        title=_("Sessions"),
        change=Page("sessions:list", query=f"?program={program.id}"),
        sessions=sessions,
        warnings=holidays_in_the_way(sessions, {}),
    )
    if not without:
        return row(text=text)
    if not ground.joins_by_rule:
        text = _("%(drafts)s; seats for those enrolled, and a quarter more") % {"drafts": text}
    return row(
        text=text,
        state="open",
        asks_place=True,
        seen=seen_of("place", *sorted(one.id for one in without)),
        act=partial(_place, ground, without),
    )


def checks(sessions: list[LearningSession]) -> Proposal | None:
    """Which lessons ask what stayed; None where nothing is taught."""
    lessons = [one for one in sessions if one.kind in TEACHING]
    if not lessons:
        return None
    ids = [one.id for one in lessons]
    found = KnowledgeCheck.objects.filter(learning_session__in=ids)
    checked = set(found.values_list("learning_session_id", flat=True))
    row = partial(Proposal, step="checks", title=_("Knowledge checks"))
    open_ones = [one for one in lessons if one.id not in checked]
    if not open_ones:
        text = ngettext(
            "Questions for %(count)s lesson are written",
            "Questions for %(count)s lessons are written",
            len(lessons),
        )
        change = Page("feedback:check_edit", (lessons[0].id,))
        return row(text=text % {"count": len(lessons)}, change=change)
    text = _("%(part)s of %(whole)s written; “%(title)s” can get questions later")
    said = text % {
        "part": len(checked),
        "whole": len(lessons),
        "title": open_ones[0].title,
    }
    return row(text=said, change=Page("feedback:check_edit", (open_ones[0].id,)), state="later")


def conduct(ground: Ground) -> Proposal:
    """What holds among the people."""
    change = Page("programs:conduct", (ground.program.id,))
    row = partial(Proposal, step="conduct", title=_("Code of conduct"), change=change)
    if conduct_in_force(ground.program):
        return row(text=_("Written; everybody is asked to accept it"))
    return row(text=_("None yet: we have a text to begin with"), state="stuck")


def when_to_match(ground: Ground) -> Proposal:
    """After the launch, which is what we advise."""
    return Proposal(
        step="match",
        title=_("Pairs"),
        text=_("After the launch, once people have told their topics (recommended)"),
        change=Page("matching:overview", (ground.program.id,)),
        state="later",
    )


def _place(ground: Ground, drafts: list[LearningSession], wish: Wish) -> object:
    said = wish.place.strip()
    is_link = said.lower().startswith(LINK)
    form = PlaceForm({"video_url": said} if is_link else {"room": said})
    if not form.is_valid():
        # both validators of a link say the same
        said_once = dict.fromkeys(str(one) for errors in form.errors.values() for one in errors)
        raise NoPlaceError(" ".join(said_once))
    _seat(ground, drafts, wish)
    return place_drafts(ground.program, **form.cleaned_data, by=wish.by)


def _seat(ground: Ground, drafts: list[LearningSession], wish: Wish) -> None:
    """A template knows no group: where all who are paired come, there are seats for all; elsewhere
    a small room is meant, and only empty seats go. Seats of an own template are HR's own.
    """
    program = ground.program
    people = people_to_come(program)
    if ground.joins_by_rule or program.template_id or not people:
        return
    seats = seats_for(people)
    meant = [one.id for one in drafts if ground.pairs or one.capacity > seats]
    seat_drafts(program, meant, seats=seats, by=wish.by)

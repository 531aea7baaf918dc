"""The words of posts to a channel, on the organization's clocks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.links import absolute
from peerlearn.web.moments import moment_text, range_text
from programs.models import Program
from sessions.actions.cadence_mails import page_of_vote
from sessions.calendar_entries import page_of
from sessions.models import LearningSession
from sessions.rules.chat import (
    CALLED_OFF,
    LONGEST_LINE,
    LONGEST_TITLE,
    MOVED,
    OPENED,
    SOON,
    TOPIC,
    VOTE,
    Post,
    cut,
    first_lines,
)


def post_of(event: str, rows: Sequence[Any], program: Program, *, now: datetime) -> Post:
    """One post on what is new: a session, or a list of several; a topic; a vote."""
    made = _MANY[event](rows, program, now) if len(rows) > 1 else _ONE[event](rows[0], now)
    lines = tuple(cut(line, LONGEST_LINE) for line in made.lines if line)
    return Post(cut(made.title, LONGEST_TITLE), lines, absolute(made.link), made.label)


def example_of(program: Program) -> Post:
    """What HR sends to see whether it arrives."""
    return Post(
        cut(_("A greeting from %(program)s") % {"program": program.name}, LONGEST_TITLE),
        (_("Sessions to book, topics and votes of this program will be told here."),),
        absolute(org_reverse(program.organization, "home:program", program.id)),
        _("See the program"),
    )


def _opened(session: LearningSession, now: datetime) -> Post:
    title = _("New session: %(title)s") % {"title": session.title}
    lines = (_when(session, now), _where(session), _who(session), _seats(session))
    return Post(title, lines, page_of(session), _("See and book"))


def _moved(session: LearningSession, now: datetime) -> Post:
    title = _("Changed: %(title)s") % {"title": session.title}
    lines = (_when(session, now), _where(session), _("Who has a seat keeps it."))
    return Post(title, lines, page_of(session), _("See the session"))


def _called_off(session: LearningSession, now: datetime) -> Post:
    title = _("Called off: %(title)s") % {"title": session.title}
    lines = (_("It was planned for %(when)s.") % {"when": _when(session, now)},)
    return Post(title, lines, page_of(session), _("See the session"))


def _soon(session: LearningSession, now: datetime) -> Post:
    title = _("Next working day: %(title)s") % {"title": session.title}
    lines = (_when(session, now), _where(session), _who(session), _seats(session))
    return Post(title, lines, page_of(session), _("See and book"))


def _topic(topic: Any, now: datetime) -> Post:
    """Without who proposed it: that stands where colleagues can answer."""
    title = _("A colleague proposes: %(title)s") % {"title": topic.title}
    link = org_reverse(topic.organization, "sessions:topics")
    return Post(title, (_("Would you come, or could you present it?"),), link, _("See it and vote"))


def _vote(poll: Any, now: datetime) -> Post:
    until = moment_text(timezone.localtime(poll.closes_at), now=now)
    lines = (_("What suits most sets the next sessions. Open until %(until)s.") % {"until": until},)
    return Post(_("When shall we meet?"), lines, page_of_vote(poll), _("Vote"))


def _sessions(title: Callable[[int], str]) -> Callable[..., Post]:
    def listed(rows: Sequence[LearningSession], program: Program, now: datetime) -> Post:
        lines = [f"{_when(row, now)}: {row.title}" for row in rows]
        link = org_reverse(program.organization, "sessions:list")
        shown = first_lines(lines, _("and {} more"))
        return Post(title(len(rows)), shown, f"{link}?program={program.id}", _("See all"))

    return listed


def _topics(rows: Sequence[Any], program: Program, now: datetime) -> Post:
    title = _("Colleagues propose %(count)d topics") % {"count": len(rows)}
    lines = first_lines([row.title for row in rows], _("and {} more"))
    link = org_reverse(program.organization, "sessions:topics")
    return Post(title, lines, link, _("See them and vote"))


def _when(session: LearningSession, now: datetime) -> str:
    return range_text(session.starts_at, session.ends_at, now=now)


def _where(session: LearningSession) -> str:
    """The room, or that it is by video: the link itself is for those who have a seat."""
    if session.room and session.video_url:
        return _("%(room)s, or by video") % {"room": session.room}
    return session.room or _("By video")


def _who(session: LearningSession) -> str:
    presenter = session.presenter
    return _("With %(name)s") % {"name": presenter.name} if presenter else ""


def _seats(session: LearningSession) -> str:
    left = session.seats_left
    if left <= 0:
        return _("All seats are taken; there is a waiting list.")
    return ngettext("%(count)d seat left", "%(count)d seats left", left) % {"count": left}


_ONE: dict[str, Callable[[Any, datetime], Post]] = {
    OPENED: _opened,
    MOVED: _moved,
    CALLED_OFF: _called_off,
    SOON: _soon,
    TOPIC: _topic,
    VOTE: _vote,
}
_MANY: dict[str, Callable[..., Post]] = {
    OPENED: _sessions(lambda many: _("%(count)d new sessions to book") % {"count": many}),
    MOVED: _sessions(lambda many: _("%(count)d sessions have changed") % {"count": many}),
    CALLED_OFF: _sessions(lambda many: _("%(count)d sessions are called off") % {"count": many}),
    SOON: _sessions(lambda many: _("%(count)d sessions next working day") % {"count": many}),
    TOPIC: _topics,
    VOTE: lambda rows, program, now: _vote(rows[0], now),
}

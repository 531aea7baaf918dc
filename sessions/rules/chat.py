"""Posts of a program to a channel of Slack or Teams: which there are, when, and their form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SLACK, TEAMS = "slack", "teams"
# Where each service takes posts: Slack's documentation of incoming webhooks; Microsoft's of
# incoming webhooks and of workflows ("Post to a channel when a webhook request is received").
HOSTS = {
    SLACK: ("hooks.slack.com", "hooks.slack-gov.com"),
    TEAMS: ("*.webhook.office.com", "*.logic.azure.com", "*.api.powerplatform.com"),
}

OPENED, MOVED, CALLED_OFF, SOON, TOPIC, VOTE = EVENTS = (
    "session_opened",
    "session_moved",
    "session_called_off",
    "session_soon",
    "topic_proposed",
    "vote_opened",
)
EVENT_NAMES: dict[str, Promise] = {
    OPENED: _("A session can be booked"),
    MOVED: _("A session has another time or room"),
    CALLED_OFF: _("A session is called off"),
    SOON: _("A session is on the next working day, with the seats that are left"),
    TOPIC: _("A colleague proposes a topic"),
    VOTE: _("A vote on when to meet is open"),
}
# An example that HR asked for.
EXAMPLE = "example"
# How long a post is worth something where nothing else ends it.
KEPT = timedelta(days=1)

MOST_LINES = 10
LONGEST_TITLE, LONGEST_LINE = 140, 300
MOST_ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=2)
NINE = time(9)
SATURDAY = 5
RATE_LIMIT, SERVER_ERROR = 429, 500


@dataclass(frozen=True)
class Post:
    """What is to be said in a channel: plain words, and one address of ours."""

    title: str
    lines: tuple[str, ...]
    link: str
    label: str


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts; they add up to some four hours."""
    return min(FIRST_PAUSE * int(3 ** (attempts - 1)), LONGEST_PAUSE)


def is_for_good(status: int) -> bool:
    """Whether an answer means that this post will never be taken, nor probably the next one."""
    return 300 <= status < SERVER_ERROR and status != RATE_LIMIT


def told_before(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When a channel hears of a session to come: at nine on the working day before it."""
    day = starts_at.astimezone(zone).date() - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return datetime.combine(day, NINE, tzinfo=zone)


def cut(text: str, longest: int) -> str:
    """A text of at most so many characters, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def first_lines(lines: Sequence[str], more: str) -> tuple[str, ...]:
    """At most ten lines; instead of the others `more`, which has a place for their number."""
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return (*lines[:MOST_LINES], more.format(len(lines) - MOST_LINES))


def body_of(service: str, post: Post) -> dict[str, Any]:
    """A post in the form that a service reads. Nobody's words become a link or call people there:
    they are put into the parts of the form that know no markup.
    """
    return _slack(post) if service == SLACK else _teams(post)


def _slack(post: Post) -> dict[str, Any]:
    """Blocks of Slack. `text` is for notifications, and for services that speak the same form."""
    text = "\n".join((post.title, *post.lines))
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(post.title)}]
    if post.lines:
        blocks.append({"type": "section", "text": _plain("\n".join(post.lines))})
    link = f"<{_escaped(post.link)}|{_escaped(post.label)}>"
    blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link}})
    return {
        "text": f"{_escaped(text)}\n{_escaped(post.link)}",
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(post: Post) -> dict[str, Any]:
    """An Adaptive Card 1.2. Its text blocks read Markdown, so the words are text runs."""

    def block(text: str, **looks: str) -> dict[str, Any]:
        return {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": text, **looks}],
        }

    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": [
            block(post.title, weight="Bolder", size="Medium"),
            *(block(line) for line in post.lines),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": post.label, "url": post.link}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "attachments": [{"contentType": kind, "contentUrl": None, "content": card}],
    }

"""What is new to a chat channel, and the form of a post."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sessions.rules.chat import (
    CALLED_OFF,
    MOVED,
    OPENED,
    SLACK,
    SOON,
    TEAMS,
    TOPIC,
    Post,
    body_of,
    cut,
    first_lines,
    is_for_good,
    pause_after,
    told_before,
)
from sessions.rules.chat_news import news_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday, 11:00 in Berlin
START = datetime(2026, 12, 3, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Meeting:
    id: str = "m1"
    starts_at: datetime = START
    ends_at: datetime = START + timedelta(hours=1)
    room: str = "Elbe"
    is_cancelled: bool = False


@dataclass(frozen=True)
class Row:
    id: str


def news(*meetings, told=None, now=NOW, topics=()):
    return news_of(meetings, topics, (), told or {}, now=now, zone=BERLIN)


def known(meeting, now=NOW):
    return news(meeting, now=now).marks


def test_session_is_news_once():
    first = news(Meeting())
    assert first.about == {OPENED: [Meeting()]}
    assert news(Meeting(), told=first.marks).about == {}


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": START + timedelta(hours=1), "ends_at": START + timedelta(hours=2)},
        {"ends_at": START + timedelta(hours=2)},
        {"room": "Weser"},
    ],
)
def test_changed_session_is_news_each_time_also_back(change):
    moved = replace(Meeting(), **change)
    there = news(moved, told=known(Meeting()))
    assert there.about == {MOVED: [moved]}
    back = news(Meeting(), told=known(Meeting()) | there.marks)
    assert back.about == {MOVED: [Meeting()]}


def test_called_off_is_news_only_of_what_was_told():
    off = replace(Meeting(), is_cancelled=True)
    assert news(off).about == {}
    told = known(Meeting())
    said = news(off, told=told)
    assert said.about == {CALLED_OFF: [off]}
    assert news(off, told=told | said.marks).about == {}


def test_session_of_tomorrow_is_told_once_and_not_beside_its_announcement():
    day_before = START - timedelta(hours=20)
    fresh = news(Meeting(), now=day_before)
    assert fresh.about == {OPENED: [Meeting()]}
    assert news(Meeting(), told=fresh.marks, now=day_before).about == {}
    later = news(Meeting(), told=known(Meeting()), now=day_before)
    assert later.about == {SOON: [Meeting()]}
    assert news(Meeting(), told=known(Meeting()) | later.marks, now=day_before).about == {}


def test_topic_is_news_once():
    said = news(topics=[Row("t1")])
    assert said.about == {TOPIC: [Row("t1")]}
    assert news(topics=[Row("t1")], told=said.marks).about == {}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ((2026, 12, 3), (2026, 12, 2)),
        ((2026, 12, 7), (2026, 12, 4)),  # Monday: on Friday
        ((2026, 12, 6), (2026, 12, 4)),  # Sunday: on Friday too
    ],
)
def test_channel_hears_on_the_working_day_before(day, told):
    start = datetime(*day, 12, tzinfo=BERLIN)
    assert told_before(start, BERLIN) == datetime(*told, 9, tzinfo=BERLIN)


def test_words_of_people_become_no_markup_in_slack():
    post = Post("<!channel> & *all*", ("<https://evil.example|Book>",), "https://ours/", "See")
    body = body_of(SLACK, post)
    assert "<!channel>" not in body["text"]
    assert "<https://evil" not in body["text"]
    said = [block["text"] for block in body["blocks"]]
    assert [text["type"] for text in said] == ["plain_text", "plain_text", "mrkdwn"]
    assert said[2]["text"] == "<https://ours/|See>"


def test_words_of_people_become_no_markup_in_teams():
    post = Post("[Book](https://evil.example)", ("**now**",), "https://ours/", "See")
    card = body_of(TEAMS, post)["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "See", "url": "https://ours/"}]
    assert "TextBlock" not in json.dumps(card).replace("RichTextBlock", "")


def test_long_words_are_cut_and_long_lists_counted():
    assert cut("a  b\nc", 10) == "a b c"
    assert cut("a" * 20, 10) == "a" * 9 + "…"
    assert first_lines(["x"] * 10, "and {} more") == ("x",) * 10
    assert first_lines(["x"] * 13, "and {} more") == (*("x",) * 10, "and 3 more")


def test_pauses_grow_to_some_hours():
    pauses = [pause_after(attempt) for attempt in range(1, 8)]
    assert pauses == sorted(pauses)
    assert timedelta(hours=3) < sum(pauses, timedelta()) < timedelta(hours=8)


@pytest.mark.parametrize(
    ("status", "answer"),
    [(200, False), (302, True), (404, True), (410, True), (429, False), (500, False), (0, False)],
)
def test_refusals_for_good_are_told_from_others(status, answer):
    assert is_for_good(status) is answer

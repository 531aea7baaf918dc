"""Proposing a first meeting: the times as both people read them, and a mail begun by a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.rules.meetings import LENGTH
from peerlearn.web.zones import zone_label


class Addressee(Protocol):
    """Who the mail is for."""

    email: str | None

    @property
    def display_name(self) -> str: ...


@dataclass(frozen=True)
class Slot:
    """A time for a meeting. `elsewhere` is the clock of the other one, where it differs."""

    starts_at: datetime
    ends_at: datetime
    elsewhere: str


def slot_of(
    start: datetime, mine: ZoneInfo, theirs: ZoneInfo, *, length: timedelta = LENGTH
) -> Slot:
    """The meeting that begins then, of 30 minutes unless `length` says another."""
    there = start.astimezone(theirs)
    differs = start.astimezone(mine).utcoffset() != there.utcoffset()
    clock = f"{date_format(there, 'H:i')} {zone_label(there)}" if differs else ""
    return Slot(start, start + length, clock)


def mail_link(to: Addressee, slots: Sequence[Slot], zone: ZoneInfo) -> str:
    """A mailto: address with subject and text; the times are in the zone of whom it is for."""
    lines = [_("Hello %(name)s,") % {"name": to.display_name}, ""]
    if slots:
        lines += [_("shall we meet for 30 minutes? One of these would suit me:"), ""]
        lines += [f"- {_written(slot.starts_at.astimezone(zone))}" for slot in slots]
    else:
        lines += [_("shall we meet for 30 minutes in the next days? When would it suit you?")]
    fields = {"subject": _("Our first meeting"), "body": "\r\n".join([*lines, ""])}
    return f"mailto:{quote(to.email or '', safe='@')}?{urlencode(fields, quote_via=quote)}"


def _written(moment: datetime) -> str:
    return f"{date_format(moment, 'D j M, H:i')} {zone_label(moment)}"

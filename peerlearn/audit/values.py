"""The columns of the log and their values, as a reader knows them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.web.moments import date_text, moment_text

# Columns whose name says little, or something else than what the pages call it.
COLUMNS: dict[str, str | Promise] = {
    "apart_line": gettext_lazy("nobody with those whom they report to"),
    "apart_team": gettext_lazy("nobody with their own team"),
    "asked_at": gettext_lazy("asked on"),
    "archived_at": gettext_lazy("archived on"),
    "needs_approval": gettext_lazy("seats by approval"),
    "cancel_hours": gettext_lazy("hours before the start to cancel"),
    "capacity": gettext_lazy("places"),
    "closes_at": gettext_lazy("closes on"),
    "decided_at": gettext_lazy("decided on"),
    "ends_at": gettext_lazy("end"),
    "ends_on": gettext_lazy("last day"),
    "external_contact": gettext_lazy("contact outside"),
    "findings": gettext_lazy("what the neutrality check found"),
    "finished_at": gettext_lazy("finished on"),
    "joiners_by_themselves": gettext_lazy("who joins later gets a place"),
    "mix_by": gettext_lazy("mixed by"),
    "overridden": gettext_lazy("what the reason to override covers"),
    "override_reason": gettext_lazy("reason to override"),
    "lunch_hours": gettext_lazy("hours before the start to order lunch"),
    "published_at": gettext_lazy("published on"),
    "returns_on": gettext_lazy("back on"),
    "starts_at": gettext_lazy("start"),
    "starts_on": gettext_lazy("first day"),
    "stand_in_id": gettext_lazy("stand-in"),
    "steps_left_out": gettext_lazy("steps left out"),
    "stopped_at": gettext_lazy("stopped on"),
    "trusted_person_id": gettext_lazy("trusted person"),
    "remote_capacity": gettext_lazy("places by video"),
    "video_minutes": gettext_lazy("minutes before the start with the video link"),
    "video_url": gettext_lazy("video link"),
}


def column_in_words(name: str) -> str:
    """What the pages call a column; else its name without its signs."""
    if name in COLUMNS:
        return str(COLUMNS[name])
    return name.removesuffix("_id").removesuffix("_at").replace("_", " ")


def value_in_words(value: object) -> str:
    """A value of the log: days and moments as elsewhere, in the reader's zone; a dash for none."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value_in_words(one) for one in value)
    text = str(value)
    moment = _moment(text)
    if moment is not None:
        return moment_text(timezone.localtime(moment), now=timezone.now())
    try:
        return date_text(date.fromisoformat(text)) if len(text) == len("2026-11-23") else text
    except ValueError:
        return text


def _moment(text: str) -> datetime | None:
    """A moment as Postgres writes it into JSON; None for anything else."""
    if len(text) < len("2026-11-23T04:50") or text[10:11] not in ("T", " "):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None

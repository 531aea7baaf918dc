"""How a pair is doing, from its dates alone: what the two talk about plays no part."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peerlearn.web.moments import date_text

# A planned meeting counts for so long after its day, until somebody says whether it was held.
GRACE = timedelta(days=3)


class Health(StrEnum):
    """The three states, and two in which nobody asks."""

    CHECK_IN = "check_in"
    TOO_EARLY = "too_early"
    ON_TRACK = "on_track"
    PAUSED = "paused"
    OVER = "over"


LABELS: dict[Health, Promise] = {
    Health.CHECK_IN: gettext_lazy("needs a check-in"),
    Health.TOO_EARLY: gettext_lazy("too early to tell"),
    Health.ON_TRACK: gettext_lazy("on track"),
    Health.PAUSED: gettext_lazy("pauses"),
    Health.OVER: gettext_lazy("over"),
}
TONES = {Health.CHECK_IN: "warn", Health.ON_TRACK: "good", Health.PAUSED: "info"}
ICONS = {
    Health.CHECK_IN: "message-question",
    Health.TOO_EARLY: "seedling",
    Health.ON_TRACK: "circle-check",
    Health.PAUSED: "player-pause",
    Health.OVER: "flag",
}


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What health is told from.

    due_on    the day of the promised first meeting, with what a sign of life adds
    met_on    the last meeting that was held; None: they haven't met
    next_on   a meeting that is planned
    back_on   the end of the last break
    """

    today: date
    due_on: date
    met_on: date | None = None
    next_on: date | None = None
    back_on: date | None = None
    check_in_weeks: int = 4
    returns_on: date | None = None
    is_paused: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Finding:
    """The state and why: `reason` for the two, with dates; `outside` for HR, without."""

    health: Health
    reason: str
    outside: str

    @property
    def label(self) -> str:
        """The state in words."""
        return str(LABELS[self.health])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES.get(self.health, "")

    @property
    def icon(self) -> str:
        """The icon of its tag."""
        return ICONS[self.health]


def health_of(dates: Dates) -> Finding:
    """How a pair is doing."""
    if dates.is_over:
        return Finding(Health.OVER, _("You two are no longer a pair."), _("The pair is over."))
    if dates.is_paused:
        until = date_text(dates.returns_on) if dates.returns_on else ""
        return Finding(
            Health.PAUSED,
            _("You pause until %(day)s; the clock stands still.") % {"day": until},
            _("They take a break."),
        )
    if dates.met_on is None:
        return _before_first(dates)
    return _since_last(dates, dates.met_on)


def _before_first(dates: Dates) -> Finding:
    ahead = _ahead(dates)
    if ahead:
        return Finding(
            Health.TOO_EARLY,
            _("Your first meeting is planned for %(day)s.") % {"day": date_text(ahead)},
            _("The first meeting is planned."),
        )
    if dates.today <= dates.due_on:
        return Finding(
            Health.TOO_EARLY,
            _("Your first meeting is due by %(day)s.") % {"day": date_text(dates.due_on)},
            _("The first meeting isn't due yet."),
        )
    return Finding(
        Health.CHECK_IN,
        _("Your first meeting was due by %(day)s, and none is noted.")
        % {"day": date_text(dates.due_on)},
        _("The first meeting was due, and none is noted."),
    )


def _since_last(dates: Dates, met_on: date) -> Finding:
    ahead = _ahead(dates)
    if ahead:
        return Finding(
            Health.ON_TRACK,
            _("You have met, and the next meeting is planned for %(day)s.")
            % {"day": date_text(ahead)},
            _("They have met, and the next meeting is planned."),
        )
    weeks = dates.check_in_weeks
    since = max(met_on, dates.back_on) if dates.back_on else met_on
    if dates.today - since <= timedelta(weeks=weeks):
        return Finding(
            Health.ON_TRACK,
            _("You met on %(day)s. Plan the next meeting.") % {"day": date_text(met_on)},
            ngettext(
                "They have met within the last %(weeks)d week.",
                "They have met within the last %(weeks)d weeks.",
                weeks,
            )
            % {"weeks": weeks},
        )
    return Finding(
        Health.CHECK_IN,
        _("You last met on %(day)s, and no next meeting is planned.") % {"day": date_text(met_on)},
        ngettext(
            "They haven't met for more than %(weeks)d week, and no meeting is planned.",
            "They haven't met for more than %(weeks)d weeks, and no meeting is planned.",
            weeks,
        )
        % {"weeks": weeks},
    )


def _ahead(dates: Dates) -> date | None:
    """The day of a planned meeting that isn't long past."""
    day = dates.next_on
    return day if day and dates.today <= day + GRACE else None

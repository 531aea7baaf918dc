"""What is typed in to plan a series of sessions, and to change several at once."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from peerlearn.web.days import DayField
from sessions.forms import CancelForm, SessionForm
from sessions.rules.recurrence import (
    MONTHLY,
    MOST_DATES,
    MOST_INTERVAL,
    WEEKLY,
    BadRuleError,
    Recurrence,
)
from sessions.rules.series_changes import ONE, SCOPES

BY_WEEK, BY_WEEKDAY, BY_LAST, BY_DAY = "weekly", "monthly", "monthly_last", "monthly_day"
UNTIL, COUNT = "until", "count"
# Where a part of a rule is asked for by another field.
FIELDS = {"monthly": "frequency", "rule": None}


class SeriesForm(SessionForm):
    """A session's plan, and how it repeats from its day on."""

    frequency = forms.ChoiceField(
        label=_("Repeats"),
        choices=[
            (BY_WEEK, _("Weekly, on the days below")),
            (BY_WEEKDAY, _("Monthly, on the same weekday as the first date (the second Tuesday)")),
            (BY_LAST, _("Monthly, on the last such weekday")),
            (BY_DAY, _("Monthly, on the same day of the month")),
        ],
        initial=BY_WEEK,
    )
    interval = forms.IntegerField(
        label=_("Every so many weeks or months"),
        min_value=1,
        max_value=MOST_INTERVAL,
        initial=1,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(day, str(name)) for day, name in WEEKDAYS.items()],
        help_text=_("For weekly ones. Left empty: the weekday of the first date."),
    )
    ends = forms.ChoiceField(
        label=_("Ends"),
        choices=[(UNTIL, _("on a day")), (COUNT, _("after so many dates"))],
        widget=forms.RadioSelect,
        initial=COUNT,
        error_messages={"required": _("Say until when it goes on, or how many times.")},
    )
    until = DayField(label=_("Last day"), required=False)
    count = forms.IntegerField(
        label=_("How many dates"), min_value=2, max_value=MOST_DATES, required=False, initial=6
    )

    def clean(self) -> dict[str, Any]:
        """With the `rule` that was meant."""
        cleaned = super().clean()
        day = cleaned.get("day")
        asked = {"frequency", "interval", "ends"}
        if day is None or asked - cleaned.keys() or {"until", "count"} & self.errors.keys():
            return cleaned
        if cleaned["ends"] == UNTIL and not cleaned.get("until"):
            self.add_error("until", _("Say until which day it goes on."))
        elif cleaned["ends"] == COUNT and not cleaned.get("count"):
            self.add_error("count", _("Say how many dates there are to be."))
        else:
            self._read_rule(cleaned, day)
        return cleaned

    def _read_rule(self, cleaned: dict[str, Any], day: date) -> None:
        try:
            cleaned["rule"] = _rule_of(cleaned, day)
            cleaned["rule"].days(day)
        except BadRuleError as error:
            self.add_rule_error(error)

    def add_rule_error(self, error: BadRuleError) -> None:
        """Show beside its field why sessions can't repeat so."""
        self.add_error(FIELDS.get(error.field, error.field), str(error))


def _rule_of(typed: dict[str, Any], day: date) -> Recurrence:
    end = {"until": typed["until"]} if typed["ends"] == UNTIL else {"count": typed["count"]}
    if typed["frequency"] == BY_WEEK:
        weekdays = tuple(sorted(typed["weekdays"])) or (day.weekday(),)
        return Recurrence(WEEKLY, typed["interval"], weekdays, **end)
    if typed["frequency"] == BY_DAY:
        return Recurrence(MONTHLY, typed["interval"], month_day=day.day, **end)
    week = (day.day - 1) // 7 + 1
    nth = -1 if typed["frequency"] == BY_LAST or week > 4 else week
    return Recurrence(MONTHLY, typed["interval"], (day.weekday(),), nth=nth, **end)


class ScopeForm(forms.Form):
    """For which sessions of a series a change is meant."""

    scope = forms.ChoiceField(
        label=_("For which sessions?"),
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
        initial=ONE,
    )
    overwrite = forms.BooleanField(
        label=_("Also where a session was changed by itself"),
        required=False,
        help_text=_("Left out, these keep what they were given alone."),
    )
    seen_series = forms.CharField(widget=forms.HiddenInput, required=False)


class CancelScopeForm(CancelForm):
    """Why sessions of a series are called off, and which."""

    scope = forms.ChoiceField(
        label=_("Which sessions?"),
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
        initial=ONE,
    )
    seen_series = forms.CharField(widget=forms.HiddenInput, required=False)

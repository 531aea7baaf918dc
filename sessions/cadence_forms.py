"""What is typed in to hold a vote on how and when to meet, and to vote."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peerlearn.web.days import DayField
from sessions.actions.cadence import VotePlan
from sessions.models import CadencePoll, LearningSession
from sessions.rules.cadence import FORMATS, FREQUENCIES, MOST_HOURS, MOST_WEEKS, slots_of
from sessions.topic_forms import ProgramChoice

LAST_MINUTE = time(23, 59)


class VotePlanForm(ProgramChoice):
    """A vote, on the clocks of `zone`."""

    starts_on = DayField(
        label=gettext_lazy("First day of the sessions"),
        help_text=gettext_lazy("The next quarter is filled in."),
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("For how many weeks?"), min_value=1, max_value=MOST_WEEKS, initial=13
    )
    hours = forms.CharField(
        label=gettext_lazy("Hours to choose from"),
        max_length=80,
        initial="09:00, 12:00, 15:00",
        help_text=gettext_lazy("Up to six, with commas between."),
    )
    closes_on = DayField(label=gettext_lazy("Last day to vote"))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_hours(self) -> tuple[time, ...]:
        """Times of the day, each once."""
        words = [word.strip() for word in self.cleaned_data["hours"].split(",") if word.strip()]
        try:
            hours = {_clock(word) for word in words}
        except ValueError as error:
            raise forms.ValidationError(_("Write hours like 9:00, 12:30.")) from error
        if not 1 <= len(hours) <= MOST_HOURS:
            raise forms.ValidationError(_("Offer from one to six hours of the day."))
        return tuple(sorted(hours))

    def plan(self) -> VotePlan:
        """The vote of a valid form; it ends with its last day."""
        typed = self.cleaned_data
        closes_at = datetime.combine(typed["closes_on"], LAST_MINUTE, ZoneInfo(self.zone))
        return VotePlan(
            starts_on=typed["starts_on"],
            weeks=typed["weeks"],
            hours=typed["hours"],
            time_zone=self.zone,
            closes_at=closes_at,
        )


class BallotForm(forms.Form):
    """All that suits one person."""

    formats = forms.MultipleChoiceField(
        label=gettext_lazy("What would you come to?"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, format_label(name)) for name in FORMATS],
    )
    slots = forms.MultipleChoiceField(label=gettext_lazy("When could you come?"))
    frequencies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("How often?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(weeks, frequency_label(weeks)) for weeks in FREQUENCIES],
    )

    def __init__(self, *args: Any, poll: CadencePoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        chooser = self.fields["slots"]
        if isinstance(chooser, forms.MultipleChoiceField):
            chooser.choices = [(name, name) for name in slots_of(poll.hours)]


def format_label(name: str) -> str:
    """A kind of session in a word."""
    return capfirst(str(LearningSession.Kind(name).label))


def frequency_label(weeks: int) -> str:
    """How often, in words."""
    return ngettext("Every week", "Every %(count)d weeks", weeks) % {"count": weeks}


def weekday_label(weekday: int) -> str:
    """A day of the week; Monday is 0."""
    return str(WEEKDAYS[weekday])


def _clock(word: str) -> time:
    hour, _colon, minute = word.partition(":")
    return time(int(hour), int(minute or 0))

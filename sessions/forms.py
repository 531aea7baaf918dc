"""What is typed in to plan and to find sessions."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.people.forms.naming import PersonField
from peerlearn.people.models import Person
from peerlearn.web.days import DayField
from peerlearn.web.line_field import LineField
from programs.models import Program
from programs.queries import accepted_facilitators
from sessions.actions.plans import Plan
from sessions.lunch_forms import LunchPlanForm
from sessions.models import LearningSession
from sessions.rules.planning import (
    MOST_CANCEL_HOURS,
    MOST_SEATS,
    MOST_VIDEO_MINUTES,
    VIDEO_MINUTES,
    Sentence,
    day_problem,
    place_problems,
)
from sessions.rules.wall_time import WallTimeError, moment_of


class SessionForm(LunchPlanForm):
    """A session's plan. Date and time are meant in `zone`, which the page names."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=lambda: [(kind.value, capfirst(kind.label)) for kind in LearningSession.Kind],
    )
    title = LineField(label=gettext_lazy("Title"), max_length=160)
    description = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
    )
    # The presenter whose load was shown to be too much: sent again, they are kept.
    load_seen: str = ""

    presenter = PersonField(
        label=gettext_lazy("Presenter"),
        required=False,
        help_text=gettext_lazy("Type a name or an e-mail address."),
        widget=forms.TextInput({"list": "presenter-options", "autocomplete": "off"}),
    )
    facilitator: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        label=gettext_lazy("Facilitator"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy(
            "Runs the room. Only people who accepted to facilitate the program."
        ),
    )
    day = DayField(label=gettext_lazy("Date"))
    clock = forms.TimeField(label=gettext_lazy("Start"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        min_value=5,
        max_value=720,
        initial=60,
        widget=forms.NumberInput({"step": 5}),
    )
    room = LineField(
        label=gettext_lazy("Room"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Give a room, a video link, or both."),
        widget=forms.TextInput({"list": "room-options", "autocomplete": "off"}),
    )
    video_url = forms.URLField(
        label=gettext_lazy("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(["https"])],
        error_messages={"invalid": gettext_lazy("Use a link that begins with https://")},
        help_text=gettext_lazy("Shown only to those who have a seat, and not long before."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"), min_value=1, max_value=MOST_SEATS, initial=20
    )
    remote_capacity = forms.IntegerField(
        label=gettext_lazy("Of these by video"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy(
            "With a room and a link. Left empty, each seat is for either, as people like."
        ),
    )
    video_minutes = forms.IntegerField(
        label=gettext_lazy("Show the link so many minutes before"),
        min_value=0,
        max_value=MOST_VIDEO_MINUTES,
        initial=VIDEO_MINUTES,
        required=False,
        help_text=gettext_lazy("From then on, who has a seat sees the link; nobody else does."),
    )
    cancel_hours = forms.IntegerField(
        label=gettext_lazy("Cancel up to so many hours before"),
        min_value=0,
        max_value=MOST_CANCEL_HOURS,
        required=False,
        help_text=gettext_lazy(
            "Later it takes an excuse. Left empty: 4 for a lunch-and-learn, 24 for a workshop,"
            " else any time before the start."
        ),
    )
    needs_approval = forms.BooleanField(
        label=gettext_lazy("People ask for a seat, and you approve"),
        required=False,
        help_text=gettext_lazy(
            "A request holds no seat. HR and the facilitator say yes or no; who is approved gets"
            " a free seat at once, else a place in line from when they asked."
        ),
    )
    outside_program = forms.BooleanField(
        label=gettext_lazy("Hold it on this day, outside of the program's days"), required=False
    )

    def __init__(
        self,
        *args: Any,
        program: Program,
        zone: str,
        was: LearningSession | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.program, self.was = zone, program, was
        # Whether the page asks for `outside_program`: only after such a day was typed.
        self.asks_about_day = False
        facilitators = accepted_facilitators(program)
        if was is None and len(only := list(facilitators[:2])) == 1:
            self.initial.setdefault("facilitator", only[0].pk)
        if was is not None and was.facilitator_id:
            facilitators = facilitators | Person.objects.filter(pk=was.facilitator_id)
        chooser = self.fields["facilitator"]
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.queryset = facilitators

    def suggest_presenters_from(self, url: str) -> None:
        """Have the presenter's field ask this address for names while somebody types."""
        self.fields["presenter"].widget.attrs |= {
            "hx-get": url,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#presenter-options",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, clock = cleaned.get("day"), cleaned.get("clock")
        if day and clock:
            try:
                cleaned["starts_at"] = moment_of(day, clock, ZoneInfo(self.zone))
            except WallTimeError as error:
                self.add_error("clock", str(error))
        if day:
            self._check_day(day, is_meant=cleaned.get("outside_program", False))
        return cleaned

    def _check_day(self, day: date, *, is_meant: bool) -> None:
        """A day outside of the program is refused once; who says that it is meant may have it.
        That a day is past is another matter, and said by the action.
        """
        if day < timezone.localdate():
            return
        before = self.was.starts_at.astimezone(ZoneInfo(self.zone)).date() if self.was else None
        problem = day_problem(day, self.program.starts_on, self.program.ends_on)
        if problem is None or day == before:
            return
        self.asks_about_day = True
        if not is_meant:
            advice = _("Choose another day, or tick below that you mean it.")
            self.add_error("day", f"{problem} {advice}")

    def plan(self) -> Plan:
        """The plan of a valid form."""
        typed = self.cleaned_data
        return Plan(
            kind=typed["kind"],
            title=typed["title"],
            description=typed["description"],
            presenter=typed["presenter"],
            facilitator=typed["facilitator"],
            starts_at=typed["starts_at"],
            ends_at=typed["starts_at"] + timedelta(minutes=typed["minutes"]),
            time_zone=self.zone,
            room=typed["room"],
            video_url=typed["video_url"],
            capacity=typed["capacity"],
            remote_capacity=typed["remote_capacity"],
            cancel_hours=typed["cancel_hours"],
            **self.lunch_plan(),
            needs_approval=typed["needs_approval"],
            video_minutes=self.typed_or_kept("video_minutes", VIDEO_MINUTES),
        )

    def typed_or_kept(self, name: str, usual: int) -> int:
        """A number that may be left out: then it stays, or is the usual one."""
        typed: int | None = self.cleaned_data[name]
        if typed is not None:
            return typed
        return getattr(self.was, name) if self.was else usual

    def add_problems(self, problems: dict[str, Sentence]) -> None:
        """Show beside the fields why the plan was refused."""
        for field, sentence in problems.items():
            self.add_error(field, str(sentence))


class PlaceForm(forms.Form):
    """Where people meet."""

    room = LineField(label=gettext_lazy("Room"), max_length=160, required=False)
    video_url = forms.URLField(
        label=gettext_lazy("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(["https"])],
        error_messages={"invalid": gettext_lazy("Use a link that begins with https://")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, said in place_problems(**cleaned).items():
                self.add_error(name, str(said))
        return cleaned


class CancelForm(forms.Form):
    """Why a session is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Everybody who is booked, waits or leads reads it in a mail."),
    )


class FilterForm(forms.Form):
    """Search and filter of the list."""

    q = forms.CharField(label=gettext_lazy("Search sessions"), required=False)
    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        label=gettext_lazy("Program"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("All programs"),
    )
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["program"]
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.queryset = programs

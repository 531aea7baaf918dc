"""The short forms that make a program from a template, or from an earlier program."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.web.days import DayField
from peerlearn.web.line_field import LineField
from programs.catalogue.shapes import ProgramTemplate
from programs.models import Program
from programs.rules.dates import date_problems

MOST_WEEKS = 260


class FirstDayForm(forms.Form):
    """A first day, in the address of a preview."""

    starts_on = DayField(label=_("First day"))


class TemplateForm(forms.Form):
    """What of a template is worth a thought before it is taken; all else can be changed later."""

    name = LineField(label=_("Name"), max_length=120, help_text=_("What colleagues will read."))
    starts_on = DayField(
        label=_("First day"), help_text=_("All sessions are laid out from this day on.")
    )
    weeks = forms.IntegerField(label=_("Length in weeks"), min_value=1, max_value=MOST_WEEKS)
    goal = forms.CharField(
        label=_("Goal"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        template: ProgramTemplate,
        today: date,
        version: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.standing = today, version
        self.has_moved_on = False
        self.initial["version"] = version
        if template.is_evergreen:
            del self.fields["weeks"]

    def clean(self) -> dict[str, Any]:
        """Once more after somebody has changed the template: what was typed was filled in from
        the earlier one. `has_moved_on` says so, and the same again carries.
        """
        cleaned = super().clean() or {}
        if self.standing is not None and cleaned.get("version") != self.standing:
            self.has_moved_on = True
            self.data = {**dict(self.data.items()), self.add_prefix("version"): self.standing}
            self.add_error(
                None,
                _(
                    "Somebody has changed this template since you opened the page. Nothing was"
                    " made yet: look at your answers, then create the draft."
                ),
            )
        starts_on, weeks = cleaned.get("starts_on"), cleaned.get("weeks")
        cleaned["ends_on"] = None
        if starts_on and weeks:
            cleaned["ends_on"] = starts_on + timedelta(weeks=weeks) - timedelta(days=1)
            if date_problems(starts_on, cleaned["ends_on"], today=self.today):
                self.add_error(
                    "starts_on", _("With this length the program would be over already.")
                )
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        return {key: self.cleaned_data[key] for key in ("name", "goal", "starts_on", "ends_on")}


class CopyForm(forms.Form):
    """A new run of an earlier program."""

    name = LineField(label=_("Name"), max_length=120)
    starts_on = DayField(
        label=_("First day"),
        help_text=_(
            "The last day and all sessions move along by as many days, at the same time of day. A"
            " session that would come to a weekend goes to the Monday after it."
        ),
    )
    with_people = forms.BooleanField(
        label=_("Enroll the same people again"),
        required=False,
        help_text=_("Those who take part today, in their roles. People who have left stay out."),
    )

    def __init__(self, *args: Any, original: Program, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original, self.today = original, today

    def clean_starts_on(self) -> date:
        """A run that would be over before it is made is refused."""
        starts_on: date = self.cleaned_data["starts_on"]
        ends_on = self.original.ends_on
        moved = ends_on + (starts_on - self.original.starts_on) if ends_on else None
        if date_problems(starts_on, moved, today=self.today):
            raise forms.ValidationError(
                _("With this first day the program would be over already. Choose a later one.")
            )
        return starts_on

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from peerlearn.web.days import DayField, validate_year
from programs.forms.joining import PauseForm
from programs.forms.programs import EditProgramForm, ProgramForm
from programs.forms.templates import CopyForm, FirstDayForm, TemplateForm
from sessions.forms import SessionForm


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2100, 12, 31), datetime.now(UTC)])
def test_days_between_2000_and_2100_are_fine(day):
    validate_year(day)


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_other_days_are_refused_in_words(day):
    with pytest.raises(ValidationError, match="between the years 2000 and 2100"):
        validate_year(day)


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (ProgramForm, ["starts_on", "ends_on"]),
        (EditProgramForm, ["starts_on", "ends_on"]),
        (FirstDayForm, ["starts_on"]),
        (TemplateForm, ["starts_on"]),
        (CopyForm, ["starts_on"]),
        (PauseForm, ["returns_on"]),
        (SessionForm, ["day"]),
    ],
)
def test_days_that_are_planned_for_are_bounded(form: type[forms.BaseForm], names):
    assert all(isinstance(form.base_fields[name], DayField) for name in names)

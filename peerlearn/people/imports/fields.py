"""What a column can be mapped to."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEAVE_OUT = ""
ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Field:
    """One of our fields. `several`: more than one column of a file may feed it."""

    key: str
    label: str | Promise
    help: str | Promise = ""
    several: bool = False


FIELDS: tuple[Field, ...] = (
    Field("full_name", _("Full name"), _("“Anna Berg” or “Berg, Anna”")),
    Field("first_name", _("First name")),
    Field("last_name", _("Last name")),
    Field("email", _("E-mail")),
    Field("employee_number", _("Employee number"), _("The safest way to know somebody again")),
    Field("title", _("Job title")),
    Field("department", _("Department")),
    Field("location", _("Location")),
    Field("time_zone", _("Time zone"), _("Guessed from the location where it is missing")),
    Field("start_date", _("Start date")),
    Field("end_date", _("End date"), _("A past date marks a leaver")),
    Field("status", _("Status"), _("Active or left")),
    Field("manager", _("Manager"), _("By e-mail, employee number or name"), several=True),
    Field(
        "reviewer",
        _("Performance reviewer"),
        _("Who appraises the person, if not only the manager; by e-mail, number or name"),
        several=True,
    ),
    Field(
        "languages",
        _("Languages they speak"),
        _("Lists are split at comma, semicolon and bar"),
    ),
    Field("level", _("Grade or level")),
    Field("about", _("About the person")),
    Field(
        "known_topics",
        _("Topics they know"),
        _("Lists are split at comma, semicolon and bar"),
        several=True,
    ),
    Field(
        "wanted_topics",
        _("Topics they want to learn"),
        _("Lists are split at comma, semicolon and bar"),
        several=True,
    ),
    Field(ATTRIBUTE, _("Keep as a detail"), _("Under the column’s own name"), several=True),
)
BY_KEY = {field.key: field for field in FIELDS}


def label_of(key: str) -> str:
    """The field's name in the reader's language; a detail goes by its own name."""
    kind, _colon, name = key.partition(":")
    if kind == ATTRIBUTE and name:
        return name
    return str(BY_KEY[key].label) if key in BY_KEY else str(VALUE_LABELS.get(key, key))


VALUE_LABELS: dict[str, str | Promise] = {"name": _("Name"), "left": _("Has left")}

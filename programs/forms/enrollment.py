"""The forms that say whom to enroll, and the filters of the list of people."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import ImportJob
from peerlearn.people.queries.imports import people_of_import
from peerlearn.people.queries.places import Places
from peerlearn.web.moments import moment_text
from programs.models import Enrollment
from programs.queries.choices import EnrollmentChoices
from programs.queries.roles import Roles
from programs.rules.enrollment import (
    MENTOR_CAPACITY,
    MOST_MENTEES,
    RECRUIT_DAYS,
    SEASONED_YEARS,
    EnrollmentRule,
)

ROLES = [
    (Enrollment.Role.MENTEE, _("Mentees: they want to learn and get a mentor")),
    (Enrollment.Role.MENTOR, _("Mentors: they accompany somebody")),
    (Enrollment.Role.PARTICIPANT, _("Participants: they come to sessions, without a pair")),
]
STARTED = [
    ("any", _("At any time")),
    ("new", _("Recently")),
    ("seasoned", _("Long ago")),
    ("dates", _("Between two dates")),
]
# What the page begins with, and what its shortcuts fill in.
USUAL = {"days": str(RECRUIT_DAYS), "years": str(SEASONED_YEARS)}
ACTS = [
    ("enroll", _("Enroll them now")),
    ("invite", _("Invite them: they say yes or no, and keep a place until then")),
]
# The box that must be filled in for a choice.
NUMBERS = {"new": "days", "seasoned": "years"}


class EnrollmentRuleForm(forms.Form):
    """Whom to enroll, in which role. Its fields stand in the address, so it can be shared."""

    role = forms.ChoiceField(label=_("Enroll as"), choices=ROLES, widget=forms.RadioSelect)
    imported = forms.ChoiceField(label=_("From a file that was imported"), required=False)
    started = forms.ChoiceField(
        label=_("Those who started to work here"), choices=STARTED, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=_("Less than this many days ago"), min_value=1, max_value=20_000, required=False
    )
    years = forms.IntegerField(
        label=_("At least this many years ago"), min_value=1, max_value=60, required=False
    )
    started_from = forms.DateField(label=_("Started on or after"), required=False)
    started_until = forms.DateField(label=_("Started on or before"), required=False)
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        help_text=_("None ticked means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    locations = forms.MultipleChoiceField(
        label=_("Locations"),
        help_text=_("None ticked means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    titles = forms.CharField(
        label=_("Words in the job title"),
        help_text=_("For instance “engineer, designer”: one of them is enough."),
        max_length=200,
        required=False,
    )
    group = forms.ChoiceField(
        label=_("Group"),
        help_text=_("From the further columns of your people file."),
        required=False,
    )
    act = forms.ChoiceField(choices=ACTS, required=False, widget=forms.HiddenInput)
    includes_withdrawn = forms.BooleanField(
        label=_("Also those who left this role before"), required=False
    )
    leaves_out_busy = forms.BooleanField(
        label=_("Leave out who takes part in another program at the same time"), required=False
    )
    leaves_out_leads = forms.BooleanField(
        label=_("Leave out who leads others"),
        help_text=_(
            "Nobody is neutral to whom they report to: with all heads in the program, nobody is"
            " left to facilitate it."
        ),
        required=False,
    )
    capacity = forms.IntegerField(min_value=1, max_value=MOST_MENTEES, required=False)
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tell = forms.BooleanField(required=False)

    MORE = (
        *("imported", "departments", "locations", "titles", "group"),
        *("includes_withdrawn", "leaves_out_busy", "leaves_out_leads"),
    )

    @property
    def more_in_use(self) -> int:
        """How many of the conditions that the page folds away are set."""
        return sum(bool(self[name].data) for name in self.MORE)

    def __init__(self, *args: Any, choices: EnrollmentChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_roles(self, ROLES, choices.roles)
        places = {"departments": choices.departments, "locations": choices.locations}
        for name, named in places.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
            field.choices = [(place, place) for place in named]
        self.imports = choices.imports
        self._offer_imports()
        self._offer_groups(choices.groups)
        for started, name in NUMBERS.items():
            self.fields[name].required = self.data.get("started") == started

    def _offer_imports(self) -> None:
        """Every file that is in; without any there is nothing to choose."""
        jobs = [(str(job.id), _import_label(job)) for job in self.imports]
        field = self.fields["imported"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", _("Everybody, whichever file they came from")), *jobs]
        if not jobs:
            field.widget = forms.HiddenInput()

    def _offer_groups(self, known: list[tuple[str, str]]) -> None:
        """The values of further columns that several people share."""
        groups = [(group_key(column, value), f"{column}: {value}") for column, value in known]
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", _("Any")), *groups]
        if not groups:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("started") == "dates":
            self._check_dates(cleaned)
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("started_from"), cleaned.get("started_until")
        if not first and not last and not self.errors:
            self.add_error("started_from", _("Enter at least one of the two dates."))
        if first and last and last < first:
            self.add_error("started_until", _("This day is before the other one."))

    def rule(self) -> EnrollmentRule:
        """The rule that the form says; valid forms only."""
        said = self.cleaned_data
        started, imported = said["started"], said["imported"]
        return EnrollmentRule(
            departments=frozenset(said["departments"]),
            locations=frozenset(said["locations"]),
            titles=frozenset(w for part in said["titles"].split(",") if (w := part.strip())),
            group=group_of(said["group"]),
            newer_than_days=said["days"] if started == "new" else None,
            longer_than_years=said["years"] if started == "seasoned" else None,
            started_from=said["started_from"] if started == "dates" else None,
            started_until=said["started_until"] if started == "dates" else None,
            person_ids=people_of_import(UUID(imported)) if imported else None,
            includes_withdrawn=said["includes_withdrawn"],
            leaves_out_busy=said["leaves_out_busy"],
            leaves_out_leads=said["leaves_out_leads"],
        )


def imported_rule(job: ImportJob, *, role: str) -> dict[str, str]:
    """What the page of the rule is filled in with to mean the people of an import."""
    return {"role": role, "imported": str(job.id), "started": "any", **USUAL}


def _import_label(job: ImportJob) -> str:
    when = moment_text(timezone.localtime(job.created_at), now=timezone.now())
    return f"{job.file_name}, {when}"


class PickForm(forms.Form):
    """People ticked by hand, and the words to search more of them with."""

    q = forms.CharField(label=_("Search by name, e-mail or job title"), required=False)
    role = forms.ChoiceField(
        label=_("Enroll as"),
        choices=Enrollment.Role.choices,
    )
    tell = forms.BooleanField(required=False)
    person = forms.TypedMultipleChoiceField(label=_("People"), coerce=UUID, required=False)

    def __init__(self, *args: Any, roles: Roles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_roles(self, [(key, role.label) for key, role in roles.items()], roles)
        ticked = self.data.getlist("person") if hasattr(self.data, "getlist") else []
        field = self.fields["person"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101  declared above
        field.choices = [(value, value) for value in uuids_in(ticked)]

    def rule(self) -> EnrollmentRule:
        """Exactly those who are ticked; somebody ticked by name is meant even if they had left."""
        return EnrollmentRule(
            person_ids=frozenset(self.cleaned_data["person"]), includes_withdrawn=True
        )


class PeopleFilterForm(forms.Form):
    """Search, filters and order of the list of people."""

    q = forms.CharField(label=_("Search people"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    location = forms.ChoiceField(label=_("Location"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("By name")),
            ("department", _("By department")),
            ("location", _("By location")),
            ("newest", _("Newest first")),
            ("longest", _("Longest here first")),
        ],
    )
    role = forms.ChoiceField(
        required=False, choices=[("", ""), *Enrollment.Role.choices], widget=forms.HiddenInput
    )
    show = forms.ChoiceField(
        required=False, choices=[("", ""), ("withdrawn", "")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, everything, named in (
            ("department", _("All departments"), places.departments),
            ("location", _("All locations"), places.locations),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", everything), *((place, place) for place in named)]

    @property
    def is_narrowed(self) -> bool:
        """Whether the list is less than all who are in the program; valid forms only."""
        said = self.cleaned_data
        return any(said.get(name) for name in ("q", "department", "location", "role", "show"))


class CapacityForm(forms.Form):
    """How many mentees some mentors take."""

    capacity = forms.IntegerField(
        label=_("Mentees per mentor"),
        help_text=_("How many each of them takes. You can change it for each mentor later."),
        min_value=1,
        max_value=MOST_MENTEES,
        initial=MENTOR_CAPACITY,
    )


def group_key(column: str, value: str) -> str:
    """A group as one value of a select."""
    return f"{column}\t{value}"


def group_of(key: str) -> tuple[str, str] | None:
    """The column and value of a key; None for no group."""
    column, _tab, value = key.partition("\t")
    return (column, value) if value else None


def name_roles(form: forms.Form, usual: Iterable[tuple[str, Any]], roles: Roles) -> None:
    """Offer roles in the program's own words; those without any as `usual` says."""
    field = form.fields["role"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared in both forms
    field.choices = [
        (key, capfirst(str(roles[key].plural if roles[key].is_renamed else label)))
        for key, label in usual
    ]


def uuids_in(values: Iterable[str]) -> list[str]:
    """Those of the values that are ids; what somebody typed into the address is left out."""
    found = []
    for value in values:
        try:
            found.append(str(UUID(value)))
        except ValueError:
            continue
    return found

"""The usual choices of the page that enrolls by a rule, made for one program."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.web.moments import date_text
from programs.forms.enrollment import USUAL, EnrollmentRuleForm, imported_rule
from programs.models import Enrollment, Program
from programs.queries.choices import EnrollmentChoices
from programs.queries.enrollment import starting_later
from programs.queries.roles import Roles
from programs.rules.enrollment import RECRUIT_DAYS, start_window

LATER_NAMED = 5


@dataclass(frozen=True)
class LaterStarters:
    """Those whom the rule would mean, had they started already."""

    count: int
    people: list[Person]
    query: str  # the same rule, with them in it

    @property
    def more(self) -> int:
        """How many beside those named."""
        return self.count - len(self.people)


def recruits(program: Program, role: str, *, today: date) -> QueryDict:
    """New recruits: on the program's first day, where that is to come."""
    return as_query(_recruits(program, role, today=today))


def presets(
    program: Program, form: EnrollmentRuleForm, choices: EnrollmentChoices, *, today: date
) -> list[dict[str, Any]]:
    """The choices, each with what it fills in."""
    found = _shortcuts(program, form, choices, today=today)
    labels = _labels(program, choices.roles, found, today=today)
    return [
        {
            "label": labels[key][0],
            "note": labels[key][1],
            "query": as_query(preset).urlencode(),
            "is_on": all(form.data.get(name) == value for name, value in preset.items()),
        }
        for key, preset in found.items()
    ]


def later_starters(program: Program, form: EnrollmentRuleForm) -> LaterStarters | None:
    """Who starts after the last day that the rule takes; for a valid rule."""
    rule, role = form.rule(), form.cleaned_data["role"]
    after = start_window(rule, today=timezone.localdate()).last
    if after is None or rule.longer_than_years is not None:
        return None
    count, last, people = starting_later(program, role, rule, after=after, most=LATER_NAMED)
    if last is None:
        return None
    data = form.data
    assert isinstance(data, QueryDict)  # noqa: S101  see programs.views.enrollment.enroll
    wider = data.copy()
    first = start_window(rule, today=timezone.localdate()).first
    wider["started"], wider["started_until"] = "dates", last.isoformat()
    wider["started_from"] = first.isoformat() if first else ""
    wider.pop("csrfmiddlewaretoken", None)
    return LaterStarters(count, people, wider.urlencode())


def with_role(data: QueryDict, role: str) -> QueryDict:
    """A role is chosen from the start, so that what the page shows is what it does."""
    if data.get("role"):
        return data
    chosen = data.copy()
    chosen["role"] = role
    return chosen


def as_query(values: dict[str, str]) -> QueryDict:
    """Values as they stand in an address."""
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def _recruits(program: Program, role: str, *, today: date) -> dict[str, str]:
    if program.starts_on <= today:
        return {"role": role, "started": "new", **USUAL}
    first = program.starts_on - timedelta(days=RECRUIT_DAYS - 1)
    return {
        "role": role,
        "started": "dates",
        "started_from": first.isoformat(),
        "started_until": program.starts_on.isoformat(),
    }


def _shortcuts(
    program: Program, form: EnrollmentRuleForm, choices: EnrollmentChoices, *, today: date
) -> dict[str, dict[str, str]]:
    """The usual choices and, where there is one, the people of the latest import."""
    usual = choices.main_role
    pairs = usual == Enrollment.Role.MENTEE
    everybody = usual if usual != Enrollment.Role.MENTEE else Enrollment.Role.PARTICIPANT
    found = {
        "recruits": _recruits(program, usual, today=today),
        "seasoned": {
            "role": Enrollment.Role.MENTOR.value if pairs else usual,
            "started": "seasoned",
            "leaves_out_leads": "on",
            **USUAL,
        },
        "everybody": {"role": everybody, "started": "any", **USUAL},
    }
    if choices.imports:
        role = form.data.get("role", usual)
        found["imported"] = imported_rule(choices.imports[0], role=role)
    return found


def _labels(
    program: Program, roles: Roles, found: dict[str, dict[str, str]], *, today: date
) -> dict[str, tuple[str, str]]:
    many = {key: roles[preset["role"]].plural for key, preset in found.items()}
    recent = _("%(role)s who started in the last 90 days")
    if program.starts_on > today:
        recent = _("%(role)s who start by the first day, %(day)s, or in the 90 days before it")
    day = date_text(program.starts_on)
    return {
        "recruits": (_("New recruits"), recent % {"role": many["recruits"], "day": day}),
        "seasoned": (
            _("Seasoned colleagues"),
            _("%(role)s who have been here two years or more and lead nobody")
            % {"role": many["seasoned"]},
        ),
        "everybody": (
            _("Everybody"),
            _("%(role)s from the whole company") % {"role": many["everybody"]},
        ),
        "imported": (_("Latest import"), _("The people of the file that came in last")),
    }

"""A template in lines, so that two of them can be compared. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.reasons import rule_labels
from matching.rules.rule_words import hard_in_words
from peerlearn.home.setup_guide import STEPS
from programs.catalogue.shapes import ProgramTemplate, SessionOutline, TemplateRole
from programs.models import ProgramRole
from sessions.models import LearningSession


@dataclass(frozen=True)
class Line:
    """Something that a template says: `key` tells what of it, in both of two that are compared."""

    key: str
    label: str
    text: str


def differences_to(stored: ProgramTemplate, typed: ProgramTemplate) -> list[tuple[str, str]]:
    """What is stored where it differs from what was typed: label and text; the text is empty for
    what isn't there any more.
    """
    now = {line.key: line for line in lines_of(stored)}
    mine = {line.key: line for line in lines_of(typed)}
    changed = [line for key, line in now.items() if mine.get(key) != line]
    gone = [line for key, line in mine.items() if key not in now]
    return [(line.label, line.text) for line in changed] + [(line.label, "") for line in gone]


def lines_of(template: ProgramTemplate) -> Iterator[Line]:
    """All that a template says."""
    yield Line("name", _("Name"), str(template.name))
    yield Line("purpose", _("Purpose"), str(template.purpose))
    yield Line("for_whom", _("For whom"), str(template.for_whom))
    yield Line("goal", _("Goal"), str(template.goal))
    yield Line("weeks", _("Length in weeks"), str(template.weeks or _("evergreen")))
    yield Line("conduct", _("Code of conduct"), template.conduct_text())
    yield Line("steps", _("Steps of the set-up guide"), _steps(template))
    for role in template.roles:
        yield Line(f"role {role.role}", role.called, _role(role))
    for one in template.sessions:
        yield Line(f"session {one.ref}", str(one.title), session_in_words(one))
    labels, total = rule_labels(), sum(template.weights.values()) or 1
    for rule, weight in template.weights.items():
        yield Line(f"weight {rule}", labels[rule], f"{round(weight / total * 100)}%")
    if template.weights:
        for rule, text in hard_in_words(template.hard).items():
            yield Line(f"hard {rule}", _("Without exception"), text)


def when_in_words(one: SessionOutline) -> str:
    """ "Week 2, Wednesday, 12:00": weeks are counted from 1."""
    said = _("Week %(week)s, %(weekday)s, %(clock)s")
    return said % {
        "week": one.week + 1,
        "weekday": WEEKDAYS[one.weekday],
        "clock": one.clock.strftime("%H:%M"),
    }


def session_in_words(one: SessionOutline) -> str:
    """All of a session, its questions with what is right."""
    kinds = dict(LearningSession.Kind.choices)
    said = [
        capfirst(str(kinds[one.kind])),
        when_in_words(one),
        ngettext("%(count)s minute", "%(count)s minutes", one.minutes) % {"count": one.minutes},
        ngettext("%(count)s seat", "%(count)s seats", one.seats) % {"count": one.seats},
        str(one.agenda),
    ]
    for question in one.questions:
        choices = ", ".join(str(choice) for choice in question.choices)
        right = _("right: %(choice)s") % {"choice": question.choices[question.correct]}
        said.append(f"{question.text} ({choices}; {right})")
    return " · ".join(part for part in said if part)


def _role(role: TemplateRole) -> str:
    places = (
        _("as many as like")
        if role.seats is None
        else ngettext("%(count)s place", "%(count)s places", role.seats) % {"count": role.seats}
    )
    hours = _("%(hours)s h a month") % {"hours": f"{role.hours:g}"}
    way_in = str(ProgramRole.WayIn(role.way_in).label)
    return " · ".join(
        part for part in (str(role.plural), role.asked, hours, places, way_in) if part
    )


def _steps(template: ProgramTemplate) -> str:
    return ", ".join(title() for name, title, _judge in STEPS if name in template.steps)

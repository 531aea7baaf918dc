"""Sessions that fall on a public holiday of the organization's own list, or between the years."""

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.rules.holidays import Holiday, is_between_years, read_holidays
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.moments import date_text
from sessions.models import LearningSession


def holidays_in_the_way(
    sessions: Iterable[LearningSession], places: Mapping[str, int]
) -> list[str]:
    """A sentence about all those sessions that are on a holiday of these places, which have so
    many people, and one about those between the years. One query.
    """
    text = OrganizationSettings.objects.values_list("holidays", flat=True).get()
    listed = read_holidays(text)[0]
    named = {found.day for found in listed if not found.location}
    days = [
        (one.title, one.starts_at.astimezone(ZoneInfo(one.time_zone)).date()) for one in sessions
    ]
    met = [(title, found) for title, day in days for found in listed if found.day == day]
    met = [one for one in met if not one[1].location or one[1].location in places]
    between = [(title, day) for title, day in days if is_between_years(day) and day not in named]
    return [*_on_holidays(met, places), *_between_years(between)]


def _between_years(met: list[tuple[str, date]]) -> list[str]:
    if not met:
        return []
    sentence = ngettext(
        "%(count)s session is between 24 December and 1 January, when many are away: %(sessions)s.",
        "%(count)s sessions are between 24 December and 1 January, when many are away:"
        " %(sessions)s.",
        len(met),
    )
    said = "; ".join(
        _("“%(title)s” (%(day)s)") % {"title": title, "day": date_text(day)} for title, day in met
    )
    return [sentence % {"count": len(met), "sessions": said}]


def _on_holidays(met: list[tuple[str, Holiday]], places: Mapping[str, int]) -> list[str]:
    if not met:
        return []
    count = len({(title, found.day) for title, found in met})
    sentence = ngettext(
        "%(count)s session is on a public holiday: %(sessions)s.",
        "%(count)s sessions are on public holidays: %(sessions)s.",
        count,
    )
    said = "; ".join(_one(title, found, places) for title, found in met)
    return [sentence % {"count": count, "sessions": said}]


def _one(title: str, found: Holiday, places: Mapping[str, int]) -> str:
    day = f"{date_text(found.day)}, {found.name}" if found.name else date_text(found.day)
    said = _("“%(title)s” (%(day)s)") % {"title": title, "day": day}
    if not found.location:
        return said
    people = ngettext(
        "for %(count)s person in %(place)s",
        "for %(count)s people in %(place)s",
        places[found.location],
    ) % {"count": places[found.location], "place": found.location}
    return f"{said} {people}"

"""Sessions that fall on a public holiday of the organization's own list."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.rules.holidays import Holiday, read_holidays
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.moments import date_text
from sessions.models import LearningSession


def holidays_in_the_way(
    sessions: Iterable[LearningSession], places: Mapping[str, int]
) -> list[str]:
    """One sentence about all those sessions that are on a holiday of these places, which have so
    many people; or none. One query.
    """
    text = OrganizationSettings.objects.values_list("holidays", flat=True).get()
    listed = read_holidays(text)[0]
    days = [
        (one.title, one.starts_at.astimezone(ZoneInfo(one.time_zone)).date()) for one in sessions
    ]
    met = [(title, found) for title, day in days for found in listed if found.day == day]
    met = [one for one in met if not one[1].location or one[1].location in places]
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

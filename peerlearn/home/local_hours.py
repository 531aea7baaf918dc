"""What o'clock it is for the people of a program when something happens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils.translation import ngettext

from peerlearn.people.models import Person
from peerlearn.web.zones import place_of_zone, zone_or_none
from programs.models import Program
from programs.queries import active_enrollments

MORNING, NIGHT = time(7), time(21)


def zones_of_people(program: Program) -> dict[str, int]:
    """How many people of a program live in each time zone, in one query; "" is the company's."""
    # "In" a subquery counts somebody of two roles once, and needs no sorting of all people.
    there = active_enrollments(program).order_by().values("person_id")
    people = Person.objects.filter(id__in=there).order_by().values_list("time_zone")
    return dict(people.annotate(people=Count("id")))


def at_night(moment: datetime, zones: Mapping[str, int]) -> list[tuple[str, int]]:
    """The zones in which it is night then, with their people."""
    return [
        (zone, people)
        for zone, people in zones.items()
        if (found := zone_or_none(zone)) and is_night(moment.astimezone(found))
    ]


def night_sentences(begins: Sequence[datetime], zones: Mapping[str, int]) -> list[str]:
    """For each zone, how many of these sessions begin at night there, and the first one's hour."""
    found: dict[str, list[datetime]] = {}
    for moment in begins:
        for zone, _people in at_night(moment, zones):
            found.setdefault(zone, []).append(moment)
    return [_sentence(zone, zones[zone], moments) for zone, moments in found.items()]


def _sentence(zone: str, people: int, moments: Iterable[datetime]) -> str:
    first, *more = moments
    who = ngettext("%(count)s person", "%(count)s people", people) % {"count": people}
    sessions = len(more) + 1
    return ngettext(
        "%(count)s session begins at night for %(who)s: it is %(time)s in %(place)s then.",
        "%(count)s sessions begin at night for %(who)s: it is %(time)s in %(place)s at the first.",
        sessions,
    ) % {
        "count": sessions,
        "who": who,
        "time": first.astimezone(ZoneInfo(zone)).strftime("%H:%M"),
        "place": place_of_zone(zone),
    }


def is_night(local: datetime) -> bool:
    """Whether this is no time to meet; the moment in the zone of whoever is asked."""
    return not MORNING <= local.time() < NIGHT

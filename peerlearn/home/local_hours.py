"""What o'clock it is for the people of a program when something happens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.notifications.rules import working_hour
from peerlearn.people.models import Person
from peerlearn.web.zones import place_of_zone, zone_or_none
from programs.models import Program
from programs.queries import active_enrollments

MORNING, NIGHT = time(7), time(21)
# As many as fit into a line; the others are a sum.
PLACES_SHOWN = 3


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
    """How many of these sessions begin at night for whom: of one zone also what o'clock it is at
    the first, of several one sentence for all of them, the zone of most people first.
    """
    found: dict[str, list[datetime]] = {}
    for moment in begins:
        for zone, _people in at_night(moment, zones):
            found.setdefault(zone, []).append(moment)
    if len(found) > 1:
        moments = {moment for some in found.values() for moment in some}
        return [_sentence_of_many({zone: zones[zone] for zone in found}, len(moments))]
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


def waiting_for_morning(zones: Mapping[str, int], *, house: ZoneInfo, now: datetime) -> int:
    """For how many of these people a mail that keeps to working hours waits; "" is the company's
    zone, `house`.
    """
    return sum(
        people
        for zone, people in zones.items()
        if working_hour(now, zone_or_none(zone) or house) > now
    )


def places_at_night(zones: Mapping[str, int]) -> str:
    """Where those people live, most of them first: "6 in New York, 2 in Tokyo and 3 elsewhere"."""
    ordered = sorted(zones.items(), key=lambda one: (-one[1], one[0]))
    named = ", ".join(
        _("%(count)s in %(place)s") % {"count": people, "place": place_of_zone(zone)}
        for zone, people in ordered[:PLACES_SHOWN]
    )
    others = sum(people for _zone, people in ordered[PLACES_SHOWN:])
    if not others:
        return named
    return _("%(named)s and %(count)s elsewhere") % {"named": named, "count": others}


def _sentence_of_many(zones: Mapping[str, int], sessions: int) -> str:
    people = sum(zones.values())
    who = ngettext("%(count)s person", "%(count)s people", people) % {"count": people}
    return ngettext(
        "%(count)s session begins at night for %(who)s: %(places)s.",
        "%(count)s sessions begin at night for %(who)s: %(places)s.",
        sessions,
    ) % {"count": sessions, "who": who, "places": places_at_night(zones)}


def is_night(local: datetime) -> bool:
    """Whether this is no time to meet; the moment in the zone of whoever is asked."""
    return not MORNING <= local.time() < NIGHT

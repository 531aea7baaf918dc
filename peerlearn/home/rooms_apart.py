"""Sessions in a room alone, when the people of a program work in several places."""

from collections.abc import Iterable, Mapping

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.home.local_hours import PLACES_SHOWN
from peerlearn.people.models import Person
from programs.models import Program
from programs.queries import active_enrollments
from sessions.models import LearningSession


def people_by_location(program: Program) -> dict[str, int]:
    """How many people of a program work where, in one query; those of no known place left out."""
    there = active_enrollments(program).order_by().values("person_id")
    people = Person.objects.filter(id__in=there).exclude(location="").order_by()
    return dict(people.values_list("location").annotate(people=Count("id")))


def room_sentences(sessions: Iterable[LearningSession], places: Mapping[str, int]) -> list[str]:
    """One sentence about those that have a room and no video link; none where all are in one
    place.
    """
    alone = sum(bool(one.room) and not one.video_url for one in sessions)
    if not alone or len(places) < 2:
        return []
    sentence = ngettext(
        "%(count)s session has a room and no video link, and people work in several places:"
        " %(places)s.",
        "%(count)s sessions have a room and no video link, and people work in several places:"
        " %(places)s.",
        alone,
    )
    return [sentence % {"count": alone, "places": _named(places)}]


def _named(places: Mapping[str, int]) -> str:
    ordered = sorted(places.items(), key=lambda one: (-one[1], one[0]))
    named = ", ".join(
        _("%(count)s in %(place)s") % {"count": people, "place": place}
        for place, people in ordered[:PLACES_SHOWN]
    )
    others = sum(people for _place, people in ordered[PLACES_SHOWN:])
    if not others:
        return named
    return _("%(named)s and %(count)s elsewhere") % {"named": named, "count": others}

"""New hires who are to get an offer by themselves, and mentees for whom nobody can be asked."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from matching.models import Match, MatchModes, MatchRequest, MentorSearch
from matching.queries.fixed_pairs import standing_fixed
from matching.queries.modes import UNDER_WAY
from matching.queries.pairs import zones_of
from matching.rules.new_hires import NEW_FOR, is_new_hire
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

# Who found nobody is looked at again once a day.
AGAIN_AFTER = timedelta(hours=20)


def programs_with_offers() -> list[Program]:
    """The programs under way in which new hires get an offer."""
    wanted = MatchModes.objects.filter(offers_to_new_hires=True).order_by()
    found = Program.objects.filter(id__in=wanted.values("program_id"), state__in=UNDER_WAY)
    return list(found.order_by("id"))


def new_hires_to_offer(program: Program, *, now: datetime) -> list[Person]:
    """Mentees whose first day has come, who never had a mentor here, nor a question that waits or
    was answered, and whom HR has fixed with nobody; who was looked at in vain today waits until
    tomorrow.
    """
    told = Match.objects.filter(
        program=program, mentee=OuterRef("person"), published_at__isnull=False
    )
    asked = MatchRequest.objects.filter(program=program, mentee=OuterRef("person"))
    looked = MentorSearch.objects.filter(
        program=program, mentee=OuterRef("person"), looked_at__gt=now - AGAIN_AFTER
    )
    in_vain = MentorSearch.objects.filter(program=program, mentee=OuterRef("person"))
    fixed = standing_fixed(program).order_by().filter(mentee=OuterRef("person"))
    waiting = active_enrollments(program, Enrollment.Role.MENTEE).filter(
        ~Exists(told),
        ~Exists(fixed),
        ~Exists(looked),
        ~Exists(asked.filter(state__in=MatchRequest.OPEN)),
        person__starts_on__gte=(now - NEW_FOR - timedelta(days=2)).date(),
        person__starts_on__lte=(now + timedelta(days=1)).date(),
    )
    waiting = waiting.filter(~Exists(asked) | Exists(in_vain))
    people = [one.person for one in waiting]
    zones: list[ZoneInfo] = zones_of(people) if people else []
    return [
        person
        for person, zone in zip(people, zones, strict=True)
        if is_new_hire(person.starts_on, now=now, zone=zone)
    ]


def searches_of(program: Program) -> QuerySet[MentorSearch]:
    """For whom nobody could be asked, who waits longest first."""
    return (
        MentorSearch.objects.filter(program=program)
        .select_related("mentee", "organization", "program")
        .order_by("since", "id")
    )

"""A person's own circle, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matching.models import Circle, CircleMeeting, CircleMember
from matching.queries.circle_facilitators import facilitator_of
from matching.queries.circles import members_of_circles, next_meetings
from matching.queries.coffee import guests_of
from matching.rules.circle_starters import CircleAgenda, Shared, circle_agenda, topics_in_common
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import accepted_facilitators


@dataclass(frozen=True, kw_only=True)
class MyCircle:
    """A circle from the side of one who is in it.

    others        with those who take a break from the program in `away`
    facilitator   who has said yes to facilitate this circle
    facilitators  who is there for all circles of the program
    is_member     whether the reader is in it, and doesn't facilitate it
    held          meetings that were, the latest first
    """

    circle: Circle
    me: Person
    others: list[Person]
    away: set[UUID]
    shared: list[Shared]
    agenda: CircleAgenda
    next: CircleMeeting | None
    held: list[CircleMeeting]
    facilitators: list[Person]
    facilitator: Person | None = None
    is_member: bool = True

    @property
    def program(self) -> Program:
        """Whose circle it is."""
        program: Program = self.circle.program
        return program

    @property
    def is_host(self) -> bool:
        """Whether the reader calls the first meeting."""
        return bool(self.circle.host_id == self.me.id)

    @property
    def may_change(self) -> bool:
        """Whether anything can still be planned."""
        return not self.program.is_closed


def my_circle(circle: Circle, person: Person, *, now: datetime) -> MyCircle:
    """All that a member may see. Topics are those that everybody may read, never a struggle."""
    people = [row.person for row in members_of_circles([circle])[circle.id]]
    guests = guests_of(people)
    called = {one.id: one.display_name for one in people} | {person.id: _("you")}
    in_order = sorted(people, key=lambda one: (one.id != person.id, one.name))
    shared = topics_in_common([guests[one.id] for one in in_order], called)
    meetings = CircleMeeting.objects.filter(circle=circle, is_off=False, starts_at__lte=now)
    held = list(meetings.order_by("-starts_at"))
    facilitator = facilitator_of(circle)
    return MyCircle(
        circle=circle,
        me=person,
        others=[one for one in people if one.id != person.id],
        away=_away(circle, people),
        shared=shared,
        agenda=circle_agenda(len(held) + 1, shared=shared),
        next=next_meetings([circle], now=now).get(circle.id),
        held=held,
        facilitators=[one for one in accepted_facilitators(circle.program) if one != facilitator],
        facilitator=facilitator,
        is_member=any(one.id == person.id for one in people),
    )


def _away(circle: Circle, people: list[Person]) -> set[UUID]:
    states = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
    rows = Enrollment.objects.filter(program=circle.program_id, person__in=people, state__in=states)
    found = list(rows.values_list("person_id", "state"))
    here = {one for one, state in found if state == Enrollment.State.ACTIVE}
    return {one for one, state in found if state == Enrollment.State.PAUSED} - here


def names_in_circles(circles: list[Circle], person: Person) -> list[tuple[Circle, str]]:
    """Circles with the names of the others."""
    members: dict[UUID, list[CircleMember]] = members_of_circles(circles)
    return [
        (
            one,
            ", ".join(
                row.person.display_name for row in members[one.id] if row.person_id != person.id
            ),
        )
        for one in circles
    ]

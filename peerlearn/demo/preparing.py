"""What the demo company has prepared: agendas, materials, lunches, seats by approval."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from peerlearn.people.models import Person
from sessions.actions.contents import save_contents
from sessions.actions.lunch import tell_needs
from sessions.actions.requests import approve_requests, ask_for_seat, decline_request
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import LearningSession
from sessions.rules.agenda import usual_agenda
from sessions.rules.materials import AFTER, NOW, SEAT, MaterialRow
from sessions.rules.series_changes import AGENDA, MATERIALS

COST = Decimal("12.50")
ALLOWANCE = "Order something for up to 12.50 EUR and hand in the receipt."
# Addresses that are nobody's.
MATERIAL = (
    MaterialRow("Two pages to read before", "https://intranet.fabrikam.example/read-before", NOW),
    MaterialRow("The example that we work on", "https://intranet.fabrikam.example/example", SEAT),
    MaterialRow("Slides", "https://intranet.fabrikam.example/slides", AFTER),
)
NEEDS = (["vegetarian"], ["vegan"], ["vegetarian"], ["no_gluten"], ["halal"], ["vegan", "no_nuts"])
SEATS, ASKING = 6, 6


def prepare_lunch(lunch: LearningSession, *, by: Person) -> None:
    """An agenda, materials, and what lunch costs."""
    plan = replace(plan_of(lunch), lunch_cost=COST, lunch_remote=ALLOWANCE)
    lunch = change_session(lunch, plan, by=by)
    save_contents(lunch, AGENDA, usual_agenda(lunch.kind, lunch.minutes), by=by)
    save_contents(lunch, MATERIALS, MATERIAL, by=by)


def tell_what_they_eat(crowd: Sequence[Person]) -> None:
    """Some have told it."""
    for person, needs in zip(crowd[::3], NEEDS, strict=False):
        tell_needs(person, needs)


def give_by_approval(workshop: LearningSession, crowd: Sequence[Person], *, by: Person) -> None:
    """A workshop whose seats are asked for: two have a yes, one a no, the others wait."""
    plan = replace(plan_of(workshop), needs_approval=True, capacity=SEATS)
    workshop = change_session(workshop, plan, by=by)
    save_contents(workshop, AGENDA, usual_agenda(workshop.kind, workshop.minutes), by=by)
    people = [one for one in crowd if not workshop.is_led_by(one)]
    asked = [ask_for_seat(workshop, person=one, by=one) for one in people[:ASKING]]
    first, second, third, *_rest = [entry for entry in asked if entry is not None]
    approve_requests(workshop, [first, second], by=by)
    decline_request(third, by=by, reason="This time for those who have a customer in December.")

"""Coffee rounds: planned by HR admins, had by everybody."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.coffee_choices import (
    leave_coffees,
    return_to_coffees,
    skip_next_coffee,
    snooze_coffees,
)
from matching.actions.coffee_meetings import record_coffee, take_back_coffee
from matching.actions.coffee_plan import plan_coffees
from matching.models import CoffeeGroup, CoffeeRound
from matching.permissions import may_match
from matching.queries.coffee import groups_of, plan_of_program, reasons_alone, rounds_of
from matching.queries.my_coffees import (
    MyCoffees,
    coffee_programs_of,
    coffees_as_seen_by,
    my_coffees,
)
from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.serializers.coffee import (
    CoffeeChoiceBody,
    CoffeePlanBody,
    CoffeePlanShape,
    CoffeeRoundShape,
    CoffeeShape,
    OwnCoffeesShape,
)
from peerlearn.people.models import Person, Scope
from programs.models import Program
from programs.queries import programs_visible_to


class CoffeeEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def program(self, program_id: UUID) -> Program:
        """A program that the caller may match."""
        require(may_match(self.request.membership))
        programs = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(programs, id=program_id)


class CoffeePlanOfProgram(CoffeeEndpoint):
    """The plan."""

    @extend_schema(responses=CoffeePlanShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show how the coffees of a program are planned; 404 where none are. HR admins."""
        plan = plan_of_program(self.program(program_id))
        if plan is None:
            raise Http404
        return answer(CoffeePlanShape, plan)

    @extend_schema(request=CoffeePlanBody, responses=CoffeePlanShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Plan the coffees of a program, or change the plan. HR admins."""
        program, said = self.program(program_id), self.said(CoffeePlanBody)
        plan = plan_coffees(program, by=self.request.person, now=timezone.now(), **said)
        return answer(CoffeePlanShape, plan)


class CoffeeRounds(CoffeeEndpoint):
    """The rounds of a program."""

    @extend_schema(responses=CoffeeRoundShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the coffee rounds of a program in figures, the latest first. HR admins."""
        rounds = rounds_of(self.program(program_id))
        return self.paged(rounds, CoffeeRoundShape, make=_figures)


class OwnCoffees(CoffeeEndpoint):
    """The caller's."""

    pagination_class = None

    @extend_schema(responses=OwnCoffeesShape(many=True))
    def get(self, request: Any) -> Response:
        """List the caller's coffees by program: this round's, earlier ones, what they chose."""
        return Response(OwnCoffeesShape(_mine(self.request.person), many=True).data)


class OwnCoffeeChoice(CoffeeEndpoint):
    """Taking part or not."""

    @extend_schema(request=CoffeeChoiceBody, responses=OwnCoffeesShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Skip the next round, take a break until a day, stay away, or take part again."""
        program = get_object_or_404(coffee_programs_of(self.request.person), id=program_id)
        said, me = self.said(CoffeeChoiceBody), self.request.person
        if said["choice"] == "skip":
            skip_next_coffee(program, by=me)
        elif said["choice"] == "break":
            snooze_coffees(program, until=said["until"], by=me, today=timezone.localdate())
        elif said["choice"] == "out":
            leave_coffees(program, by=me)
        else:
            return_to_coffees(program, by=me)
        [mine] = [one for one in _mine(me) if one.program == program]
        return answer(OwnCoffeesShape, mine)


class CoffeeMet(CoffeeEndpoint):
    """Whether a coffee was had, said by one of its people."""

    @extend_schema(request=None, responses=CoffeeShape)
    def post(self, request: Any, group_id: UUID) -> Response:
        """Note that they have met; the first word counts."""
        group = self.group(group_id)
        record_coffee(group, by=self.request.person)
        return answer(CoffeeShape, self.seen(group))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, group_id: UUID) -> Response:
        """They haven't met after all."""
        take_back_coffee(self.group(group_id), by=self.request.person)
        return Response(status=204)

    def group(self, group_id: UUID) -> CoffeeGroup:
        """A group in which the caller is."""
        return get_object_or_404(groups_of(self.request.person), id=group_id)

    def seen(self, group: CoffeeGroup) -> Any:
        """The group as it is now."""
        return coffees_as_seen_by(self.request.person, [self.group(group.id)])[0]


def _mine(person: Person) -> list[MyCoffees]:
    return my_coffees(person, today=timezone.localdate())


def _figures(page: Any) -> list[dict[str, Any]]:
    rounds: list[CoffeeRound] = list(page)
    alone = reasons_alone(rounds)
    return [
        {
            "held_on": one.held_on,
            "people": one.people,  # type: ignore[attr-defined]
            "met": one.met,  # type: ignore[attr-defined]
            "across_departments": one.mix.get("departments"),
            "across_locations": one.mix.get("locations"),
            "met_again": one.repeat_count,
            "without_partner": [
                {"rule": why, "people": count} for why, count in alone.get(one.id, [])
            ],
        }
        for one in rounds
    ]

"""Peer circles as HR admins form them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.circle_forming import ask_for_circles, keep_member
from matching.actions.circle_leaving import want_circle
from matching.actions.circle_moves import merge_circles, move_member, swap_members
from matching.actions.circle_places import place_joiners
from matching.actions.circle_plan import forget_wish, plan_circles, wish_circle
from matching.actions.circle_publishing import (
    publish_circles,
    take_back_circles,
    version_of_drafts,
)
from matching.actions.circle_undoing import undo_change
from matching.models import CircleMember
from matching.permissions import may_match
from matching.queries.circle_exits import exits_in
from matching.queries.circle_page import circles_page, options_for
from matching.queries.circles import (
    circle_plan_of,
    former_members_in,
    members_in,
    open_circles_in,
    people_of,
    wishes_in,
    wishes_of,
)
from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.circles import (
    CircleMergeBody,
    CircleMoveBody,
    CircleMovedShape,
    CircleOptionsShape,
    CirclePlaceShape,
    CirclePlanBody,
    CirclePlanShape,
    CirclePublicationBody,
    CirclesPlacedShape,
    CirclesShape,
    CircleWishBody,
    CircleWishShape,
)
from peerlearn.people.models import Scope
from programs.models import Program
from programs.queries import programs_visible_to


class CircleEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def programs(self) -> QuerySet[Program]:
        """Those whose circles the caller forms: of HR admins all."""
        require(may_match(self.request.membership))
        return programs_visible_to(self.request.person, self.request.membership)

    def program(self, program_id: UUID) -> Program:
        """One of them."""
        return get_object_or_404(self.programs(), id=program_id)

    def place(self, member_id: UUID) -> CircleMember:
        """Somebody's place in a circle of one of them."""
        return get_object_or_404(members_in(self.programs()), id=member_id)

    def all_of(self, program: Program) -> dict[str, Any]:
        """The circles of a program."""
        page = circles_page(program, now=timezone.now())
        return {
            "version": version_of_drafts(program),
            "proposal": page.drafts,
            "published": page.active,
            "without_circle": [
                {"person": person, "best_circle": circle.id if circle else None}
                for person, circle in page.joiners
            ],
            "left_by_themselves": page.exits,
        }


class CirclePlanOfProgram(CircleEndpoint):
    """The plan."""

    @extend_schema(responses=CirclePlanShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show how the circles of a program are formed; 404 where nobody said. HR admins."""
        plan = circle_plan_of(self.program(program_id))
        if plan is None:
            raise Http404
        return answer(CirclePlanShape, plan)

    @extend_schema(request=CirclePlanBody, responses=CirclePlanShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Say how circles are formed the next time. HR admins."""
        program, said = self.program(program_id), self.said(CirclePlanBody)
        return answer(CirclePlanShape, plan_circles(program, by=self.request.person, **said))


class CircleWishes(CircleEndpoint):
    """Together and apart."""

    @extend_schema(responses=CircleWishShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List whom HR wants in one circle, or in different ones. HR admins."""
        return self.paged(wishes_of(self.program(program_id)), CircleWishShape)

    @extend_schema(request=CircleWishBody, responses={201: CircleWishShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Want people together or apart; it counts when circles are formed. HR admins."""
        program, said = self.program(program_id), self.said(CircleWishBody)
        people = {person.id: person for person in people_of(program)}
        named = [(name, said[name]) for name in ("one", "other")]
        named += [("people", one) for one in said["people"]]
        missing = {
            name: [_("Nobody in this program has this id.")]
            for name, one in named
            if one not in people
        }
        if missing:
            raise InvalidError(missing)
        asked = [people[one] for _name, one in named]
        wishes = wish_circle(program, asked, kind=said["kind"], by=self.request.person)
        return answer(CircleWishShape, wishes[0], status=201)


class OneCircleWish(CircleEndpoint):
    """One of them."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, wish_id: UUID) -> Response:
        """Take a wish back, for all who were named in it. HR admins."""
        wish = get_object_or_404(wishes_in(self.programs()), id=wish_id)
        forget_wish(wish, by=self.request.person)
        return Response(status=204)


class CirclesOfProgram(CircleEndpoint):
    """The proposal, and what is published."""

    @extend_schema(responses=CirclesShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show all circles with their mix, and who has none. HR admins."""
        return answer(CirclesShape, self.all_of(self.program(program_id)))

    @extend_schema(request=None, responses={202: CirclePlanShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Have circles formed of those who have none; replaces the proposal. HR admins."""
        program, me = self.program(program_id), self.request.person
        plan = ask_for_circles(program, by=me, now=timezone.now())
        return answer(CirclePlanShape, plan, status=202)


class CirclePublication(CircleEndpoint):
    """Publishing."""

    @extend_schema(request=CirclePublicationBody, responses=CirclesShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Publish exactly the proposal of that version; its people are told in ten minutes.
        HR admins.
        """
        program, said = self.program(program_id), self.said(CirclePublicationBody)
        publish_circles(program, seen=said["version"], by=self.request.person, now=timezone.now())
        return answer(CirclesShape, self.all_of(program))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, program_id: UUID) -> Response:
        """Take the last publication back while nobody was told. HR admins."""
        take_back_circles(self.program(program_id), by=self.request.person)
        return Response(status=204)


class CircleJoiners(CircleEndpoint):
    """Those who came later."""

    @extend_schema(request=None, responses=CirclesPlacedShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Give everybody without a circle the place that mixes most. HR admins."""
        program, me = self.program(program_id), self.request.person
        placed, left = place_joiners(program, by=me, now=timezone.now())
        return answer(CirclesPlacedShape, {"placed": placed, "left": left})


class CirclePlace(CircleEndpoint):
    """Somebody's place."""

    @extend_schema(responses=CircleOptionsShape)
    def get(self, request: Any, member_id: UUID) -> Response:
        """Show the best places that somebody could have instead. HR admins."""
        moves, swaps, _mix = options_for(self.place(member_id), now=timezone.now())
        return answer(CircleOptionsShape, {"moves": moves, "swaps": swaps})

    @extend_schema(request=CircleMoveBody, responses=CircleMovedShape)
    def put(self, request: Any, member_id: UUID) -> Response:
        """Move somebody to another circle, or have them swap. HR admins."""
        place, said = self.place(member_id), self.said(CircleMoveBody)
        now, me = timezone.now(), self.request.person
        if said["circle"]:
            to = get_object_or_404(open_circles_in(self.programs()), id=said["circle"])
            effect = move_member(place, to, by=me, now=now)
        else:
            effect = swap_members(place, self.place(said["swap_with"]), by=me, now=now)
        return answer(CircleMovedShape, {"all_circles": effect.whole if effect else []})


class CircleChange(CircleEndpoint):
    """What was changed in published circles at once."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Any, member_id: UUID) -> Response:
        """Have everybody back who moved together with who had this place; refused once somebody
        was told, ten minutes later. HR admins.
        """
        place = get_object_or_404(former_members_in(self.programs()), id=member_id)
        undo_change(place, by=self.request.person, now=timezone.now())
        return Response(status=204)


class OneCircleExit(CircleEndpoint):
    """That somebody left their circle by themselves."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, exit_id: UUID) -> Response:
        """Count them among those who have no circle yet, as they want. HR admins."""
        left = get_object_or_404(exits_in(self.programs()), id=exit_id)
        want_circle(left, by=self.request.person)
        return Response(status=204)


class CircleKeeping(CircleEndpoint):
    """Staying when circles are formed again."""

    @extend_schema(request=None, responses=CirclePlaceShape)
    def post(self, request: Any, member_id: UUID) -> Response:
        """Have somebody stay where they are. HR admins."""
        keep_member(self.place(member_id), is_kept=True, by=self.request.person)
        return answer(CirclePlaceShape, self.place(member_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, member_id: UUID) -> Response:
        """They may come into any circle. HR admins."""
        keep_member(self.place(member_id), is_kept=False, by=self.request.person)
        return Response(status=204)


class CircleMerging(CircleEndpoint):
    """Two circles that become one."""

    @extend_schema(request=CircleMergeBody, responses=CirclesShape)
    def post(self, request: Any, circle_id: UUID) -> Response:
        """Move all people of a circle into another one. HR admins."""
        circles = open_circles_in(self.programs())
        small = get_object_or_404(circles, id=circle_id)
        into = get_object_or_404(circles, id=self.said(CircleMergeBody)["into"])
        merge_circles(small, into, by=self.request.person, now=timezone.now())
        return answer(CirclesShape, self.all_of(into.program))

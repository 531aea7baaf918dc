"""The list of rooms that sessions are held in."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.serializers.meeting_rooms import (
    AddedRoomShape,
    MeetingRoomBody,
    MeetingRoomShape,
)
from peerlearn.people.models import Scope
from sessions.actions.meeting_rooms import add_room, change_room, remove_room
from sessions.models import MeetingRoom
from sessions.permissions import may_schedule
from sessions.queries.meeting_rooms import rooms_kept


class RoomsEndpoint(Endpoint):
    """What the addresses of rooms share. For HR admins."""

    write_scope = Scope.SESSIONS

    def room(self, room_id: UUID) -> MeetingRoom:
        """A room, with how many sessions are planned in it."""
        require(may_schedule(self.request.membership))
        found: MeetingRoom = get_object_or_404(rooms_kept(now=timezone.now()), pk=room_id)
        return found

    def one(self, room_id: UUID) -> Response:
        """The answer with a room as it is now."""
        return with_tag(answer(MeetingRoomShape, self.room(room_id)), MeetingRoomBody)


class MeetingRooms(RoomsEndpoint):
    """The list."""

    @extend_schema(responses=MeetingRoomShape(many=True))
    def get(self, request: Any) -> Response:
        """List the rooms by site and name. HR admins."""
        require(may_schedule(self.request.membership))
        return self.paged(rooms_kept(now=timezone.now()), MeetingRoomShape)

    @extend_schema(request=MeetingRoomBody, responses={201: AddedRoomShape})
    def post(self, request: Any) -> Response:
        """Add a room: sessions to come that are planned there hold it. 409 `room-listed`. HR
        admins.
        """
        require(may_schedule(self.request.membership))
        added, overlapping = add_room(**self.said(MeetingRoomBody), by=self.request.person)
        room = self.room(added.id)
        room.overlapping = overlapping  # type: ignore[attr-defined]
        return answer(AddedRoomShape, room, status=201)


class OneMeetingRoom(RoomsEndpoint):
    """One room."""

    @extend_schema(responses=MeetingRoomShape)
    def get(self, request: Any, room_id: UUID) -> Response:
        """Show a room. HR admins."""
        return self.one(room_id)

    @extend_schema(request=MeetingRoomBody, responses=MeetingRoomShape)
    def patch(self, request: Any, room_id: UUID) -> Response:
        """Change a room; what is left out stays. 412 when somebody has saved it since it was
        read. HR admins.
        """
        room = self.room(room_id)
        MeetingRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
        must_match(self.request, MeetingRoomBody, self.one(room_id).data)
        said = self.said(MeetingRoomBody, partial=True)
        now = {"name": room.name, "site": room.site, "seats": room.seats}
        change_room(room, **now | said, by=self.request.person)
        return self.one(room_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, room_id: UUID) -> Response:
        """Take a room off the list: sessions keep their words. HR admins."""
        remove_room(self.room(room_id), by=self.request.person)
        return Response(status=204)

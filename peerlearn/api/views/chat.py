"""Channels of Slack or Teams that hear of a program. For HR admins."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.problems import ConflictError, InvalidError
from peerlearn.api.serializers.chat import ChatChannelBody, ChatChannelShape, ChatPostShape
from peerlearn.people.models import Scope
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.actions.chat_channels import (
    ChannelPlan,
    ChannelRefusedError,
    add_channel,
    change_channel,
    pause_channel,
    remove_channel,
    resume_channel,
)
from sessions.actions.chat_posts import post_example
from sessions.models import ChatChannel, ChatPost
from sessions.permissions import may_schedule
from sessions.queries.chat import channels_visible_to


class ChatChannels(Endpoint):
    """The channels of a program."""

    write_scope = Scope.PROGRAMS

    @extend_schema(responses=ChatChannelShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List a program's channels by name."""
        found = channels_visible_to(self.request.membership)
        return self.paged(found.filter(program=self.program(program_id)), ChatChannelShape)

    @extend_schema(request=ChatChannelBody, responses={201: ChatChannelShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Have a channel hear of a program from now on. A greeting is posted there."""
        program, said = self.program(program_id), self.said(ChatChannelBody)
        try:
            made = add_channel(program, ChannelPlan(**said), by=self.request.person)
        except ChannelRefusedError as refusal:
            raise InvalidError({refusal.field: [str(refusal)]}) from refusal
        return answer(ChatChannelShape, made, status=201)

    def program(self, program_id: UUID) -> Program:
        """The program."""
        require(may_schedule(self.request.membership))
        visible = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(visible, pk=program_id)


class ChatChannelEndpoint(Endpoint):
    """What the addresses of one channel share."""

    write_scope = Scope.PROGRAMS

    def channel(self, channel_id: UUID) -> ChatChannel:
        """The channel; to others than HR admins it isn't there."""
        return get_object_or_404(channels_visible_to(self.request.membership), pk=channel_id)

    def shape(self, channel_id: UUID) -> Response:
        """The channel as it is now."""
        return answer(ChatChannelShape, self.channel(channel_id))


class OneChatChannel(ChatChannelEndpoint):
    """One channel."""

    @extend_schema(responses=ChatChannelShape)
    def get(self, request: Any, channel_id: UUID) -> Response:
        """Show a channel."""
        return self.shape(channel_id)

    @extend_schema(request=ChatChannelBody, responses=ChatChannelShape)
    def put(self, request: Any, channel_id: UUID) -> Response:
        """Change a channel."""
        found, said = self.channel(channel_id), self.said(ChatChannelBody)
        try:
            change_channel(found, ChannelPlan(**said), by=self.request.person)
        except ChannelRefusedError as refusal:
            raise InvalidError({refusal.field: [str(refusal)]}) from refusal
        return self.shape(channel_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, channel_id: UUID) -> Response:
        """Forget a channel, its address and its posts."""
        remove_channel(self.channel(channel_id), by=self.request.person)
        return Response(status=204)


class ChatPosts(ChatChannelEndpoint):
    """What was posted to a channel."""

    @extend_schema(responses=ChatPostShape(many=True))
    def get(self, request: Any, channel_id: UUID) -> Response:
        """List the posts with what became of them, newest first."""
        found = ChatPost.objects.filter(channel=self.channel(channel_id))
        return self.paged(found, ChatPostShape)

    @extend_schema(request=None, responses={202: ChatPostShape})
    def post(self, request: Any, channel_id: UUID) -> Response:
        """Post a greeting, to see whether it arrives."""
        found = self.channel(channel_id)
        if not found.is_on:
            raise ConflictError("The channel is paused: resume it first.")
        return answer(ChatPostShape, post_example(found, now=timezone.now()), status=202)


class ChatPause(ChatChannelEndpoint):
    """A pause of a channel."""

    @extend_schema(request=None, responses=ChatChannelShape)
    def post(self, request: Any, channel_id: UUID) -> Response:
        """Post nothing there for now."""
        pause_channel(self.channel(channel_id), by=self.request.person)
        return self.shape(channel_id)

    @extend_schema(responses=ChatChannelShape)
    def delete(self, request: Any, channel_id: UUID) -> Response:
        """Post there again, from now on: what came in between is not told."""
        resume_channel(self.channel(channel_id), by=self.request.person, now=timezone.now())
        return self.shape(channel_id)

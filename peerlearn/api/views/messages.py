"""The caller's messages, what they decide about them, and what became of a program's."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.messages import (
    ChoicesBody,
    FateQuery,
    FateShape,
    InboxQuery,
    MessageShape,
    MessageText,
    ReadShape,
    RetryShape,
)
from peerlearn.notifications.actions import mark_read, mark_unread, retry
from peerlearn.notifications.actions.choices import Times, choose_times, switch
from peerlearn.notifications.groups import OPTIONAL
from peerlearn.notifications.models import SwitchedOff
from peerlearn.notifications.permissions import may_read_mail_log
from peerlearn.notifications.queries import (
    Messages,
    choices_of,
    inbox,
    mail_log,
    messages_of,
    retryable,
)
from peerlearn.people.models import Scope
from programs.models import Program
from programs.queries import programs_visible_to


class OwnMessages(Endpoint):
    """The caller's messages."""

    @extend_schema(parameters=[InboxQuery], responses=MessageShape(many=True))
    def get(self, request: Any) -> Response:
        """List what the caller was told, newest first."""
        return self.paged(inbox(self.request.person, **self.asked(InboxQuery)), MessageShape)


class MessagesRead(Endpoint):
    """All of the caller's messages."""

    write_scope = Scope.PROFILE

    @extend_schema(request=None, responses=ReadShape)
    def post(self, request: Any) -> Response:
        """Mark all as read."""
        return answer(ReadShape, {"marked": mark_read(messages_of(self.request.person))})


class MessageEndpoint(Endpoint):
    """What the addresses of one message share."""

    write_scope = Scope.PROFILE

    def own(self, notification_id: UUID) -> Messages:
        """The message; those of others don't exist."""
        found = messages_of(self.request.person).filter(id=notification_id)
        get_object_or_404(found)
        return found


class OneMessage(MessageEndpoint):
    """One message."""

    @extend_schema(responses=MessageText)
    def get(self, request: Any, notification_id: UUID) -> Response:
        """Show a message. Reading it here doesn't mark it as read."""
        return answer(MessageText, self.own(notification_id).get())


class MessageRead(MessageEndpoint):
    """Whether a message is read."""

    @extend_schema(request=None, responses=MessageText)
    def post(self, request: Any, notification_id: UUID) -> Response:
        """Mark a message as read."""
        mark_read(self.own(notification_id))
        return answer(MessageText, self.own(notification_id).get())

    @extend_schema(responses=MessageText)
    def delete(self, request: Any, notification_id: UUID) -> Response:
        """Mark a message as unread."""
        mark_unread(self.own(notification_id))
        return answer(MessageText, self.own(notification_id).get())


class OwnChoices(Endpoint):
    """What the caller decided about their messages."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=ChoicesBody)
    def get(self, request: Any) -> Response:
        """Show when mails may come, how many a day, and what is switched off."""
        return self.choices()

    @extend_schema(request=ChoicesBody, responses=ChoicesBody)
    def put(self, request: Any) -> Response:
        """Decide anew. What isn't named in `off` is switched on; what a person needs (logins, what
        they asked for, what others rely on them for) always comes.
        """
        said, person = self.said(ChoicesBody), self.request.person
        if (said["quiet_from"] is None) != (said["quiet_until"] is None):
            raise InvalidError({"quiet_until": ["Give both ends of your quiet hours, or none."]})
        off = {(one["group"], one["channel"]) for one in said.pop("off")}
        every = {(group, channel) for group in OPTIONAL for channel in SwitchedOff.Channel.values}
        switch(person, {one: one not in off for one in every}, by=person)
        choose_times(person, Times(**said), by=person)
        return self.choices()

    def choices(self) -> Response:
        """What holds now."""
        found = choices_of(self.request.person)
        off = [{"group": group, "channel": channel} for group, channel in sorted(found.off)]
        return answer(
            ChoicesBody,
            {
                "quiet_from": found.quiet_from,
                "quiet_until": found.quiet_until,
                "mails_a_day": found.mails_a_day,
                "off": off,
            },
        )


class ProgramMessagesEndpoint(Endpoint):
    """What the addresses of a program's messages share."""

    write_scope = Scope.PROGRAMS

    def program(self, program_id: UUID) -> Program:
        """The program, for HR admins."""
        require(may_read_mail_log(self.request.membership))
        visible = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(visible, pk=program_id)


class ProgramMessages(ProgramMessagesEndpoint):
    """What was told to whom in a program."""

    @extend_schema(parameters=[FateQuery], responses=FateShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List a program's messages, those to come too, newest first. For HR admins."""
        program = self.program(program_id)
        return self.paged(mail_log(program=program.id, **self.asked(FateQuery)), FateShape)


class ProgramMessagesRetry(ProgramMessagesEndpoint):
    """The messages of a program that were given up."""

    @extend_schema(request=None, responses=RetryShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Try all of them again. For HR admins."""
        program = self.program(program_id)
        return answer(RetryShape, {"again": retry(retryable(program.id))})

"""Seats and places in line."""

from typing import Any

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment, PersonName, Shape
from peerlearn.api.serializers.sessions import SessionName
from sessions.models import Booking, Mode, WaitlistEntry, WaitlistStep


class SeatBody(Body):
    """The session in which the caller wants a seat, or to wait for one."""

    session = serializers.UUIDField()
    mode = serializers.ChoiceField(
        Mode.choices,
        required=False,
        help_text="In a hybrid session. Without: a seat in the room, or the first that comes free.",
    )
    person = serializers.UUIDField(
        required=False,
        help_text="Somebody else: for HR admins, the session's facilitator, and their manager.",
    )


class ModeBody(Body):
    """How the caller will take part."""

    mode = serializers.ChoiceField(Mode.choices)


class ExcuseBody(Body):
    """Why the caller can't come, if they like to say; for those who run the session."""

    reason = serializers.CharField(max_length=500, allow_blank=True, required=False)


class BookingShape(Shape):
    """The caller's seat in a session."""

    session = SessionName(source="learning_session")

    class Meta:
        model = Booking
        fields = ("id", "session", "mode", "state", "booked_at", "no_lunch")
        read_only_fields = fields


class SeatHolder(Shape):
    """Who has a seat, for those who plan and lead the session."""

    person = PersonName()

    class Meta:
        model = Booking
        fields = ("id", "person", "mode", "state", "booked_at", "checked_in_at")
        read_only_fields = fields


class WaitlistShape(serializers.Serializer[Any]):
    """The caller's place in a line."""

    id = serializers.UUIDField()
    session = SessionName(source="learning_session")
    mode = serializers.CharField(help_text="Which seats they wait for; empty for either.")
    state = serializers.ChoiceField(WaitlistEntry.State.choices)
    position = serializers.IntegerField(
        allow_null=True, help_text="1 is next; none for who has an offer."
    )
    offer_until = Moment(allow_null=True)
    joined_at = Moment()


class WaitlistStepShape(Shape):
    """What happened to a place in line; `by` is who did it for the person."""

    by = PersonName(allow_null=True)

    class Meta:
        model = WaitlistStep
        fields = ("kind", "at", "until", "by")
        read_only_fields = fields


class PlaceShape(WaitlistShape):
    """The caller's place in a line, with how likely it becomes a seat, and each step."""

    chance = serializers.CharField(
        source="own_line.chance.title", default=None, help_text="In words, as on the page."
    )
    chance_note = serializers.CharField(source="own_line.chance.note", default=None)
    seats_held = serializers.IntegerField(help_text="In the six months before joining.")
    seats_missed = serializers.IntegerField(
        help_text="Of them, those that stayed empty without a word: they move the place."
    )
    steps = WaitlistStepShape(source="own_line.steps", many=True)


class AddedSeatBody(Body):
    """Which seat is added; in the room where nothing is said and there is one."""

    mode = serializers.ChoiceField(Mode.choices, required=False)


class OutOfTurnBody(Body):
    """Why somebody overtakes the others in line."""

    reason = serializers.CharField(max_length=300)


class WaitingPerson(Shape):
    """Who waits, for those who plan and lead the session."""

    person = PersonName()

    class Meta:
        model = WaitlistEntry
        fields = ("id", "person", "mode", "state", "joined_at", "offer_until")
        read_only_fields = fields

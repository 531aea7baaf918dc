"""Sessions, seats, waiting lists and questions."""

from typing import Any

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape
from peerlearn.api.serializers.programs import ProgramName
from sessions.models import Booking, LearningSession, LiveQuestion, WaitlistEntry
from sessions.queries.cards import SessionCard
from sessions.rules.planning import MOST_SEATS

TABS = ("upcoming", "mine", "past")


class SessionName(Shape):
    """A session in short."""

    class Meta:
        model = LearningSession
        fields = ("id", "title", "starts_at", "ends_at", "state")
        read_only_fields = fields


class OwnSeat(serializers.Serializer[Any]):
    """The caller's part in a session. `refusal` says why they can't book, seats aside."""

    booking = serializers.UUIDField(source="booking.id", allow_null=True, default=None)
    state = serializers.ChoiceField(
        Booking.State.choices, source="booking.state", allow_null=True, default=None
    )
    waitlist_position = serializers.IntegerField(source="position", allow_null=True)
    clashes_with = serializers.UUIDField(source="clash.id", allow_null=True, default=None)
    can_book = serializers.BooleanField()
    can_wait = serializers.BooleanField()
    can_cancel = serializers.BooleanField()
    leads = serializers.BooleanField(source="is_led")
    refusal = serializers.SerializerMethodField()

    def get_refusal(self, card: SessionCard) -> str | None:
        """A sentence, as the pages say it."""
        return str(card.refusal) if card.refusal else None


class SessionShape(Shape):
    """A session as the caller sees it."""

    program = ProgramName()
    presenter = PersonName(allow_null=True)
    facilitator = PersonName(allow_null=True)
    video_url = serializers.SerializerMethodField()
    seats_left = serializers.IntegerField()
    mine = serializers.SerializerMethodField()

    class Meta:
        model = LearningSession
        fields = (
            "id",
            "program",
            "kind",
            "title",
            "description",
            "presenter",
            "facilitator",
            "starts_at",
            "ends_at",
            "time_zone",
            "room",
            "video_url",
            "capacity",
            "booked",
            "seats_left",
            "state",
            "cancel_reason",
            "every_weeks",
            "from_week",
            "mine",
        )
        read_only_fields = fields

    def get_video_url(self, learning_session: LearningSession) -> str | None:
        """Null for those who have no seat and don't lead; HR admins, who plan, read it."""
        card: SessionCard = learning_session.card  # type: ignore[attr-defined]
        shown = card.sees_video or learning_session.shows_plan  # type: ignore[attr-defined]
        return learning_session.video_url if shown else None

    @extend_schema_field(OwnSeat)
    def get_mine(self, learning_session: LearningSession) -> Any:
        """The caller's own seat."""
        return OwnSeat(learning_session.card).data  # type: ignore[attr-defined]


class SessionsQuery(Query):
    """The tabs and filters of the list."""

    tab = serializers.ChoiceField(TABS, default=TABS[0], required=False)
    q = serializers.CharField(required=False, max_length=100)
    program = serializers.UUIDField(required=False)


class SessionBody(Body):
    """A session's plan. Times are moments; `time_zone` is where they are meant."""

    not_here = {
        "state": _("A plan doesn't change the state. To call it off, post to …/cancellation/."),
        "every_weeks": _("Whether a session repeats is said by the template of its program."),
        "from_week": _("Whom a session is meant for is said by the template of its program."),
    }
    kind = serializers.ChoiceField(LearningSession.Kind.choices, required=False)
    title = serializers.CharField(max_length=160)
    description = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    presenter = serializers.UUIDField(allow_null=True, required=False)
    facilitator = serializers.UUIDField(allow_null=True, required=False)
    starts_at = Moment()
    ends_at = Moment()
    time_zone = serializers.CharField(max_length=64, required=False)
    room = serializers.CharField(max_length=160, allow_blank=True, required=False)
    video_url = serializers.URLField(
        max_length=500, allow_blank=True, required=False, validators=[URLValidator(["https"])]
    )
    capacity = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)
    outside_program = serializers.BooleanField(
        required=False, help_text="Say true for a day before or after the program's days."
    )


class NewSessionBody(SessionBody):
    """The plan of a new session, and the program that it belongs to."""

    program = serializers.UUIDField()


class CancellationBody(Body):
    """Why a session is called off: everybody concerned reads it in a mail."""

    reason = serializers.CharField(max_length=500)


class SeatBody(Body):
    """The session in which the caller wants a seat, or to wait for one."""

    session = serializers.UUIDField()


class BookingShape(Shape):
    """The caller's seat in a session."""

    session = SessionName(source="learning_session")

    class Meta:
        model = Booking
        fields = ("id", "session", "state", "booked_at")
        read_only_fields = fields


class SeatHolder(Shape):
    """Who has a seat, for those who plan and lead the session."""

    person = PersonName()

    class Meta:
        model = Booking
        fields = ("id", "person", "state", "booked_at", "checked_in_at")
        read_only_fields = fields


class WaitlistShape(serializers.Serializer[Any]):
    """The caller's place in a line."""

    id = serializers.UUIDField()
    session = SessionName(source="learning_session")
    position = serializers.IntegerField(help_text="1 is next.")
    joined_at = Moment()


class WaitingPerson(Shape):
    """Who waits, for those who plan and lead the session."""

    person = PersonName()

    class Meta:
        model = WaitlistEntry
        fields = ("id", "person", "joined_at")
        read_only_fields = fields


class QuestionShape(Shape):
    """An anonymous question: nobody asked it, at no time."""

    class Meta:
        model = LiveQuestion
        fields = ("id", "text", "state", "votes")
        read_only_fields = fields

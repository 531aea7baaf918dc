"""Sessions, seats, waiting lists and questions."""

from decimal import Decimal
from typing import Any

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment, PersonName, Query, Shape
from peerlearn.api.serializers.programs import ProgramName
from sessions.models import (
    Booking,
    LearningSession,
    LiveQuestion,
    Mode,
)
from sessions.queries.cards import SessionCard
from sessions.rules.lunch import MOST_LUNCH_HOURS
from sessions.rules.planning import MOST_CANCEL_HOURS, MOST_SEATS, MOST_VIDEO_MINUTES

TABS = ("upcoming", "mine", "past")


class SessionName(Shape):
    """A session in short."""

    class Meta:
        model = LearningSession
        fields = ("id", "title", "starts_at", "ends_at", "state")
        read_only_fields = fields


class ClashShape(serializers.Serializer[Any]):
    """A session, or a meeting of a pair or circle, of the caller's own."""

    title = serializers.CharField()
    starts_at = Moment()
    ends_at = Moment()


class OwnSeat(serializers.Serializer[Any]):
    """The caller's part in a session. `refusal` says why they can't book, seats aside."""

    booking = serializers.UUIDField(source="booking.id", allow_null=True, default=None)
    state = serializers.ChoiceField(
        Booking.State.choices, source="booking.state", allow_null=True, default=None
    )
    mode = serializers.ChoiceField(
        Mode.choices, source="booking.mode", allow_null=True, default=None
    )
    waitlist_position = serializers.IntegerField(source="position", allow_null=True)
    offer_until = Moment(source="offer.offer_until", allow_null=True, default=None)
    clashes_with = serializers.UUIDField(
        source="clash.session_id",
        allow_null=True,
        default=None,
        help_text="Another session that the caller has then.",
    )
    clash = ClashShape(allow_null=True, required=False, help_text="What else the caller has then.")
    asked_at = Moment(
        source="request.joined_at",
        allow_null=True,
        default=None,
        help_text="They asked for a seat, and wait for an answer.",
    )
    can_ask = serializers.BooleanField()
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
    mode = serializers.ChoiceField(LearningSession.Mode.choices)
    video_url = serializers.SerializerMethodField()
    video_opens_at = Moment()
    seats_left = serializers.IntegerField()
    series = serializers.UUIDField(source="repeats_id", allow_null=True)
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
            "mode",
            "video_url",
            "video_minutes",
            "video_opens_at",
            "capacity",
            "booked",
            "seats_left",
            "remote_capacity",
            "remote_booked",
            "cancel_hours",
            "lunch_hours",
            "lunch_cost",
            "lunch_currency",
            "lunch_remote",
            "needs_approval",
            "state",
            "cancel_reason",
            "every_weeks",
            "from_week",
            "series",
            "mine",
        )
        read_only_fields = fields

    def get_video_url(self, learning_session: LearningSession) -> str | None:
        """Null in lists. In one session: for those who lead it and HR admins, who plan; and from
        `video_opens_at` on for those who have a seat.
        """
        card: SessionCard = learning_session.card  # type: ignore[attr-defined]
        shown = learning_session.shows_plan or (  # type: ignore[attr-defined]
            card.sees_video and learning_session.is_alone  # type: ignore[attr-defined]
        )
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
        "series": _("To plan a series, post to …/series/."),
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
    video_minutes = serializers.IntegerField(
        min_value=0,
        max_value=MOST_VIDEO_MINUTES,
        required=False,
        help_text="So long before the start those who have a seat see the video link.",
    )
    lunch_hours = serializers.IntegerField(
        min_value=0,
        max_value=MOST_LUNCH_HOURS,
        allow_null=True,
        required=False,
        help_text="The lunch of who comes to the room is ordered so many hours before the start; 0:"
        " none is. Null is what is usual for the kind.",
    )
    lunch_cost = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal(0), allow_null=True, required=False
    )
    lunch_currency = serializers.RegexField(r"^[A-Z]{3}$", required=False)
    lunch_remote = serializers.CharField(max_length=300, allow_blank=True, required=False)
    cancel_hours = serializers.IntegerField(
        min_value=0,
        max_value=MOST_CANCEL_HOURS,
        allow_null=True,
        required=False,
        help_text="Until so many hours before the start a seat is given back without a word. Null:"
        " as usual for the kind.",
    )
    needs_approval = serializers.BooleanField(
        required=False, help_text="People ask for a seat; HR and the facilitator say yes or no."
    )
    capacity = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)
    remote_capacity = serializers.IntegerField(
        min_value=1,
        max_value=MOST_SEATS,
        allow_null=True,
        required=False,
        help_text="Of `capacity`, with a room and a link: so many by video. Null: as people like.",
    )
    outside_program = serializers.BooleanField(
        required=False, help_text="Say true for a day before or after the program's days."
    )


class NewSessionBody(SessionBody):
    """The plan of a new session, and the program that it belongs to."""

    program = serializers.UUIDField()


class CancellationBody(Body):
    """Why a session is called off: everybody concerned reads it in a mail."""

    reason = serializers.CharField(max_length=500)


class QuestionShape(Shape):
    """An anonymous question: nobody asked it, at no time."""

    class Meta:
        model = LiveQuestion
        fields = ("id", "text", "state", "votes")
        read_only_fields = fields

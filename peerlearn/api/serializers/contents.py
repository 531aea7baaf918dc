"""The agenda and the materials of a session."""

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, Moment
from peerlearn.api.serializers.sessions import SessionName
from sessions.models import AgendaItem, SessionMaterial
from sessions.rules.agenda import MOST_ITEMS, MOST_MINUTES
from sessions.rules.materials import MOST_MATERIALS, NOW
from sessions.rules.series_changes import ONE, SCOPES


class AgendaItemBody(Body):
    """A stage of a session; without a title its stage says what it is."""

    stage = serializers.ChoiceField(AgendaItem.Stage.choices)
    title = serializers.CharField(max_length=160, allow_blank=True, required=False, default="")
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES)
    who = serializers.CharField(max_length=80, allow_blank=True, required=False, default="")


class AgendaStage(serializers.Serializer[Any]):
    """A stage, and when it begins."""

    id = serializers.UUIDField(source="item.id")
    stage = serializers.ChoiceField(AgendaItem.Stage.choices, source="item.stage")
    title = serializers.CharField(source="item.title")
    minutes = serializers.IntegerField(source="item.minutes")
    who = serializers.CharField(source="item.who")
    starts_at = Moment()


class AgendaProposal(serializers.Serializer[Any]):
    """What is usual for this kind of session and this length; nothing of it is saved."""

    stage = serializers.ChoiceField(AgendaItem.Stage.choices)
    title = serializers.CharField()
    minutes = serializers.IntegerField()
    who = serializers.CharField()


class AgendaShape(serializers.Serializer[Any]):
    """A session's agenda, in order, and whether it fits."""

    items = AgendaStage(many=True, source="agenda.stages")
    planned_minutes = serializers.IntegerField(source="agenda.fit.planned")
    length_minutes = serializers.IntegerField(source="agenda.fit.length")
    is_too_long = serializers.BooleanField(source="agenda.fit.is_too_long")
    words = serializers.CharField(source="agenda.fit.words")
    usual = AgendaProposal(many=True)
    seen = serializers.CharField(help_text="Send it with a change, so that none is overwritten.")


class ContentsBody(Body):
    """For which sessions of a series it is meant."""

    scope = serializers.ChoiceField(list(SCOPES), default=ONE)
    overwrite = serializers.BooleanField(
        default=False, help_text="Also where a session of the series has its own."
    )
    seen = serializers.CharField(max_length=64, required=False)


class AgendaBody(ContentsBody):
    """A whole agenda, in order."""

    items = serializers.ListField(child=AgendaItemBody(), max_length=MOST_ITEMS)


class MaterialBody(Body):
    """A link. `audience`: "now" is everybody who sees the session, "seat" who has booked, "after"
    everybody who sees the session, once it is over.
    """

    title = serializers.CharField(max_length=160)
    url = serializers.URLField(max_length=500, validators=[URLValidator(["https"])])
    audience = serializers.ChoiceField(SessionMaterial.Audience.choices, default=NOW)


class MaterialShape(serializers.Serializer[Any]):
    """A link."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    url = serializers.URLField()
    audience = serializers.ChoiceField(SessionMaterial.Audience.choices)


class MaterialsShape(serializers.Serializer[Any]):
    """The links that the caller sees, in order, and how many more they will see with a seat, and
    afterwards. `seen` is null for those who don't write them.
    """

    items = MaterialShape(many=True, source="materials.shown")
    with_seat = serializers.IntegerField(source="materials.with_seat")
    afterwards = serializers.IntegerField(source="materials.afterwards")
    seen = serializers.CharField(allow_null=True)


class MaterialsBody(ContentsBody):
    """All links, in order."""

    items = serializers.ListField(child=MaterialBody(), max_length=MOST_MATERIALS)


class ContentsOutcome(serializers.Serializer[Any]):
    """What was done: to which sessions, which others keep their own, and what undoes it."""

    sessions = SessionName(many=True)
    kept = SessionName(many=True)
    change = serializers.UUIDField(source="change.pk", allow_null=True, default=None)

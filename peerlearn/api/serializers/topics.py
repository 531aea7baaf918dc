"""Topics: the organization's, one's own, and what a team lacks."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from peerlearn.api.serializers.fields import Body, PersonName, Query
from peerlearn.api.serializers.people import TopicShape
from peerlearn.people.forms.topics import LONGEST_TOPIC
from peerlearn.people.models import PersonTopic
from peerlearn.people.rules.demand import Demand, proposal
from peerlearn.people.rules.taxonomy import MOST_ROWS, Outcome

FEWER = "Null: fewer than the threshold; how many is not told."


class DemandShape(serializers.Serializer[Any]):
    """How many people told a topic, as far as it tells on nobody."""

    knows = serializers.IntegerField(allow_null=True, help_text=FEWER)
    wants = serializers.IntegerField(allow_null=True, help_text=FEWER)
    struggles = serializers.IntegerField(
        allow_null=True,
        help_text="So many or more, in fixed steps from 10 on. Null: fewer than 10, or fewer than "
        "the threshold if that is higher.",
    )
    threshold = serializers.IntegerField()


class ProposalShape(serializers.Serializer[Any]):
    """What a session on the topic could be called, for POST sessions/."""

    title = serializers.CharField()
    description = serializers.CharField()


class GapShape(DemandShape):
    """A topic that more people want than know; `gap` is by how many, as far as it is told."""

    topic = TopicShape()
    gap = serializers.IntegerField()
    proposal = serializers.SerializerMethodField()

    @extend_schema_field(ProposalShape)
    def get_proposal(self, gap: Demand) -> dict[str, str]:
        """Sentences of the page."""
        return proposal(gap)


class ListedTopic(serializers.Serializer[Any]):
    """A topic with its other words. `demand` is null for a sensitive one, which isn't counted."""

    id = serializers.UUIDField(source="topic.id")
    name = serializers.CharField(source="topic.name")
    category = serializers.CharField(source="topic.category", allow_blank=True)
    synonyms = TopicShape(many=True)
    is_sensitive = serializers.SerializerMethodField()
    demand = DemandShape(allow_null=True)

    def get_is_sensitive(self, line: Any) -> bool:
        """Whether it is named to nobody but who told it."""
        return line.demand is None


class TopicsQuery(Query):
    """The search and filter of the list."""

    q = serializers.CharField(required=False, max_length=LONGEST_TOPIC, default="")
    show = serializers.ChoiceField(
        ("gaps", "synonyms", "sensitive"), required=False, default="", allow_blank=True
    )


class TopicBody(Body):
    """A topic of the organization. Its old name stays as a synonym when it gets a new one."""

    name = serializers.CharField(max_length=LONGEST_TOPIC)
    category = serializers.CharField(
        max_length=LONGEST_TOPIC, allow_blank=True, required=False, default=""
    )


class ChangedTopicBody(Body):
    """The same; what is left out stays."""

    name = serializers.CharField(max_length=LONGEST_TOPIC, required=False)
    category = serializers.CharField(max_length=LONGEST_TOPIC, allow_blank=True, required=False)


class SynonymBody(Body):
    """Another word for the topic."""

    synonym = serializers.CharField(max_length=LONGEST_TOPIC)


class NameBody(Body):
    """The synonym that the topic goes by from now on."""

    synonym = serializers.UUIDField()


class MergeBody(Body):
    """The topic that this one is the same as."""

    into = serializers.UUIDField()


class TaxonomyRowBody(Body):
    """A topic of a company's own list."""

    topic = serializers.CharField(max_length=LONGEST_TOPIC)
    synonyms = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_TOPIC), max_length=50, required=False
    )
    category = serializers.CharField(
        max_length=LONGEST_TOPIC, allow_blank=True, required=False, default=""
    )


class TaxonomyBody(Body):
    """A company's own list. With `dry_run` nothing is written."""

    rows = serializers.ListField(child=TaxonomyRowBody(), min_length=1, max_length=MOST_ROWS)
    dry_run = serializers.BooleanField(required=False, default=False)


class TaxonomyRowShape(serializers.Serializer[Any]):
    """What became of a row, the first being number 1, and why it can't be imported."""

    number = serializers.IntegerField(source="row.number")
    topic = serializers.CharField(source="row.name")
    outcome = serializers.ChoiceField([(one.value, one.value) for one in Outcome])
    problem = serializers.CharField(allow_blank=True)


class TellBody(Body):
    """Topics for one of one's own lists, by any of their words. A name that is nearly there is
    asked about first; with `sure` it makes a new topic.
    """

    stance = serializers.ChoiceField(PersonTopic.Stance.choices)
    names = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_TOPIC), min_length=1, max_length=30
    )
    sure = serializers.BooleanField(required=False, default=False)


class DoubtShape(serializers.Serializer[Any]):
    """A name that is not there, and the topics that may have been meant."""

    name = serializers.CharField()
    meant = TopicShape(many=True)


class ToldShape(serializers.Serializer[Any]):
    """What was put on the list, and what is to be answered first."""

    added = TopicShape(many=True)
    doubts = DoubtShape(many=True)


class ForgetBody(Body):
    """A topic and the list that it comes off, in all of its words."""

    stance = serializers.ChoiceField(PersonTopic.Stance.choices)
    topic = serializers.UUIDField()


class SuggestionsQuery(Query):
    """What somebody has typed so far."""

    q = serializers.CharField(max_length=LONGEST_TOPIC)


class CommonReasonShape(serializers.Serializer[Any]):
    """A colleague of one's programs, and what both marked as a struggle."""

    person = PersonName()
    topics = serializers.ListField(child=serializers.CharField())


class SharedParticipationShape(serializers.Serializer[Any]):
    """What one report chose to show."""

    person = PersonName()
    programs = serializers.ListField(child=serializers.CharField())
    sessions = serializers.ListField(child=serializers.CharField())


class TeamShape(serializers.Serializer[Any]):
    """The caller's direct reports. `gaps`, what many of them want to learn and few know, is only
    told where they are more than the threshold (`is_large_enough`).
    """

    shared = SharedParticipationShape(many=True)
    has_others = serializers.BooleanField()
    is_large_enough = serializers.BooleanField()
    threshold = serializers.IntegerField()
    gaps = TopicShape(many=True)


class SharingShape(serializers.Serializer[Any]):
    """Whether the caller lets their manager see what they take part in."""

    is_shared = serializers.BooleanField()


class SharingBody(SharingShape):
    """The same, said."""

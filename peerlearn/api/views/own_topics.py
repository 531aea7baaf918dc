"""What the caller knows, wants to learn and struggles with. Only they see the last.

No topic and no list stands in an address, so that no log tells of them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.people import OwnTopicsBody, OwnTopicShape, TopicShape
from peerlearn.api.serializers.topics import (
    CommonReasonShape,
    ForgetBody,
    SuggestionsQuery,
    TellBody,
    ToldShape,
)
from peerlearn.home.common_reasons import common_reasons
from peerlearn.people.actions.people import save_person
from peerlearn.people.actions.topics import forget_topic, tell_topics
from peerlearn.people.forms.topics import TopicsField
from peerlearn.people.models import Scope, Topic
from peerlearn.people.queries.topics import own_topics, vocabulary


class OwnTopics(Endpoint):
    """The three lists."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=OwnTopicShape(many=True))
    def get(self, request: Any) -> Response:
        """List one's own topics."""
        return self.paged(own_topics(self.request.person), OwnTopicShape)

    @extend_schema(request=TellBody, responses=ToldShape)
    def post(self, request: Any) -> Response:
        """Put topics on one of one's own lists; the same twice is once.

        409 `too-many-topics`: then nothing is written.
        """
        said = self.said(TellBody)
        names = checked_topics("names", said["names"])
        told = tell_topics(self.request.person, said["stance"], names, sure=said["sure"])
        return answer(ToldShape, told)

    @extend_schema(request=OwnTopicsBody, responses={204: None})
    def put(self, request: Any) -> Response:
        """Set one's own topics, stance by stance."""
        said = self.said(OwnTopicsBody)
        topics = {name: checked_topics(name, said[name]) for name in said}
        person = self.request.person
        save_person(person, {}, by=person, topics=topics)
        return Response(status=204)


class OwnTopicRemovals(Endpoint):
    """Taking one off."""

    write_scope = Scope.PROFILE

    @extend_schema(request=ForgetBody, responses={204: None})
    def post(self, request: Any) -> Response:
        """Take a topic off one of one's own lists, in all of its words; twice is once."""
        said = self.said(ForgetBody)
        topic = get_object_or_404(Topic, id=said["topic"])
        forget_topic(self.request.person, said["stance"], topic)
        return Response(status=204)


class TopicSuggestions(Endpoint):
    """While somebody types."""

    pagination_class = None

    @extend_schema(parameters=[SuggestionsQuery], responses=TopicShape(many=True))
    def get(self, request: Any) -> Response:
        """List the topics that a text leads to, by their own name or a synonym, at most eight."""
        found = vocabulary().suggest(self.asked(SuggestionsQuery)["q"])
        return Response(TopicShape(found, many=True).data)


class CommonReasons(Endpoint):
    """Who struggles with the same."""

    @extend_schema(responses=CommonReasonShape(many=True))
    def get(self, request: Any) -> Response:
        """List colleagues of the caller's programs who marked the same struggle, with what it is.

        Shown only when both marked it at least seven days ago, to both at once. HR admins and the
        owner of the program see nobody and are seen by nobody; nor is it shown to two of whom one
        is in the reporting line of the other, or reviews their work.
        """
        found = common_reasons(self.request.person, vocabulary(), now=timezone.now())
        return self.paged(found, CommonReasonShape)


def checked_topics(stance: str, names: list[str]) -> list[str]:
    """Names of topics by the rules of one's own page. Raises InvalidError."""
    try:
        return TopicsField(required=False).clean(",".join(names))
    except ValidationError as error:
        raise InvalidError({stance: error.messages}) from error

"""The organization's topics, for HR admins: demand and supply, names, synonyms, merging."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.serializers.topics import (
    ChangedTopicBody,
    GapShape,
    ListedTopic,
    MergeBody,
    NameBody,
    SynonymBody,
    TaxonomyBody,
    TaxonomyRowShape,
    TopicBody,
    TopicsQuery,
)
from peerlearn.people.actions.taxonomy import import_taxonomy
from peerlearn.people.actions.topic_admin import (
    add_synonym,
    add_topic,
    change_topic,
    lock_topic,
    mark_sensitive,
    merge_topics,
    split_topic,
    unmark_sensitive,
    use_as_name,
)
from peerlearn.people.models import Scope, Topic
from peerlearn.people.permissions import may_manage_people
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.queries.topic_list import topic_for_hr, topic_lines
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.rules.demand import gaps
from peerlearn.people.rules.taxonomy import TaxonomyRow, plan_taxonomy
from peerlearn.people.rules.vocabulary import Vocabulary
from peerlearn.people.views.topics import GAPS


class TopicEndpoint(Endpoint):
    """What all addresses of the organization's topics share."""

    write_scope = Scope.PEOPLE

    def words(self) -> Vocabulary:
        """All words, for those who manage people; nothing is here for others."""
        require(may_manage_people(self.request.membership))
        return vocabulary()

    def word(self, words: Vocabulary, topic_id: UUID) -> Topic:
        """A topic or a synonym. Private words aren't there."""
        found = topic_for_hr(words, topic_id)
        if found is None:
            raise Http404
        return found

    def topic(self, topic_id: UUID) -> Topic:
        """A topic of its own, no synonym."""
        words = self.words()
        found = self.word(words, topic_id)
        require(words.meaning(found.id).id == found.id)
        return found

    def shown(self, topic_id: UUID, *, status: int = 200) -> Response:
        """The topic that a word means, as it is now."""
        words, threshold = vocabulary(), self.request.organization_settings.anonymity_threshold
        meant = words.meaning(topic_id).id
        [line] = [one for one in topic_lines(words, threshold=threshold) if one.topic.id == meant]
        return with_tag(answer(ListedTopic, line, status=status), ChangedTopicBody)


class Topics(TopicEndpoint):
    """All of them."""

    @extend_schema(parameters=[TopicsQuery], responses=ListedTopic(many=True))
    def get(self, request: Any) -> Response:
        """List the topics with their synonyms and numbers. HR admins."""
        words, asked = self.words(), self.asked(TopicsQuery)
        threshold = self.request.organization_settings.anonymity_threshold
        return self.paged(topic_lines(words, threshold=threshold, **asked), ListedTopic)

    @extend_schema(request=TopicBody, responses={201: ListedTopic})
    def post(self, request: Any) -> Response:
        """Add a topic. HR admins. 409 `topic-name-taken`."""
        self.words()
        said = self.said(TopicBody)
        return self.shown(add_topic(said["name"], category=said["category"]).id, status=201)


class DemandAndSupply(TopicEndpoint):
    """The gaps of the organization."""

    @extend_schema(responses=GapShape(many=True))
    def get(self, request: Any) -> Response:
        """List what more people want than know, the widest gap first. HR admins.

        One picture of the whole organization, without filters; numbers below the threshold are
        not told. `proposal` begins a session on the topic.
        """
        threshold = self.request.organization_settings.anonymity_threshold
        return self.paged(gaps(topic_counts(self.words()), threshold=threshold)[:GAPS], GapShape)


class OneTopic(TopicEndpoint):
    """One of them."""

    @extend_schema(responses=ListedTopic)
    def get(self, request: Any, topic_id: UUID) -> Response:
        """Show a topic; for a synonym the topic that it stands for. HR admins."""
        return self.shown(self.word(self.words(), topic_id).id)

    @extend_schema(request=ChangedTopicBody, responses=ListedTopic)
    def patch(self, request: Any, topic_id: UUID) -> Response:
        """Rename a topic, or set its category. HR admins. 409 `topic-name-taken`.

        412 when somebody has saved it since it was read.
        """
        topic = lock_topic(self.topic(topic_id))
        must_match(self.request, ChangedTopicBody, self.shown(topic.id).data)
        said = self.said(ChangedTopicBody, partial=True)
        told = {"name": topic.name, "category": topic.category, **said}
        change_topic(topic, **told)
        return self.shown(topic.id)


class TopicSynonyms(TopicEndpoint):
    """Other words."""

    @extend_schema(request=SynonymBody, responses=ListedTopic)
    def post(self, request: Any, topic_id: UUID) -> Response:
        """Add another word for a topic. HR admins. 409 `topic-name-taken`."""
        topic = self.topic(topic_id)
        add_synonym(topic, self.said(SynonymBody)["synonym"])
        return self.shown(topic.id)


class TopicName(TopicEndpoint):
    """Which of its words it goes by."""

    @extend_schema(request=NameBody, responses=ListedTopic)
    def post(self, request: Any, topic_id: UUID) -> Response:
        """Have a topic go by one of its synonyms; its name becomes the synonym. HR admins."""
        topic, words = self.topic(topic_id), self.words()
        word = self.word(words, self.said(NameBody)["synonym"])
        require(words.meaning(word.id).id == topic.id and word.id != topic.id)
        use_as_name(topic, word)
        return self.shown(topic.id)


class TopicMerge(TopicEndpoint):
    """Two that are the same."""

    @extend_schema(request=MergeBody, responses=ListedTopic)
    def post(self, request: Any, topic_id: UUID) -> Response:
        """Have a topic stand for another one; splitting it takes that back. HR admins.

        409 `topic-of-itself`.
        """
        gone = self.topic(topic_id)
        target = self.word(self.words(), self.said(MergeBody)["into"])
        merge_topics(gone, into=target)
        return self.shown(target.id)


class TopicSplit(TopicEndpoint):
    """The undo of a merge."""

    @extend_schema(request=None, responses=ListedTopic)
    def post(self, request: Any, topic_id: UUID) -> Response:
        """Make a synonym a topic of its own. Twice is once. HR admins."""
        word = self.word(self.words(), topic_id)
        split_topic(word)
        return self.shown(word.id)


class TopicSensitivity(TopicEndpoint):
    """Whether a topic is named."""

    @extend_schema(request=None, responses=ListedTopic)
    def put(self, request: Any, topic_id: UUID) -> Response:
        """Have a topic named to nobody from now on, but to who told it. HR admins."""
        topic = self.topic(topic_id)
        mark_sensitive(topic, now=timezone.now())
        return self.shown(topic.id)

    @extend_schema(request=None, responses={200: ListedTopic})
    def delete(self, request: Any, topic_id: UUID) -> Response:
        """Have it named again, where people tell it from now on. HR admins."""
        topic = self.topic(topic_id)
        unmark_sensitive(topic, now=timezone.now())
        return self.shown(topic.id)


class TopicImport(TopicEndpoint):
    """A company's own list."""

    pagination_class = None

    @extend_schema(request=TaxonomyBody, responses=TaxonomyRowShape(many=True))
    def post(self, request: Any) -> Response:
        """Bring in topics, synonyms and categories; nothing is taken away. HR admins.

        Rows that can't be are left out, and say why.
        """
        words, said = self.words(), self.said(TaxonomyBody)
        rows = [
            TaxonomyRow(number, one["topic"], tuple(one.get("synonyms", ())), one["category"])
            for number, one in enumerate(said["rows"], start=1)
        ]
        planned = plan_taxonomy(rows, words) if said["dry_run"] else import_taxonomy(rows)
        return Response(TaxonomyRowShape(planned, many=True).data)

"""Addresses of people, and of the organization's topics."""

from django.urls import include, path

from peerlearn.api.views import (
    load,
    own_topics,
    people,
    topics,
)

topic = [
    path("", topics.OneTopic.as_view(), name="topic"),
    path("synonyms/", topics.TopicSynonyms.as_view(), name="topic_synonyms"),
    path("name/", topics.TopicName.as_view(), name="topic_name"),
    path("merge/", topics.TopicMerge.as_view(), name="topic_merge"),
    path("split/", topics.TopicSplit.as_view(), name="topic_split"),
    path("sensitivity/", topics.TopicSensitivity.as_view(), name="topic_sensitivity"),
]

urlpatterns = [
    path("people/", people.People.as_view(), name="people"),
    path("people/<uuid:person_id>/", people.OnePerson.as_view(), name="person"),
    path("people/<uuid:person_id>/load/", load.LoadOfPerson.as_view(), name="person_load"),
    path("topics/", topics.Topics.as_view(), name="topics"),
    path("topics/demand/", topics.DemandAndSupply.as_view(), name="topic_demand"),
    path("topics/import/", topics.TopicImport.as_view(), name="topic_import"),
    path("topics/suggestions/", own_topics.TopicSuggestions.as_view(), name="topic_suggestions"),
    path("topics/<uuid:topic_id>/", include(topic)),
]

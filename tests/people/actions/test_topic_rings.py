"""Topics that would stand for each other: refused, and opened where they do."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from peerlearn.people.actions.topic_admin import (
    add_synonym,
    change_topic,
    merge_topics,
    split_topic,
    use_as_name,
)
from peerlearn.people.models import Topic
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.refusals import RefusedError, TopicIsSynonymError


def topics(*names):
    return [Topic.objects.create(name=name) for name in names]


def ring(*names):
    """Each stands for the next, the last for the first."""
    made = topics(*names)
    for one, other in zip(made, [*made[1:], made[0]], strict=True):
        Topic.objects.filter(id=one.id).update(synonym_of=other)
    return made


def test_stale_page_adds_no_synonym_that_is_the_topics_own_meaning(cast):
    with cast.inside():
        excel, sheets = topics("Excel", "Sheets")
        merge_topics(excel, into=sheets)
        with pytest.raises(TopicIsSynonymError):
            add_synonym(excel, "Sheets")
        assert [topic.name for topic in vocabulary().listed] == ["Sheets"]


@pytest.mark.parametrize(
    "act",
    [
        lambda gone, other: change_topic(gone, name="New", category=""),
        lambda gone, other: add_synonym(gone, "New"),
        lambda gone, other: merge_topics(gone, into=other),
        use_as_name,
    ],
)
def test_what_is_a_synonym_by_now_is_not_changed(cast, act):
    with cast.inside():
        excel, sheets, other = topics("Excel", "Sheets", "Other")
        merge_topics(excel, into=sheets)
        with pytest.raises(TopicIsSynonymError):
            act(excel, other)
        assert not Topic.objects.filter(name="New").exists()


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_merge_at_once_make_no_ring(committed_cast):
    cast = committed_cast
    with cast.inside():
        made = topics("Excel", "Sheets")

    def merge(gone, into):
        try:
            with cast.inside():
                merge_topics(gone, into=into)
        except RefusedError:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        list(both.map(merge, made, reversed(made)))
    with cast.inside():
        assert len(vocabulary().listed) == 1
        assert Topic.objects.filter(synonym_of=None).count() == 1


@pytest.mark.parametrize("names", [("A", "B"), ("A", "B", "C")])
def test_ring_in_the_data_is_one_topic_whose_page_shows_and_splits_it(cast, names):
    with cast.inside():
        made = ring(*names)
        [topic] = vocabulary().listed
        assert {vocabulary().meaning(one.id).id for one in made} == {topic.id}
    client = cast.hr_admin.client()
    for one in made:
        url = cast.hr_admin.url(f"people/topics/{one.id}/")
        assert client.get(url, follow=True).status_code == 200
    shown = client.get(cast.hr_admin.url(f"people/topics/{topic.id}/"))
    assert "Make it a topic of its own" in shown.content.decode()
    bad = client.post(cast.hr_admin.url(f"people/topics/{topic.id}/"), {"name": ""})
    assert bad.status_code == 422
    with cast.inside():
        split_topic(next(one for one in made if one.id != topic.id))
        assert len(vocabulary().listed) == 2


def test_change_from_a_page_that_was_open_before_a_merge_says_that_nothing_was_changed(cast):
    with cast.inside():
        excel, sheets = topics("Excel", "Sheets")
        merge_topics(excel, into=sheets)
    client = cast.hr_admin.client()
    for path, told in (("", {"name": "New"}), ("synonyms/", {"synonym": "New"}), ("merge/", {})):
        url = cast.hr_admin.url(f"people/topics/{excel.id}/{path}")
        answer = client.post(url, told, follow=True)
        assert "Nothing was changed" in answer.content.decode()
        assert answer.context["topic"].name == "Sheets"
    with cast.inside():
        assert not Topic.objects.filter(name="New").exists()

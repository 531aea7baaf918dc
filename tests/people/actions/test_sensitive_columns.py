"""A column about what people are protected for: its topics are matched by and named to nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.topic_admin import unmark_sensitive
from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries.struggles import shared_struggles_with
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.queries.topics import topics_by_person, vocabulary
from tests.people.actions.importing import imported, uploaded

LINES = ("Name,E-mail,Profession,Characteristics", "Ada Lind,ada@acme.example,Policy,Deaf")
TARGETS = ("full_name", "email", "known_topics", "known_topics")
DEAF = "Deaf"


def sensitive():
    return set(Topic.objects.exclude(sensitive_since=None).values_list("name", flat=True))


def test_topics_of_the_column_are_sensitive_and_the_others_are_not(cast):
    imported(cast, *LINES, targets=TARGETS)
    with cast.inside():
        assert sensitive() == {DEAF}
        ada = Person.objects.get(name="Ada Lind")
        assert PersonTopic.objects.filter(person=ada).count() == 2
        assert topics_by_person([ada]) == {(ada.id, "knows"): ["Policy"]}
        words = vocabulary()
        assert [one.topic.name for one in topic_counts(words)] == ["Policy"]
        assert [word.name for word in words.offered] == ["Policy"]
        assert (words.suggest("dea"), words.near("Deaff")) == ([], [])
        tell_topics(ada, "struggles", [DEAF], sure=True)
        tell_topics(cast.employee.person, "struggles", [DEAF], sure=True)
        later = timezone.now() + timedelta(days=8)
        others = {cast.employee.person.id}
        assert shared_struggles_with(ada, others, vocabulary(), now=later) == {}


@pytest.mark.parametrize("target", ["known_topics", "wanted_topics"])
@pytest.mark.parametrize(
    "header", ["identity to match", "Sexual orientation", "Religion", "Behinderung", "Genre"]
)
def test_headers_that_name_a_protected_trait(cast, header, target):
    lines = (f"Name,E-mail,{header}", f"Ada Lind,ada@acme.example,{DEAF}")
    imported(cast, *lines, targets=("full_name", "email", target))
    with cast.inside():
        assert sensitive() == {DEAF}


def test_topic_that_hr_has_unmarked_is_not_marked_again(cast):
    imported(cast, *LINES, targets=TARGETS)
    with cast.inside():
        unmark_sensitive(Topic.objects.get(name=DEAF), now=timezone.now())
    imported(cast, LINES[0], "Bo Strand,bo@acme.example,Policy,Deaf", targets=TARGETS)
    with cast.inside():
        assert sensitive() == set()
        assert [word.name for word in vocabulary().offered] == [DEAF, "Policy"]


def test_word_that_was_a_struggle_only_comes_in_sensitive(cast):
    with cast.inside():
        tell_topics(cast.employee.person, "struggles", ["deaf"], sure=True)
    imported(cast, *LINES, targets=TARGETS)
    with cast.inside():
        topic = Topic.objects.get(name__iexact=DEAF)
        assert (topic.is_listed, topic.sensitive_since is None) == (True, False)


def test_page_of_the_columns_says_so(cast):
    job = uploaded(cast, *LINES)
    client, page = cast.hr_admin.client(), cast.hr_admin.url(f"people/import/{job.id}/columns/")
    shown = client.get(page).content.decode()
    assert shown.count("what stands here is named to nobody") == 1
    lines = client.get(page).context["form"].lines()
    assert [line.header for line in lines if line.is_sensitive] == ["Characteristics"]

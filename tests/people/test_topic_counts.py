"""Counting who told a topic: each person once, whatever word they chose."""

from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.queries.topics import vocabulary


def test_synonyms_of_synonyms_count_each_person_once(cast):
    with cast.inside():
        excel = Topic.objects.create(name="Excel")
        sheets = Topic.objects.create(name="Sheets", synonym_of=excel)
        calc = Topic.objects.create(name="Calc", synonym_of=sheets)
        alone = Topic.objects.create(name="SQL")
        one, other = (Person.objects.create(name=name) for name in ("One", "Other"))
        told = [(one, word) for word in (excel, sheets, calc, alone)] + [(other, calc)]
        for person, word in told:
            PersonTopic.objects.create(person=person, topic=word, stance="wants")
        PersonTopic.objects.create(person=other, topic=sheets, stance="struggles")
        found = {
            each.topic.name: (each.knows, each.wants, each.struggles)
            for each in topic_counts(vocabulary())
        }
    assert found == {"Excel": (0, 2, 1), "SQL": (0, 1, 0)}

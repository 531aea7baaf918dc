"""What HR could find out about private topics by trying, and doesn't."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from peerlearn.people.actions.members import add_member, make_hr_admin, unmake_hr_admin
from peerlearn.people.actions.people import save_person
from peerlearn.people.actions.taxonomy import import_taxonomy
from peerlearn.people.actions.topic_admin import mark_sensitive, unmark_sensitive
from peerlearn.people.actions.topics import set_topics, tell_topics
from peerlearn.people.models import Person, PersonTopic, Topic, User
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.queries.topics import own_topics, topics_by_person, vocabulary
from peerlearn.people.refusals import ReportingRingError, TooManyTopicsError
from peerlearn.people.rules.struggles import MOST_STRUGGLES
from peerlearn.people.rules.taxonomy import TaxonomyRow


def struggles(name):
    return next(one.struggles for one in topic_counts(vocabulary()) if one.topic.name == name)


def test_making_somebody_an_hr_admin_and_back_changes_no_number(cast):
    with cast.inside():
        Topic.objects.create(name="Saying no")
        tell_topics(cast.employee.person, "struggles", ["Saying no"], sure=True)
        membership = cast.employee.person.memberships.get()
        make_hr_admin(membership)
        assert struggles("Saying no") == 1
        unmake_hr_admin(membership)
        assert struggles("Saying no") == 1


def test_what_an_hr_admin_marks_does_not_count_when_they_are_none_any_more(cast):
    with cast.inside():
        Topic.objects.create(name="Saying no")
        tell_topics(cast.hr_admin.person, "struggles", ["Saying no"], sure=True)
        user = User.objects.create_user(email="second@acme.example")
        second = add_member(Person.objects.create(name="Second"), user=user)
        make_hr_admin(second)
        unmake_hr_admin(cast.hr_admin.person.memberships.get())
        assert struggles("Saying no") == 0


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def hidden(cast, now):
    """The employee told it while it was sensitive; the mentor has nothing."""
    with cast.inside():
        topic = Topic.objects.create(name="Dyslexia")
        mark_sensitive(topic, now=now - timedelta(days=1))
        tell_topics(cast.employee.person, "wants", ["Dyslexia"], sure=True)
        unmark_sensitive(topic, now=now)
        return topic


def test_what_hr_writes_looks_the_same_whether_or_not_it_was_told_before(cast, hidden):
    people = [cast.employee.person, cast.mentor.person]
    with cast.inside():
        for person in people:
            set_topics(person, "wants", ["Dyslexia"], by=cast.hr_admin.person)
        shown = topics_by_person(people)
        assert {shown[person.id, "wants"][0] for person in people} == {"Dyslexia"}
        for person in people:
            set_topics(person, "wants", [], by=cast.hr_admin.person)
        assert topics_by_person(people) == {}
        assert [own.is_sensitive for own in own_topics(cast.employee.person)] == [True]
        assert own_topics(cast.mentor.person) == []


def test_saying_the_same_list_again_opens_nothing(cast, hidden):
    person = cast.employee.person
    with cast.inside():
        set_topics(person, "wants", ["Dyslexia"], by=person)
        assert topics_by_person([person]) == {}
        assert PersonTopic.objects.filter(person=person).count() == 1


def test_second_mark_hides_what_stood_openly_beside_it(cast, hidden, now):
    person = cast.employee.person
    with cast.inside():
        set_topics(person, "wants", ["Dyslexia"], by=cast.hr_admin.person)
        assert PersonTopic.objects.filter(person=person).count() == 2
        mark_sensitive(hidden, now=now)
        unmark_sensitive(hidden, now=now + timedelta(days=1))
        assert PersonTopic.objects.get(person=person).is_sensitive


def test_lists_sent_at_once_stay_below_the_limit(committed_cast):
    cast = committed_cast
    barrier, refused = Barrier(4), []

    def put(number):
        names = [f"Word {number} {n}" for n in range(MOST_STRUGGLES)]
        barrier.wait()
        try:
            with cast.inside():
                set_topics(cast.employee.person, "struggles", names, by=cast.employee.person)
        except TooManyTopicsError:
            refused.append(number)
        finally:
            connection.close()

    threads = [Thread(target=put, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.inside():
        assert PersonTopic.objects.count() == MOST_STRUGGLES
    assert refused == []


@pytest.mark.parametrize("way", ["taxonomy", "synonym", "people"])
def test_private_spelling_is_not_seen_when_hr_writes_the_word(cast, way):
    with cast.inside():
        tell_topics(cast.employee.person, "struggles", ["bUrNoUt"], sure=True)
        if way == "taxonomy":
            import_taxonomy([TaxonomyRow(2, "Burnout"), TaxonomyRow(3, "Divorce")])
        elif way == "synonym":
            import_taxonomy([TaxonomyRow(2, "Exhaustion", synonyms=("Burnout",))])
        else:
            set_topics(cast.mentor.person, "wants", ["Burnout"], by=cast.hr_admin.person)
        names = {topic.name for topic in vocabulary().words.values()}
    assert "Burnout" in names
    assert "bUrNoUt" not in names


def test_ring_is_not_made_by_two_at_once(committed_cast):
    cast = committed_cast
    with cast.inside():
        one, other = (Person.objects.create(name=name) for name in ("One", "Other"))
    barrier, refused = Barrier(2), []

    def lead(person, manager):
        barrier.wait()
        try:
            with cast.inside():
                fresh = Person.objects.get(id=person.id)
                values = {"manager": manager}
                save_person(fresh, values, by=cast.hr_admin.person, topics={})
        except ReportingRingError:
            refused.append(person)
        finally:
            connection.close()

    threads = [Thread(target=lead, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


def test_person_in_a_ring_can_still_be_edited(cast):
    with cast.inside():
        one, other = (Person.objects.create(name=name) for name in ("One", "Other"))
        Person.objects.filter(id=one.id).update(manager=other)
        Person.objects.filter(id=other.id).update(manager=one)
        one.refresh_from_db()
        save_person(one, {"title": "Baker"}, by=cast.hr_admin.person, topics={})
        one.refresh_from_db()
    assert one.title == "Baker"

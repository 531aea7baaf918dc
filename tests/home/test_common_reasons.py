"""Who struggles with the same: whom it is shown to, when, and never to those with authority."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.topics import set_topics, tell_topics
from peerlearn.people.models import Membership, Person, PersonTopic, Topic
from peerlearn.people.queries.topics import own_topics, vocabulary
from peerlearn.people.refusals import TooManyTopicsError
from tests.home.test_dashboard import enroll, make_program


@pytest.fixture
def program(cast):
    with cast.inside():
        program = make_program(cast)
        for player in (cast.hr_admin, cast.director, cast.manager, cast.employee, cast.mentor):
            enroll(cast, player, program)
        type(program).objects.filter(id=program.id).update(owner=None)
    return program


def mark(*players, days=8, topic="Burnout"):
    """These marked a struggle so many days ago. Call it inside an organization."""
    for player in players:
        tell_topics(player.person, "struggles", [topic], sure=True)
        held = PersonTopic.objects.filter(person=player.person)
        held.update(told_at=timezone.now() - timedelta(days=days))


def page(player):
    return player.client().get(player.url("topics/")).content.decode().split("<main")[1]


def test_colleagues_see_each_other(cast, program):
    with cast.inside():
        mark(cast.employee, cast.mentor)
    assert "Mina Mentor" in page(cast.employee)
    assert "Emil Employee" in page(cast.mentor)


def test_hr_admin_who_marks_a_word_sees_nobody_and_is_seen_by_nobody(cast, program):
    with cast.inside():
        mark(cast.hr_admin, cast.mentor)
    shown = page(cast.hr_admin)
    assert "Mina Mentor" not in shown
    assert "HR admins see no common reasons" in shown
    assert "Hanna Admin" not in page(cast.mentor)


def test_owner_of_the_program_sees_nobody_and_is_seen_by_nobody(cast, program):
    with cast.inside():
        mark(cast.employee, cast.mentor)
        type(program).objects.filter(id=program.id).update(owner=cast.employee.person)
    assert "Mina Mentor" not in page(cast.employee)
    assert "Emil Employee" not in page(cast.mentor)


@pytest.mark.parametrize("above", ["manager", "director"])
def test_reporting_line_at_any_depth_is_left_out_both_ways(cast, program, above):
    boss = getattr(cast, above)
    with cast.inside():
        mark(boss, cast.employee)
    assert boss.person.name not in page(cast.employee)
    assert "Emil Employee" not in page(boss)


def test_reviewer_is_left_out_both_ways(cast, program):
    with cast.inside():
        mark(cast.employee, cast.mentor)
        Person.objects.filter(id=cast.employee.person.id).update(reviewer=cast.mentor.person)
    assert "Mina Mentor" not in page(cast.employee)
    assert "Emil Employee" not in page(cast.mentor)


@pytest.mark.parametrize("fresh", ["employee", "mentor"])
def test_mark_counts_after_seven_days_on_both_sides(cast, program, fresh):
    with cast.inside():
        mark(cast.employee, cast.mentor)
        mark(getattr(cast, fresh), days=6)
    assert "Mina Mentor" not in page(cast.employee)
    assert "Emil Employee" not in page(cast.mentor)
    assert ("shown from" in page(cast.employee)) == (fresh == "employee")


def test_undo_begins_the_days_anew(cast, program):
    with cast.inside():
        mark(cast.employee, cast.mentor)
        topic = Topic.objects.get(name="Burnout")
    client, path = cast.employee.client(), f"topics/struggles/{topic.id}/removal/"
    client.post(cast.employee.url(path))
    answer = client.post(cast.employee.url(f"{path}undo/"), follow=True)
    assert "its seven days begin anew" in answer.content.decode()
    assert "Mina Mentor" not in answer.content.decode()
    assert "Emil Employee" not in page(cast.mentor)


def test_twenty_first_struggle_is_refused(cast):
    names = [f"t{number}" for number in range(21)]
    with cast.inside():
        tell_topics(cast.employee.person, "struggles", names[:20], sure=True)
        with pytest.raises(TooManyTopicsError):
            tell_topics(cast.employee.person, "struggles", names[20:], sure=True)
        with pytest.raises(TooManyTopicsError):
            set_topics(cast.employee.person, "struggles", names, by=cast.employee.person)


def test_former_hr_admin_counts_like_anybody(cast, program):
    with cast.inside():
        mark(cast.hr_admin, cast.mentor)
        Membership.objects.update(role=Membership.Role.EMPLOYEE)
    assert "Hanna Admin" in page(cast.mentor)


def test_how_somebody_spelled_a_private_word_is_told_to_nobody(cast):
    with cast.inside():
        mark(cast.mentor, topic="zqx burn-out")
        told = tell_topics(cast.employee.person, "struggles", ["ZQX  Burn-Out"], sure=True)
        assert [word.name for word in told.added] == ["ZQX Burn-Out"]
        [own] = own_topics(cast.employee.person)
        assert own.topic.name == "ZQX Burn-Out"
    client = cast.employee.client()
    path = f"topics/struggles/{own.topic.id}/removal/"
    assert "zqx burn" not in client.post(cast.employee.url(path), follow=True).content.decode()
    undone = client.post(cast.employee.url(f"{path}undo/"), follow=True).content.decode()
    assert "ZQX Burn-Out" in undone
    assert "zqx burn" not in undone


def test_private_word_comes_on_the_lists_as_it_is_spelled_openly(cast):
    with cast.inside():
        mark(cast.mentor, topic="zqx burn-out")
        tell_topics(cast.employee.person, "wants", ["Zqx Burn-Out"], sure=True)
        assert [topic.name for topic in vocabulary().listed] == ["Zqx Burn-Out"]


def test_undo_of_what_was_not_taken_off_asks_for_no_private_word(cast):
    with cast.inside():
        mark(cast.mentor, topic="zqx burn-out")
        topic = Topic.objects.get()
    path = cast.employee.url(f"topics/struggles/{topic.id}/removal/undo/")
    assert cast.employee.client().post(path).status_code == 404


def test_private_word_of_another_makes_no_difference_to_doubts(cast):
    with cast.inside():
        Topic.objects.create(name="Excel")
        mark(cast.mentor, topic="Exel")
        asked = tell_topics(cast.employee.person, "knows", ["Exel"], sure=False)
        assert [doubt.name for doubt in asked.doubts] == ["Exel"]
        own = tell_topics(cast.mentor.person, "struggles", ["exel"], sure=False)
        assert own.doubts == []


def test_id_of_a_topic_tells_no_time(cast):
    with cast.inside():
        mark(cast.mentor, topic="Zqx burnout")
        assert Topic.objects.get().id.version == 4

"""The three lists: adding, doubts, taking off, and what two people have in common."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import PersonTopic, Topic
from peerlearn.people.queries.topics import own_topics
from programs.models import Enrollment, Program
from tests.home.test_dashboard import enroll, make_program


def tell(player, stance, *names):
    """Inside an organization."""
    tell_topics(player.person, stance, names, sure=True)


def add(player, stance, names, **more):
    return player.client().post(player.url(f"topics/{stance}/"), {"names": names, **more})


def let_days_pass():
    """What was told is a week old. Inside an organization."""
    PersonTopic.objects.update(told_at=timezone.now() - timedelta(days=8))


def held(cast, player):
    with cast.inside():
        return {(own.stance, own.topic.name) for own in own_topics(player.person)}


def page(player):
    return player.client().get(player.url("topics/")).content.decode()


def test_topics_are_added_several_at_once(cast):
    assert add(cast.employee, "knows", "Python,  Public   speaking, python").status_code == 302
    assert held(cast, cast.employee) == {("knows", "Python"), ("knows", "Public speaking")}
    assert "Public speaking" in page(cast.employee)


def test_htmx_gets_the_lists_alone(cast):
    answer = cast.employee.client().post(
        cast.employee.url("topics/wants/"), {"names": "SQL"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "SQL" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("names", ["", " , ", "x" * 121])
def test_what_is_no_topic_is_refused_and_stays_typed(cast, names):
    answer = add(cast.employee, "knows", names)
    assert answer.status_code == 422
    assert held(cast, cast.employee) == set()


def test_thirty_first_topic_is_refused(cast):
    with cast.inside():
        tell(cast.employee, "knows", *(f"t{number}" for number in range(30)))
    answer = add(cast.employee, "knows", "One more")
    assert answer.status_code == 422
    assert "At most 30 topics" in answer.content.decode()
    with cast.inside():
        assert not Topic.objects.filter(name="One more").exists()


def test_near_name_is_asked_about_and_added_when_meant(cast):
    with cast.inside():
        Topic.objects.create(name="Excel")
    answer = add(cast.employee, "knows", "Exel")
    assert answer.status_code == 422
    assert "Did you mean" in answer.content.decode()
    assert held(cast, cast.employee) == set()
    add(cast.employee, "knows", "Exel", sure="on")
    assert held(cast, cast.employee) == {("knows", "Exel")}


def test_synonym_is_kept_as_its_topic(cast):
    with cast.inside():
        excel = Topic.objects.create(name="Excel")
        Topic.objects.create(name="MS Excel", synonym_of=excel)
    add(cast.employee, "knows", "ms  EXCEL")
    assert held(cast, cast.employee) == {("knows", "Excel")}


def test_topic_is_taken_off_and_brought_back(cast):
    with cast.inside():
        tell(cast.employee, "knows", "Python")
        topic = Topic.objects.get(name="Python")
    client, path = cast.employee.client(), cast.employee.url(f"topics/knows/{topic.id}/removal/")
    client.post(path)
    assert held(cast, cast.employee) == set()
    assert "is off your list" in client.get(cast.employee.url("topics/")).content.decode()
    client.post(f"{path}undo/")
    assert held(cast, cast.employee) == {("knows", "Python")}


def test_word_of_a_struggle_is_suggested_to_nobody_until_somebody_says_it_openly(cast):
    add(cast.employee, "struggles", "My boss's moods")
    colleague = cast.mentor.client()
    suggested = colleague.get(cast.mentor.url("topics/suggestions/?names=boss")).content.decode()
    assert "moods" not in suggested
    assert "moods" not in page(cast.mentor)
    add(cast.manager, "wants", "My boss's moods")
    suggested = colleague.get(cast.mentor.url("topics/suggestions/?names=boss")).content.decode()
    assert "moods" in suggested


def test_page_says_who_sees_what(cast):
    shown = page(cast.employee)
    assert "HR admins see this list" in shown
    assert "not to HR admins or the program&#x27;s owner" in shown


def test_shared_struggle_is_shown_to_both_at_once_and_gone_with_one(cast):
    with cast.inside():
        program = make_program(cast)
        for player in (cast.employee, cast.mentor):
            enroll(cast, player, program)
        tell(cast.employee, "struggles", "Saying no")
    assert "Mina Mentor" not in page(cast.employee)
    assert "Saying no" not in page(cast.mentor)
    add(cast.mentor, "struggles", "saying NO")
    with cast.inside():
        let_days_pass()
    assert "Mina Mentor" in page(cast.employee)
    assert "Emil Employee" in page(cast.mentor).split("<main")[1]
    with cast.inside():
        topic = Topic.objects.get(name="Saying no")
    cast.mentor.client().post(cast.mentor.url(f"topics/struggles/{topic.id}/removal/"))
    assert "Mina Mentor" not in page(cast.employee)


@pytest.mark.parametrize("apart", ["other_program", "draft", "left_program", "left_company"])
def test_shared_struggle_stays_unknown_outside_of_a_common_program(cast, apart):
    with cast.inside():
        program, other = make_program(cast), make_program(cast, "Another")
        mine = enroll(cast, cast.employee, program)
        enroll(cast, cast.mentor, other if apart == "other_program" else program)
        for player in (cast.employee, cast.mentor):
            tell(player, "struggles", "Saying no")
        let_days_pass()
        if apart == "draft":
            Program.objects.update(state=Program.State.DRAFT)
        if apart == "left_program":
            Enrollment.objects.filter(id=mine.id).update(state=Enrollment.State.WITHDRAWN)
        if apart == "left_company":
            type(cast.mentor.person).objects.filter(id=cast.mentor.person.id).update(state="left")
    assert "Mina Mentor" not in page(cast.employee)


def test_hr_admin_who_shares_no_struggle_sees_none(cast):
    with cast.inside():
        program = make_program(cast)
        for player in (cast.employee, cast.mentor, cast.hr_admin):
            enroll(cast, player, program)
        for player in (cast.employee, cast.mentor):
            tell(player, "struggles", "Saying no")
        let_days_pass()
    assert "Saying no" not in page(cast.hr_admin)


def test_sensitive_struggle_is_named_to_nobody(cast):
    with cast.inside():
        program = make_program(cast)
        Topic.objects.create(name="Burnout", sensitive_since=timezone.now())
        for player in (cast.employee, cast.mentor):
            enroll(cast, player, program)
            tell(player, "struggles", "Burnout")
        assert set(PersonTopic.objects.values_list("is_sensitive", flat=True)) == {True}
        Topic.objects.update(sensitive_since=None)
        let_days_pass()
    assert "Mina Mentor" not in page(cast.employee)
    assert "Never named to anybody" in page(cast.employee)


def test_lists_of_others_are_not_there(cast):
    with cast.inside():
        tell(cast.employee, "knows", "Python")
        topic = Topic.objects.get(name="Python")
    path = f"topics/knows/{topic.id}/removal/"
    cast.manager.client().post(cast.manager.url(path))
    assert held(cast, cast.employee) == {("knows", "Python")}
    assert cast.outsider.client().get(cast.employee.url("topics/")).status_code == 404
    assert cast.outsider.client().post(cast.employee.url(path)).status_code == 404
    assert cast.employee.client().post(cast.employee.url("topics/likes/")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_queries(cast, number, django_assert_num_queries):
    with cast.inside():
        program = make_program(cast)
        enroll(cast, cast.employee, program)
        tell(cast.employee, "struggles", *(f"t{n}" for n in range(number)))
        for player in (cast.mentor, cast.manager, cast.director)[:number]:
            enroll(cast, player, program)
            tell(player, "struggles", *(f"t{n}" for n in range(number)))
        let_days_pass()
    client = cast.employee.client()
    with django_assert_num_queries(17):
        client.get(cast.employee.url("topics/"))


def test_new_company_is_offered_common_topics_while_typing(cast):
    url = cast.employee.url("topics/suggestions/?names=Exc")
    assert "Excel" in cast.employee.client().get(url).content.decode()
    add(cast.manager, "wants", "EXCEL")
    shown = cast.employee.client().get(url).content.decode()
    assert ("EXCEL" in shown, "Excel" in shown) == (True, False)

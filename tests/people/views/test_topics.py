"""The organization's topics as HR keeps them: names, synonyms, merging, what is sensitive."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries.topics import own_topics, topics_by_person, vocabulary
from peerlearn.tenancy.models import OrganizationSettings
from tests.typed import send


def tell(person, stance, *names):
    """Inside an organization."""
    tell_topics(person, stance, names, sure=True)


def crowd(number, stance, topic):
    for at in range(number):
        tell(Person.objects.create(name=f"{stance}{topic}{at}"), stance, topic)


def page(cast, path=""):
    answer = cast.hr_admin.client().get(cast.hr_admin.url(f"people/topics/{path}"))
    assert answer.status_code == 200
    return answer.content.decode()


def post(cast, path, **told):
    return cast.hr_admin.client().post(cast.hr_admin.url(f"people/topics/{path}"), told)


def names():
    return [topic.name for topic in vocabulary().listed]


def topic(name):
    return Topic.objects.get(name=name)


def test_widest_gap_is_the_title_and_leads_to_a_session(cast):
    with cast.inside():
        crowd(6, "wants", "Negotiation")
        crowd(5, "wants", "Excel")
        crowd(2, "knows", "Excel")
    shown = page(cast)
    assert "6 people want to learn Negotiation, nobody says they know it" in shown
    assert "sessions/new/?title=Negotiation" in shown
    lines = page(cast, "gaps.csv").splitlines()
    assert lines[1:] == [
        "Negotiation,0,6,fewer than 10",
        "Excel,fewer than 5,5,fewer than 10",
    ]


def test_numbers_below_the_threshold_are_not_told(cast):
    with cast.inside():
        crowd(4, "wants", "Negotiation")
        crowd(4, "struggles", "Negotiation")
    assert "No gap can be shown yet" in page(cast)
    shown = page(cast, "all/")
    assert (shown.count("fewer than 5"), shown.count("fewer than 10")) == (1, 1)


def test_struggles_are_told_in_steps_and_leaving_changes_nothing(cast):
    with cast.inside():
        topic_of = Topic.objects.create(name="Saying no")
        crowd(12, "struggles", "Saying no")
    assert "10 or more" in page(cast, f"{topic_of.id}/")
    with cast.inside():
        Person.objects.filter(name="strugglesSaying no0").update(state=Person.State.LEFT)
    assert "10 or more" in page(cast, f"{topic_of.id}/")


@pytest.mark.parametrize(("people", "told"), [(9, "fewer than 10"), (10, "10 or more")])
def test_struggles_are_told_alike_whatever_the_threshold_is(cast, people, told):
    with cast.inside():
        topic_of = Topic.objects.create(name="Saying no")
        crowd(people, "struggles", "Saying no")
    for threshold in (3, 7, 9, 10):
        with cast.inside():
            OrganizationSettings.objects.update(anonymity_threshold=threshold)
        shown = page(cast, f"{topic_of.id}/").split("Struggle with it")[1]
        assert told in shown


def test_hr_admin_does_not_find_out_by_a_mark_of_their_own_how_many_there_are(cast):
    with cast.inside():
        topic_of = Topic.objects.create(name="Saying no")
        crowd(9, "struggles", "Saying no")
        tell(cast.hr_admin.person, "struggles", "Saying no")
    assert "10 or more" not in page(cast, f"{topic_of.id}/")


def test_who_told_a_topic_by_two_words_counts_once(cast):
    with cast.inside():
        crowd(5, "wants", "Excel")
        crowd(4, "wants", "MS Excel")
        for person in Person.objects.filter(name__startswith="wantsExcel"):
            tell(person, "wants", "MS Excel")
        Topic.objects.filter(name="MS Excel").update(synonym_of=topic("Excel"))
    assert "9 people want to learn Excel" in page(cast)


def test_private_word_is_on_no_page_of_hr(cast):
    with cast.inside():
        tell(cast.employee.person, "struggles", "My boss")
        private = topic("My boss")
    assert "My boss" not in page(cast, "all/") + page(cast, "all.csv")
    answer = cast.hr_admin.client().get(cast.hr_admin.url(f"people/topics/{private.id}/"))
    assert answer.status_code == 404
    assert post(cast, "new/", name="My boss").status_code == 302
    with cast.inside():
        assert names() == ["My boss"]


def test_renamed_topic_keeps_its_old_name_as_a_word_and_goes_back(cast):
    with cast.inside():
        tell(cast.employee.person, "knows", "Exel")
        found = topic("Exel")
    post(cast, f"{found.id}/", name="Excel", category="Tools")
    with cast.inside():
        assert names() == ["Excel"]
        assert vocabulary().find("exel").name == "Excel"
        [own] = own_topics(cast.employee.person)
        assert own.topic.name == "Excel"
        word = topic("Exel")
    post(cast, f"{found.id}/name/{word.id}/")
    with cast.inside():
        assert names() == ["Exel"]
        assert vocabulary().find("Excel").name == "Exel"


def test_name_of_another_topic_is_refused(cast):
    with cast.inside():
        found = Topic.objects.create(name="Excel")
        Topic.objects.create(name="Python")
    answer = post(cast, f"{found.id}/", name="python")
    assert answer.status_code == 422
    assert "Merge the two instead" in answer.content.decode()


def test_merged_topics_are_one_and_are_taken_apart_again(cast):
    with cast.inside():
        tell(cast.employee.person, "knows", "Excel", "Spreadsheets")
        gone, kept = topic("Spreadsheets"), topic("Excel")
    assert post(cast, f"{gone.id}/merge/", into="excel").status_code == 302
    with cast.inside():
        assert [own.topic.name for own in own_topics(cast.employee.person)] == ["Excel"]
    assert post(cast, f"{kept.id}/merge/", into="Spreadsheets").status_code == 422
    post(cast, f"{gone.id}/split/")
    with cast.inside():
        found = [own.topic.name for own in own_topics(cast.employee.person)]
        assert found == ["Excel", "Spreadsheets"]


def test_sensitive_topic_is_named_to_nobody_else_and_told_ones_stay_so(cast):
    with cast.inside():
        tell(cast.employee.person, "knows", "Parenthood", "Excel")
        found = topic("Parenthood")
    post(cast, f"{found.id}/sensitive/")
    with cast.inside():
        shown = topics_by_person([cast.employee.person])
        assert shown == {(cast.employee.person.id, "knows"): ["Excel"]}
        long_ago = timezone.now() - timedelta(days=1)
        Topic.objects.filter(id=found.id).update(sensitive_since=long_ago)
        tell(cast.manager.person, "knows", "Parenthood")
    post(cast, f"{found.id}/sensitive/undo/")
    with cast.inside():
        assert set(PersonTopic.objects.filter(topic=found).values_list("is_sensitive")) == {(True,)}
        tell(cast.mentor.person, "knows", "Parenthood")
        shown = topics_by_person([cast.mentor.person, cast.employee.person])
        assert shown[cast.mentor.person.id, "knows"] == ["Parenthood"]
        assert shown[cast.employee.person.id, "knows"] == ["Excel"]


def test_sensitive_topic_of_somebody_survives_an_edit_by_hr(cast):
    with cast.inside():
        Topic.objects.create(name="Parenthood", sensitive_since=timezone.now())
        tell(cast.employee.person, "knows", "Parenthood")
    told = {"name": "Emil Employee", "state": "active", "knows": "Excel"}
    url = cast.hr_admin.url(f"people/{cast.employee.person.id}/edit/")
    send(cast.hr_admin.client(), url, told)
    with cast.inside():
        held = {own.topic.name for own in own_topics(cast.employee.person)}
    assert held == {"Excel", "Parenthood"}


TABLE = """topic,synonyms,category
Excel,"MS Excel; Spreadsheets",Tools
Negotiation,,
,Nothing,
Payroll,Excel,
"""


def test_taxonomy_is_previewed_imported_once_and_says_what_is_wrong(cast):
    with cast.inside():
        Topic.objects.create(name="Spreadsheets")
        tell(cast.employee.person, "struggles", "Negotiation")
    answer = post(cast, "import/", text=TABLE)
    shown = answer.content.decode()
    assert "“Spreadsheets” is merged into “Excel”" in shown
    assert "Row 4: The topic is missing." in shown
    assert "Row 5: “Excel” stands in row 2 too." in shown
    with cast.inside():
        assert names() == ["Spreadsheets"]
    post(cast, "import/run/", text=answer.context["text"])
    with cast.inside():
        assert names() == ["Excel", "Negotiation"]
        assert topic("Excel").category == "Tools"
        assert vocabulary().find("spreadsheets").name == "Excel"
    again = post(cast, "import/", text=TABLE)
    assert again.context["unchanged"] == 2
    assert "There is nothing to import" in again.content.decode()


@pytest.mark.parametrize("text", ["", "name of it\nExcel"])
def test_what_is_no_table_of_topics_is_refused(cast, text):
    assert post(cast, "import/", text=text).status_code == 422


def test_export_can_be_imported_again(cast):
    with cast.inside():
        excel = Topic.objects.create(name="Excel", category="Tools")
        Topic.objects.create(name="MS Excel", synonym_of=excel)
    assert page(cast, "all.csv").splitlines()[1:] == ["Excel,MS Excel,Tools"]
    assert post(cast, "import/", text=page(cast, "all.csv")).context["unchanged"] == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 12), ("all/", 12)])
def test_pages_cost_the_same_queries(cast, number, path, queries, django_assert_num_queries):
    with cast.inside():
        for at in range(number):
            crowd(5, "wants", f"Topic {at}")
    client = cast.hr_admin.client()
    with django_assert_num_queries(queries):
        client.get(cast.hr_admin.url(f"people/topics/{path}"))

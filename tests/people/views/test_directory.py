"""The list of people, the page of one, and editing."""

import csv
import io

import pytest

from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries import organizations_of
from tests.typed import send


def page_of(player, path):
    response = player.client().get(player.url(path))
    assert response.status_code == 200
    return response.content.decode()


def names_in(page):
    return {
        name
        for name in (
            "Hanna Admin", "Dora Director", "Marco Manager", "Emil Employee", "Mina Mentor",
            "Fay Facilitator", "Otto Outsider", "Di Deskless",
        )
        if 'person-line-name" href' in page and f">{name}</a>" in page
    }  # fmt: skip


@pytest.fixture
def deskless(cast):
    with cast.inside():
        return Person.objects.create(name="Di Deskless", department="Logistics")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=emil", {"Emil Employee"}),
        ("q=dora.director@acme", {"Dora Director"}),
        ("department=Sales", {"Dora Director", "Marco Manager", "Emil Employee"}),
        ("location=Lisbon", {"Mina Mentor"}),
        ("department=Sales&q=man", {"Marco Manager"}),
        ("who=unreachable", {"Di Deskless"}),
        ("who=to_invite", set()),
        ("q=nobody", set()),
        ("who=left", set()),
    ],
)
def test_list_is_narrowed_by_the_address(cast, deskless, query, found):
    assert names_in(page_of(cast.hr_admin, f"people/?{query}")) == found


def test_list_shows_everybody_of_this_organization_only(cast, deskless):
    page = page_of(cast.hr_admin, "people/")
    assert len(names_in(page)) == 7
    assert "Otto Outsider" not in page
    assert "Not yet reachable" in page


def test_export_equals_the_filter(cast, deskless):
    text = page_of(cast.hr_admin, "people/export.csv?department=Sales&q=man")
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert [line[0] for line in lines] == ["Full name", "Marco Manager"]
    assert lines[1][10] == cast.director.person.email


def test_export_link_stands_in_the_part_that_a_new_filter_replaces(cast):
    page = page_of(cast.hr_admin, "people/?department=Sales&q=man")
    results = page[page.index('id="people"') :]
    assert "people/export.csv?department=Sales&amp;q=man" in results


def test_person_page_shows_line_and_topics_but_no_struggles(cast):
    with cast.inside():
        for name, stance in (("Excel", "knows"), ("SQL", "wants"), ("Saying no", "struggles")):
            PersonTopic.objects.create(
                person=cast.manager.person,
                topic=Topic.objects.create(name=name),
                stance=stance,
            )
    page = page_of(cast.hr_admin, f"people/{cast.manager.person.id}/")
    assert "Dora Director" in page
    assert "Emil Employee" in page
    assert "Excel" in page
    assert "SQL" in page
    assert "Saying no" not in page


PERSON = {
    "name": "Lind, Ada",
    "email": "ADA@acme.example",
    "title": "CEO",
    "state": "active",
    "manager_text": "Dora Director",
    "knows": "Excel, excel; SQL",
}


def test_person_is_added_by_hand(cast):
    response = cast.hr_admin.client().post(cast.hr_admin.url("people/new/"), PERSON)
    with cast.inside():
        ada = Person.objects.select_related("manager").get(name="Ada Lind")
        topics = set(ada.topics.values_list("topic__name", flat=True))
    assert response.url == cast.hr_admin.url(f"people/{ada.id}/")
    assert (ada.email, ada.manager, topics) == (
        "ada@acme.example",
        cast.director.person,
        {"Excel", "SQL"},
    )


def test_person_is_edited_and_private_topics_stay(cast):
    employee = cast.employee.person
    with cast.inside():
        for name, stance in (("Old", "knows"), ("Saying no", "struggles")):
            PersonTopic.objects.create(
                person=employee, topic=Topic.objects.create(name=name), stance=stance
            )
    url = cast.hr_admin.url(f"people/{employee.id}/edit/")
    client = cast.hr_admin.client()
    assert "Old" in client.get(url).content.decode()
    send(client, url, {"name": "Emil Neu", "state": "active", "knows": "New"})
    with cast.inside():
        saved = Person.objects.get(id=employee.id)
        topics = set(saved.topics.values_list("topic__name", "stance"))
    assert (saved.name, saved.email, saved.manager_id) == ("Emil Neu", None, None)
    assert topics == {("New", "knows"), ("Saying no", "struggles")}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "hanna.admin@acme.example"}, "Somebody else has this e-mail address"),
        ({"email": "nonsense"}, "valid e-mail"),
        ({"manager_text": "Nobody Here"}, "Nobody here has this e-mail"),
        ({"manager_text": "Emil Employee"}, "reports to the person"),
        ({"starts_on": "2024-02-01", "ends_on": "2024-01-01"}, "before the start date"),
    ],
)
def test_edit_that_is_wrong_is_refused_at_its_field(cast, told, said):
    person = cast.director.person
    url = cast.hr_admin.url(f"people/{person.id}/edit/")
    kept = {"name": person.name, "state": "active"}
    response = send(cast.hr_admin.client(), url, {**kept, **told})
    assert response.status_code == 422
    assert said in response.content.decode()
    with cast.inside():
        assert Person.objects.get(id=person.id).email == person.email


def test_employee_number_of_somebody_else_is_refused(cast):
    with cast.inside():
        Person.objects.create(name="One", employee_number="1")
    response = cast.hr_admin.client().post(
        cast.hr_admin.url("people/new/"), {**PERSON, "employee_number": "1"}
    )
    assert response.status_code == 422
    assert "Somebody else has this employee number" in response.content.decode()


PATHS = ["", "export.csv", "new/", "{id}/", "{id}/edit/"]


@pytest.mark.parametrize("who", ["employee", "manager", "facilitator"])
def test_people_are_not_there_for_others(cast, who):
    player = getattr(cast, who)
    client = player.client()
    for path in PATHS:
        url = player.url(f"people/{path.format(id=cast.mentor.person.id)}")
        assert client.get(url).status_code == 404, path


def test_people_of_another_organization_are_not_there(cast):
    client = cast.outsider.client()
    for path in PATHS[3:]:
        url = cast.outsider.url(f"people/{path.format(id=cast.mentor.person.id)}")
        assert client.get(url).status_code == 404, path
    assert client.get(cast.hr_admin.url("people/")).status_code == 404


def people(cast, count):
    with cast.inside():
        for number in range(count):
            Person.objects.create(name=f"Row {number}", manager=cast.manager.person)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    people(cast, rows)
    client = cast.hr_admin.client()
    with django_assert_num_queries(12):
        client.get(cast.hr_admin.url("people/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_person_page_takes_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    people(cast, rows)
    client = cast.hr_admin.client()
    with django_assert_num_queries(16):
        client.get(cast.hr_admin.url(f"people/{cast.manager.person.id}/"))


def test_hr_admin_cannot_mark_themselves_as_left(cast):
    person = cast.hr_admin.person
    url = cast.hr_admin.url(f"people/{person.id}/edit/")
    response = send(cast.hr_admin.client(), url, {"name": person.name, "state": "left"})
    assert response.status_code == 422
    assert "mark yourself as left" in response.content.decode()


def test_who_has_left_is_locked_out_at_once(cast):
    client = cast.employee.client()
    assert client.get(cast.employee.url()).status_code == 200
    send(
        cast.hr_admin.client(),
        cast.hr_admin.url(f"people/{cast.employee.person.id}/edit/"),
        {"name": "Emil Employee", "state": "left"},
    )
    assert client.get(cast.employee.url()).status_code == 404
    assert organizations_of(cast.employee.user) == []

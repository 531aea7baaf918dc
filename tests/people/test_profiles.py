"""One's own name, time zone and topics."""

import pytest

from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person, Topic
from peerlearn.people.queries.topics import own_topics

TOLD = {"name": "Emil E.", "time_zone": "Asia/Tokyo", "knows": "", "wants": ""}


def save(cast, **changes):
    return cast.employee.client().post(cast.employee.url("me/"), {**TOLD, **changes})


def saved(cast):
    with cast.inside():
        return Person.objects.get(id=cast.employee.person.id)


def topics(cast, player="employee"):
    """The topics by stance."""
    found = {}
    with cast.inside():
        for own in own_topics(getattr(cast, player).person):
            found.setdefault(own.stance, []).append(own.topic.name)
    return found


def hold(player, **topics):
    """Gives somebody topics, inside an organization."""
    save_person(player.person, {}, by=player.person, topics=topics)


def test_profile_is_saved(cast):
    assert save(cast).status_code == 302
    assert (saved(cast).name, saved(cast).time_zone) == ("Emil E.", "Asia/Tokyo")


def test_zone_may_be_the_organizations(cast):
    save(cast, time_zone="")
    assert saved(cast).time_zone == ""


@pytest.mark.parametrize("change", [{"name": ""}, {"time_zone": "Moon/Base"}, {"knows": "x" * 121}])
def test_what_makes_no_sense_is_refused(cast, change):
    response = save(cast, **change)
    assert response.status_code == 422
    assert saved(cast).name == "Emil Employee"


def test_more_than_thirty_topics_are_refused(cast):
    response = save(cast, wants=", ".join(f"t{number}" for number in range(31)))
    assert response.status_code == 422
    assert "At most 30 topics." in response.content.decode()


def test_topics_are_made_kept_and_dropped(cast):
    save(cast, knows="Python,  Public   speaking,python,", wants="Payroll")
    assert topics(cast) == {"knows": ["Public speaking", "Python"], "wants": ["Payroll"]}
    save(cast, knows="Python, Excel", wants="")
    assert topics(cast) == {"knows": ["Excel", "Python"]}


def test_topic_that_is_there_in_another_case_is_the_same(cast):
    with cast.inside():
        Topic.objects.create(name="Python")
    save(cast, wants="PYTHON")
    assert topics(cast)["wants"] == ["Python"]
    with cast.inside():
        assert Topic.objects.count() == 1


def test_topics_of_others_and_other_stances_stay(cast):
    with cast.inside():
        hold(cast.manager, knows=["Python"])
        hold(cast.employee, struggles=["Python"])
    save(cast, knows="Excel")
    assert topics(cast, "manager")["knows"] == ["Python"]
    assert topics(cast)["struggles"] == ["Python"]


def test_page_shows_own_topics_and_suggests_all(cast):
    with cast.inside():
        hold(cast.employee, knows=["Excel", "SQL"])
        hold(cast.manager, knows=["Python"])
    page = cast.employee.client().get(cast.employee.url("me/")).content.decode()
    assert 'value="Excel, SQL"' in page
    assert '<option value="Python"></option>' in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_queries(cast, number, django_assert_num_queries):
    with cast.inside():
        hold(cast.employee, knows=[f"t{n}" for n in range(number)])
    client = cast.employee.client()
    with django_assert_num_queries(16):
        client.get(cast.employee.url("me/"))


def test_profile_is_not_there_for_an_outsider(cast):
    assert cast.outsider.client().get(cast.employee.url("me/")).status_code == 404


def test_name_is_one_line_without_addresses(cast):
    assert save(cast, name="Emil\n\nE.").status_code == 302
    assert saved(cast).name == "Emil E."
    assert save(cast, name="Emil http://x.example").status_code == 422
    assert saved(cast).name == "Emil E."


def test_person_edited_by_hr_has_one_line_without_addresses(cast):
    client, path = cast.hr_admin.client(), cast.hr_admin.url("people/new/")
    told = {"name": "Nina\n\nNew", "title": "Chief\nof staff", "state": "active"}
    assert client.post(path, {**told, "name": "www.x.example"}).status_code == 422
    assert client.post(path, told).status_code == 302
    with cast.inside():
        assert Person.objects.get(name="Nina New").title == "Chief of staff"

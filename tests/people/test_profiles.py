"""One's own name, time zone and topics."""

import pytest

from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from peerlearn.people.queries.topics import own_topics

TOLD = {"name": "Emil E.", "time_zone": "Asia/Tokyo"}


def save(cast, **changes):
    return cast.employee.client().post(cast.employee.url("me/"), {**TOLD, **changes})


def saved(cast):
    with cast.inside():
        return Person.objects.get(id=cast.employee.person.id)


def test_profile_is_saved(cast):
    assert save(cast).status_code == 302
    assert (saved(cast).name, saved(cast).time_zone) == ("Emil E.", "Asia/Tokyo")


def test_zone_may_be_the_organizations(cast):
    save(cast, time_zone="")
    assert saved(cast).time_zone == ""


@pytest.mark.parametrize("change", [{"name": ""}, {"time_zone": "Moon/Base"}])
def test_what_makes_no_sense_is_refused(cast, change):
    response = save(cast, **change)
    assert response.status_code == 422
    assert saved(cast).name == "Emil Employee"


def test_profile_leaves_topics_alone_and_leads_to_them(cast):
    with cast.inside():
        save_person(cast.employee.person, {}, by=cast.employee.person, topics={"knows": ["SQL"]})
    save(cast)
    with cast.inside():
        assert [own.topic.name for own in own_topics(cast.employee.person)] == ["SQL"]
    page = cast.employee.client().get(cast.employee.url("me/")).content.decode()
    assert cast.employee.url("topics/") in page


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


@pytest.mark.parametrize("name", ["Hanna Admin", "hanna  ADMIN", "Hánna Admin"])
def test_name_of_a_colleague_is_refused_in_words(cast, name):
    answer = save(cast, name=name)
    assert answer.status_code == 422
    assert "HR can enter it for you" in answer.content.decode()
    assert saved(cast).name == "Emil Employee"
    with cast.inside():
        Person.objects.filter(name="Hanna Admin").update(state=Person.State.LEFT)
    assert save(cast, name=name).status_code == 302


def test_two_of_one_name_whom_hr_named_keep_it(cast):
    with cast.inside():
        Person.objects.create(name="Emil Employee")
    assert save(cast, name="Emil EMPLOYEE").status_code == 302


def test_languages_are_kept_in_one_line(cast):
    save(cast, languages="German\n English |german")
    assert saved(cast).languages == "German, English"


def test_languages_are_many_but_none_is_a_sentence(cast):
    many = [f"L{n}" for n in range(45)]
    save(cast, languages=", ".join(many))
    assert saved(cast).languages == ", ".join(many)
    answer = save(cast, languages=f"German, {'x' * 81}")
    assert answer.status_code == 422
    assert "a language has 80 characters at most" in answer.content.decode()
    assert saved(cast).languages == ", ".join(many)
    save(cast, languages="\u202eGerman, \u3164, Eng\u200blish")
    assert saved(cast).languages == "German, English"


def test_person_edited_by_hr_has_no_blank_letters_and_no_marks_that_turn_text_round(cast):
    client, path = cast.hr_admin.client(), cast.hr_admin.url("people/new/")
    told = {"title": "\u202eChief", "department": "Sa\u200bles\u3164", "state": "active"}
    told |= {"languages": "\u2067German", "employee_number": "\u202e", "location": "\u3164"}
    assert client.post(path, {**told, "name": "\u3164\u202e"}).status_code == 422
    assert client.post(path, {**told, "name": "\u202eNina New"}).status_code == 302
    with cast.inside():
        nina = Person.objects.get(name="Nina New")
        kept = (nina.title, nina.department, nina.location, nina.languages, nina.employee_number)
        assert kept == ("Chief", "Sales", "", "German", None)

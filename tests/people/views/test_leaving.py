"""Saying by hand that somebody has left."""

from peerlearn.people.models import Person
from tests.typed import send


def edit(cast, **said):
    person = cast.mentor.person
    url = cast.hr_admin.url(f"people/{person.id}/edit/")
    told = {"name": person.name, "email": person.email, "state": "active", **said}
    return send(cast.hr_admin.client(), url, told)


def state(cast):
    with cast.inside():
        return Person.objects.get(id=cast.mentor.person.id).state


def test_end_date_in_the_past_wants_the_state_too(cast):
    refused = edit(cast, ends_on="2020-01-31")
    assert refused.status_code == 422
    assert "This day has passed. Choose “left” as the state too." in refused.content.decode()
    assert edit(cast, ends_on="2020-01-31", state="left").status_code == 302
    assert state(cast) == "left"


def test_old_end_date_does_not_stand_in_the_way_of_other_changes(cast):
    with cast.inside():
        Person.objects.filter(id=cast.mentor.person.id).update(ends_on="2020-01-31")
    assert edit(cast, ends_on="2020-01-31", title="Lead").status_code == 302
    assert state(cast) == "active"


def test_end_date_to_come_changes_no_state(cast):
    assert edit(cast, ends_on="2030-01-31").status_code == 302
    assert state(cast) == "active"

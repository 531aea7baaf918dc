"""Where nobody can read a quiet report, nobody types one, and HR can mend it at once."""

from peerlearn.people.models import Invitation, Membership
from tests.programs.reporting import leave, page_of


def test_page_says_at_once_that_nobody_can_read_and_names_the_contact(cast, program, desk):
    with cast.inside():
        Membership.objects.filter(person=cast.facilitator.person).delete()
        leave(cast.mentor.person)
    html = cast.employee.client().get(page_of(program, cast.employee)).content.decode()
    assert "Nobody can read a quiet report here today" in html
    assert "Ombuds office, 030 123" in html
    assert 'name="names"' not in html
    assert "Follow it with your code" in html


def test_stand_in_is_enough_to_type(cast, program, desk):
    with cast.inside():
        leave(cast.facilitator.person)
    html = cast.employee.client().get(page_of(program, cast.employee)).content.decode()
    assert 'name="names"' in html


def test_whoever_has_no_login_is_invited_from_the_page_and_what_was_typed_stays(cast, program):
    with cast.inside():
        Membership.objects.filter(person=cast.mentor.person).delete()
    client, page = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    said = {"trusted_person": cast.mentor.person.email, "external_contact": "Ombuds office"}
    refused = client.post(page, said)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert f'name="invite" value="{cast.mentor.person.id}"' in html
    html = client.post(page, {**said, "invite": str(cast.mentor.person.id)}).content.decode()
    assert "An invitation is on its way to Mina Mentor." in html
    assert "Ombuds office" in html
    with cast.inside():
        assert Invitation.objects.get().person == cast.mentor.person
    again = client.post(page, {**said, "invite": str(cast.mentor.person.id)}).content.decode()
    assert "was invited within the last day" in again


def test_whoever_can_sign_in_or_is_nobody_is_not_invited(cast, program):
    client, page = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    html = client.post(page, {"trusted_person": cast.hr_admin.person.email}).content.decode()
    assert 'name="invite"' not in html
    assert client.post(page, {"trusted_person": "x", "invite": "nonsense"}).status_code == 200
    with cast.inside():
        assert not Invitation.objects.exists()

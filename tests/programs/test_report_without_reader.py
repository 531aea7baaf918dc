"""Where nobody can read a quiet report, nobody types one, and HR can mend it at once."""

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Invitation, Membership, Person
from programs.queries.reports import ReadersToday, desk_of, readers_today
from tests.programs.reporting import leave, name_fay_and_mina, page_of, send


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


def test_whoever_has_no_login_is_named_invited_and_awaited(cast, program):
    with cast.inside():
        Membership.objects.filter(person=cast.mentor.person).delete()
    client, page = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    seen = client.get(page).context["form"].initial["seen"]
    said = {"trusted_person": "mina", "external_contact": "Ombuds office", "seen": seen}
    html = client.post(page, said, follow=True).content.decode()
    assert "A question is on its way to Mina Mentor" in html
    assert "Until then nobody can send a quiet report." in html
    with cast.inside():
        assert desk_of(program).trusted_person == cast.mentor.person
        asked = frozenset({cast.mentor.person.id})
        assert readers_today(program) == ReadersToday(None, cast.mentor.person, asked=asked)
        assert Invitation.objects.get().person == cast.mentor.person
        mail = Notification.objects.get(kind="programs.report_desk")
        assert "Nothing comes to you before you have said yes." in mail.body
        assert "the question waits on your home page" in mail.body
        assert mail.is_private
    html = cast.employee.client().get(page_of(program, cast.employee)).content.decode()
    assert "Nobody can read a quiet report here today" in html


def test_reports_go_to_the_stand_in_until_the_trusted_person_signs_in(cast, program):
    with cast.inside():
        Membership.objects.filter(person=cast.facilitator.person).delete()
        name_fay_and_mina(cast, program)
        assert readers_today(program) == ReadersToday(cast.mentor.person, None)
        assert send(program, cast.mentor.person)[0].reader == cast.mentor.person


def test_page_proposes_the_neutral_and_fills_in_who_is_chosen(cast, program):
    client, page = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    answer = client.get(page, {"trusted_person": cast.facilitator.person.email})
    assert answer.context["proposed"][0] == cast.facilitator.person
    assert cast.hr_admin.person not in answer.context["proposed"]
    form = answer.context["form"]
    assert form.initial["trusted_person"] == cast.facilitator.person.email
    said = {"trusted_person": form.initial["trusted_person"], "seen": form.initial["seen"]}
    assert client.post(page, said).status_code == 302


def test_first_name_that_two_have_is_refused_with_both_names(cast, program):
    with cast.inside():
        Person.objects.create(name="Mina Second", email="second@acme.example")
    page = page_of(program, cast.hr_admin, "readers/")
    refused = cast.hr_admin.client().post(page, {"trusted_person": "mina"})
    assert refused.status_code == 422
    assert "Mina Mentor, Mina Second" in refused.content.decode()


def test_whoever_can_not_be_named_is_not_invited(cast, program):
    client, page = cast.hr_admin.client(), page_of(program, cast.hr_admin, "readers/")
    refused = client.post(page, {"trusted_person": cast.hr_admin.person.email})
    assert refused.status_code == 422
    with cast.inside():
        assert not Invitation.objects.exists()

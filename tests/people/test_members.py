"""The page of members and invitations, and HR admins."""

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.people.actions import invite_people, make_hr_admin, unmake_hr_admin
from peerlearn.people.models import Membership, Person
from peerlearn.people.queries.members import count_by_status, find_people_with_access
from peerlearn.people.refusals import LastHrAdminError


@pytest.fixture
def others(cast):
    """One invited, two not yet invited, one without an address."""
    with cast.inside():
        made = {
            name: Person.objects.create(name=name, email=email)
            for name, email in [
                ("Ida Invited", "ida@acme.example"),
                ("Nils New", "nils@acme.example"),
                ("Nele New", "nele@acme.example"),
                ("Dirk Deskless", None),
            ]
        }
        invite_people([made["Ida Invited"]], by=cast.hr_admin.person)
        Person.objects.create(name="Lea Left", email="lea@acme.example", state="left")
    return made


def membership(cast, player):
    with cast.inside():
        return Membership.objects.get(user=player.user)


def test_everybody_is_counted_once_by_status(cast, others):
    with cast.inside():
        assert count_by_status() == {
            "admin": 1,
            "member": 6,
            "invited": 1,
            "not_invited": 2,
            "unreachable": 1,
        }


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("admin", ["Hanna Admin"]),
        ("invited", ["Ida Invited"]),
        ("not_invited", ["Nele New", "Nils New"]),
        ("unreachable", ["Dirk Deskless"]),
    ],
)
def test_filter_shows_those_of_a_status(cast, others, status, names):
    with cast.inside():
        found = find_people_with_access(text="", status=status)
        assert [person.name for person in found] == names


def test_search_wants_each_word(cast, others):
    with cast.inside():
        found = find_people_with_access(text="new acme nils", status="")
        assert [person.name for person in found] == ["Nils New"]


def test_page_shows_who_can_be_invited(cast, others):
    client = cast.hr_admin.client()
    page = client.get(cast.hr_admin.url("people/members/")).content.decode()
    assert "Invite all 2 who aren" in page
    assert "Lea Left" not in page
    assert "Otto" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_queries(cast, others, number, django_assert_num_queries):
    client = cast.hr_admin.client()
    text = {1: "Nils", 3: "e"}[number]
    with django_assert_num_queries(12):
        client.get(cast.hr_admin.url("people/members/"), {"q": text})


def test_invite_page_counts_and_names_before_the_act(cast, others):
    client = cast.hr_admin.client()
    chosen = [others["Nils New"].id, others["Ida Invited"].id, others["Dirk Deskless"].id]
    page = client.get(cast.hr_admin.url("people/members/invitations/"), {"person": chosen})
    text = page.content.decode()
    assert "Invite one person?" in text
    assert "<strong>Ida Invited</strong> was invited within the last day" in text
    assert "<strong>Dirk Deskless</strong> has no e-mail address" in text
    with cast.inside():
        assert Notification.objects.count() == 1


def test_everyone_is_invited_by_post(cast, others):
    client = cast.hr_admin.client()
    response = client.post(cast.hr_admin.url("people/members/invitations/"), {"everyone": "1"})
    assert response.headers["Location"] == cast.hr_admin.url("people/members/")
    with cast.inside():
        assert set(Notification.objects.values_list("recipient", flat=True)) == {
            "ida@acme.example",
            "nils@acme.example",
            "nele@acme.example",
        }


@pytest.mark.parametrize("data", [{}, {"person": "nonsense"}])
def test_nonsense_invites_nobody(cast, others, data):
    cast.hr_admin.client().post(cast.hr_admin.url("people/members/invitations/"), data)
    with cast.inside():
        assert Notification.objects.count() == 1


def test_foreign_person_is_not_invited(cast, others):
    data = {"person": [cast.outsider.person.id]}
    cast.hr_admin.client().post(cast.hr_admin.url("people/members/invitations/"), data)
    with cast.inside():
        assert Notification.objects.count() == 1


def test_hr_admin_is_made_and_unmade(cast):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"people/members/{cast.employee.person.id}/hr-admin/")
    client.post(url)
    assert membership(cast, cast.employee).is_hr_admin is True
    client.post(f"{url}end/")
    assert membership(cast, cast.employee).is_hr_admin is False


def test_last_hr_admin_stays(cast):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"people/members/{cast.hr_admin.person.id}/hr-admin/end/")
    response = client.post(url, follow=True)
    assert "at least one HR admin" in response.content.decode()
    assert membership(cast, cast.hr_admin).is_hr_admin is True


def test_second_of_two_hr_admins_who_step_back_is_refused(cast):
    with cast.inside():
        own, other = membership(cast, cast.hr_admin), membership(cast, cast.employee)
        make_hr_admin(other)
        unmake_hr_admin(own)
        with pytest.raises(LastHrAdminError):
            unmake_hr_admin(other)


@pytest.mark.parametrize("player", ["employee", "outsider"])
@pytest.mark.parametrize(
    "path", ["members/", "members/invitations/", "members/{}/hr-admin/", "members/{}/hr-admin/end/"]
)
def test_pages_are_not_there_for_others(cast, player, path):
    client = getattr(cast, player).client()
    url = cast.hr_admin.url("people/" + path.format(cast.employee.person.id))
    assert client.post(url).status_code == 404
    assert membership(cast, cast.employee).is_hr_admin is False


def test_act_on_a_stranger_is_not_there(cast):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"people/members/{cast.outsider.person.id}/hr-admin/")
    assert client.post(url).status_code == 404


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "Nobody was chosen"),
        (["Ida Invited"], "None of those whom you chose can be asked now."),
        (["Nils New"], "Invite one person?"),
    ],
)
def test_page_of_invitations_says_what_came_of_the_choice(cast, others, chosen, said):
    query = {"person": [others[name].id for name in chosen]}
    page = cast.hr_admin.client().get(cast.hr_admin.url("people/members/invitations/"), query)
    assert said in page.content.decode()
    assert "Everybody who can be asked was asked." not in page.content.decode()

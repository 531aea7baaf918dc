"""What managers see of their own reports: what these share, and the team's gaps."""

import pytest

from peerlearn.people.actions.topics import tell_topics
from peerlearn.people.models import Person
from tests.home.test_dashboard import enroll, make_program


def share(player, end=""):
    return player.client().post(player.url(f"me/participation/{end}"))


def page(player):
    return player.client().get(player.url("team/")).content.decode()


def team_of(cast, number):
    """The manager's team has so many people: Emil and others."""
    return [
        cast.employee.person,
        *(
            Person.objects.create(name=f"Report {n}", manager=cast.manager.person)
            for n in range(number - 1)
        ),
    ]


def want(people, topic="Negotiation"):
    for person in people:
        tell_topics(person, "wants", [topic], sure=True)


def test_participation_is_shown_only_while_it_is_shared(cast):
    with cast.inside():
        enroll(cast, cast.employee, make_program(cast))
    assert "Emil Employee" not in page(cast.manager)
    assert share(cast.employee).status_code == 302
    shown = page(cast.manager)
    assert "Emil Employee" in shown
    assert "Onboarding" in shown
    share(cast.employee, "end/")
    assert "Emil Employee" not in page(cast.manager)


def test_new_manager_sees_nothing_until_the_person_shares_it_anew(cast):
    share(cast.employee)
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(manager=cast.director.person)
    mine = cast.employee.url("programs/mine/")
    assert "Emil Employee" not in page(cast.director)
    told = cast.employee.client().get(mine).content.decode()
    assert f"Your manager is {cast.director.person.name} now" in told
    # A page from before the change asks for the earlier one.
    client, stale = cast.employee.client(), {"manager": str(cast.manager.person.id)}
    client.post(cast.employee.url("me/participation/"), stale)
    assert "Emil Employee" not in page(cast.director)
    client.post(cast.employee.url("me/participation/"), {"manager": str(cast.director.person.id)})
    assert "Emil Employee" in page(cast.director)
    assert "Your manager is" not in client.get(mine).content.decode()


def test_only_ones_own_reports_are_shown(cast):
    share(cast.employee)
    assert "Emil Employee" not in page(cast.director)


@pytest.mark.parametrize("who", ["employee", "hr_admin", "mentor"])
def test_page_is_not_there_for_who_has_no_reports(cast, who):
    player = getattr(cast, who)
    assert player.client().get(player.url("team/")).status_code == 404
    assert player.url("team/") not in player.client().get(player.url()).content.decode()


def test_managers_find_the_page_and_outsiders_do_not(cast):
    home = cast.manager.client().get(cast.manager.url()).content.decode()
    assert cast.manager.url("team/") in home
    assert cast.outsider.client().get(cast.manager.url("team/")).status_code == 404


def test_small_team_has_no_gaps(cast):
    with cast.inside():
        want(team_of(cast, 5))
    assert "Your team is too small for this" in page(cast.manager)
    assert "Negotiation" not in page(cast.manager)


@pytest.mark.parametrize(("wanting", "is_told"), [(4, False), (5, True), (6, False)])
def test_gap_is_told_from_the_threshold_on_unless_everybody_has_it(cast, wanting, is_told):
    with cast.inside():
        want(team_of(cast, 6)[:wanting])
    assert ("Negotiation" in page(cast.manager)) is is_told


def test_profile_says_what_the_manager_would_see(cast):
    shown = cast.employee.client().get(cast.employee.url("me/")).content.decode()
    assert "your manager (Marco Manager) sees which programs you are in" in shown
    share(cast.employee)
    shown = cast.employee.client().get(cast.employee.url("me/")).content.decode()
    assert "Stop sharing" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_queries(cast, number, django_assert_num_queries):
    with cast.inside():
        team_of(cast, number)
        program = make_program(cast)
        enroll(cast, cast.employee, program)
    share(cast.employee)
    client = cast.manager.client()
    with django_assert_num_queries(15):
        client.get(cast.manager.url("team/"))

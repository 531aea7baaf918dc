"""The list of who comes, to print."""

from tests.sessions.making import bring_in
from tests.sessions.test_pages import queries_of, text


def test_list_is_for_those_who_prepare_the_session(cast, lunch):
    for player, status in (
        (cast.hr_admin, 200),
        (cast.facilitator, 200),
        (cast.mentor, 200),
        (cast.employee, 404),
        (cast.outsider, 404),
    ):
        url = cast.hr_admin.url(f"sessions/{lunch.id}/attendance-list/")
        assert player.client().get(url).status_code == status


def test_list_has_each_seat_with_a_box_and_lines_for_others(cast, room):
    client = cast.facilitator.client()
    page = text(client.get(cast.facilitator.url(f"sessions/{room.id}/attendance-list/")))
    assert cast.employee.person.name in page
    assert page.index(cast.employee.person.name) < page.index(cast.manager.person.name)
    # The employee is here, the manager isn't; six lines are for who comes without a seat.
    assert page.count('class="tick-box"') == 1 + 6


def test_list_costs_the_same_with_one_and_three(cast, room):
    client = cast.facilitator.client()
    url = cast.facilitator.url(f"sessions/{room.id}/attendance-list/")
    counts = []
    for names in (("Ada",), ("Bo", "Cy")):
        with cast.inside():
            bring_in(room, *names)
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1]

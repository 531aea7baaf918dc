"""Every address of the resolver as a stranger, an outsider with real ids, and each role.

A new route that is not in the table fails: its row says who may open it, so that leaving a door
open is a decision somebody has read.
"""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.routes.resolver import routes
from tests.routes.table import INSIDE, OUTSIDE
from tests.routes.world import World, make_world

ROLES = ("member", "facilitator", "hr_admin")


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_table_names_every_route_and_no_other():
    inside = {route.name for route in routes() if route.is_inside}
    outside = {route.name for route in routes() if not route.is_inside}
    assert inside == set(INSIDE), "add the route to tests/routes/table.py, or take it out there"
    assert outside == set(OUTSIDE), "add the route to tests/routes/table.py, or take it out there"


def _address(route_name: str, world: World, *, slug: str, unknown: bool = False) -> str:
    route = next(route for route in routes() if route.name == route_name)
    own = INSIDE[route_name].arguments(world) if INSIDE[route_name].arguments else {}
    arguments = {
        name: (str(uuid4()) if unknown and name.endswith("_id") else own[name])
        for name in route.arguments
        if name != "organization_slug"
    }
    return reverse(route_name, kwargs={"organization_slug": slug, **arguments})


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_stranger_must_sign_in(world, name):
    answer = Client().get(_address(name, world, slug=world.slug))
    if INSIDE[name].public:
        assert answer.status_code in INSIDE[name].public
    else:
        assert answer.status_code in {302, 401}
        if answer.status_code == 302:
            assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_outsider_finds_nothing(world, name):
    client = world.cast.outsider.client()
    real = _address(name, world, slug=world.slug)
    for method in (client.get, client.post):
        answer = method(real)
        if INSIDE[name].public:
            assert answer.status_code in {*INSIDE[name].public, 400, 403, 405, 422}
        else:
            assert answer.status_code in {403, 404} if "/api/" in real else {404}


@pytest.mark.parametrize("name", sorted(n for n, row in INSIDE.items() if row.has_id))
@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_ids_are_as_unknown_ones_in_the_outsiders_own_organization(world, name, method):
    """The outsider is HR admin at home: real ids of the other company there = ids of nobody."""
    client = world.cast.outsider.client()
    home = world.cast.outsider.organization.slug
    foreign = getattr(client, method)(_address(name, world, slug=home))
    unknown = getattr(client, method)(_address(name, world, slug=home, unknown=True))
    assert foreign.status_code == unknown.status_code
    assert foreign.status_code in {404, 405, *INSIDE[name].at_home}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(INSIDE))
def test_role_gets_what_the_table_says(world, name, role):
    answer = world.client(role).get(_address(name, world, slug=world.slug))
    assert answer.status_code == getattr(INSIDE[name], role), (
        f"{role}: {answer.status_code} {getattr(answer, 'url', '')}"
    )


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_page_outside_organizations_answers_a_stranger(world, name):
    row = OUTSIDE[name]
    assert Client().get(reverse(name, kwargs=row.arguments)).status_code == row.stranger

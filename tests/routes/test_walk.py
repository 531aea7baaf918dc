"""Every address of the resolver as a stranger, an outsider with real ids, and each role.

A new route that is not in the table fails: its row says who may open it, so that leaving a door
open is a decision somebody has read. Each test walks all routes and tells all that is wrong.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.routes.fingerprint import changed, fingerprint
from tests.routes.resolver import Route, routes
from tests.routes.table import INSIDE, OUTSIDE, Row
from tests.routes.words import same_words, unknown_value
from tests.routes.world import ROLES, World, make_world

INSIDE_ROUTES = [route for route in routes() if route.is_inside]
OUTSIDE_ROUTES = [route for route in routes() if not route.is_inside]
PAGE_METHODS, API_METHODS = ("post",), ("post", "put", "patch", "delete")
REFUSALS = {403, 404, 405}
Walk = Iterator[tuple[Route, Row]]
# Of a program or session that the walkers may see: that there is one is no secret to them.
SEEN = {
    *("api:conduct_base", "api:enrollments", "api:session_questions"),
    *("programs:conduct_edit", "programs:people", "programs:people_csv"),
    *("programs:suggestion_decline", "sessions:calendar_file", "sessions:others"),
}


@contextmanager
def taken_back() -> Iterator[None]:
    """As Django's TestCase does it, so that durable transactions may be inside."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once: what a walk does is rolled back."""
    with django_db_blocker.unblock(), taken_back():
        yield make_world()


@pytest.fixture(autouse=True)
def no_limits(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A walk calls more often in a minute than anybody may; its refusals are no news."""
    caplog.set_level("ERROR", logger="django.request")
    settings.API_CALLS_A_MINUTE = {"read": 10_000, "write": 10_000}


@pytest.fixture
def wrong() -> Iterator[list[str]]:
    """What a walk found; told at its end."""
    found: list[str] = []
    yield found
    assert not found, "\n".join(["", *found])


def counted(client: Client, method: str, path: str) -> tuple[Any, int]:
    """The answer, and in how many statements it was found."""
    count = 0

    def note(execute: Any, *statement: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*statement)

    with taken_back(), connection.execute_wrapper(note):
        answer = getattr(client, method)(path)
    return answer, count


def walk() -> Walk:
    """All routes of organizations that the table knows; the others fail in a test of their own."""
    return ((route, INSIDE[route.name]) for route in INSIDE_ROUTES if route.name in INSIDE)


def is_api(route: Route) -> bool:
    return route.name.startswith("api:")


def writing(route: Route) -> tuple[str, ...]:
    return API_METHODS if is_api(route) else PAGE_METHODS


def address(route: Route, row: Row, world: World, slug: str, *, unknown: bool = False) -> str:
    values = {"organization_slug": slug}
    for name in route.arguments[1:]:
        value = world.ids[row.where.get(name, name)]
        values[name] = unknown_value(name, value) if unknown else value
    return reverse(route.name, kwargs=values)


def told(route: Route, answer: Any) -> str:
    """A refusal of the API is problem+json."""
    kind = answer.headers.get("Content-Type", "")
    if is_api(route) and answer.status_code >= 400 and kind != "application/problem+json":
        return f" as {kind}"
    return ""


def test_table_names_every_route_and_no_other() -> None:
    why = "add the route to tests/routes/table/, or take it out there"
    assert {route.name for route in INSIDE_ROUTES} == set(INSIDE), why
    assert {route.name for route in OUTSIDE_ROUTES} == set(OUTSIDE), why


def test_stranger_is_asked_to_sign_in_whether_or_not_there_is_such_an_organization(
    world: World, wrong: list[str]
) -> None:
    client = Client(raise_request_exception=False)
    before = fingerprint(world)
    for route, row in walk():
        expected = row.public or (401 if is_api(route) else 302)
        for method in ("get", *writing(route)):
            if row.public and method != "get":
                continue
            here = address(route, row, world, world.slug)
            answer = getattr(client, method)(here)
            if answer.status_code != expected or told(route, answer):
                wrong.append(f"{method} {route.name}: {answer.status_code}{told(route, answer)}")
            if expected == 302 and not answer.url.startswith(f"/accounts/login/?next={here}"):
                wrong.append(f"{method} {route.name}: to {answer.url}")
        nowhere = client.get(address(route, row, world, "no-such-company"))
        if not row.public and nowhere.status_code != expected:
            wrong.append(f"{route.name}: {nowhere.status_code} where nothing is")
    wrong += changed(before, fingerprint(world))


def test_outsider_finds_nothing_and_changes_nothing(world: World, wrong: list[str]) -> None:
    client = world.outsider()
    before = fingerprint(world)
    for route, row in walk():
        for method in ("get", *writing(route)):
            if row.public and method != "get":
                continue
            answer = getattr(client, method)(address(route, row, world, world.slug))
            if answer.status_code != (row.public or 404) or told(route, answer):
                wrong.append(f"{method} {route.name}: {answer.status_code}{told(route, answer)}")
    wrong += changed(before, fingerprint(world))


def test_foreign_ids_are_as_unknown_ones_to_an_hr_admin_at_home(
    world: World, wrong: list[str]
) -> None:
    """Real ids of the other company, below the outsider's own address: ids of nobody."""
    client, home = world.outsider(), world.cast.outsider.organization.slug
    before = fingerprint(world)
    for route, row in walk():
        if not any(name.endswith("_id") or name == "token" for name in route.arguments):
            continue
        foreign = address(route, row, world, home)
        unknown = address(route, row, world, home, unknown=True)
        for method in ("get", *writing(route)):
            answers, queries = zip(
                *(counted(client, method, path) for path in (foreign, unknown)), strict=True
            )
            first, second = (answer.status_code for answer in answers)
            # A token is looked up only if we signed it.
            if queries[0] != queries[1] and "token" not in route.arguments:
                wrong.append(f"{method} {route.name}: {queries[0]} queries, not {queries[1]}")
            if first != second or first not in {404, 405, 410}:
                wrong.append(f"{method} {route.name}: {first}, of unknown ones {second}")
            elif "token" not in route.arguments and not same_words(
                answers[0], foreign, answers[1], unknown
            ):
                wrong.append(f"{method} {route.name}: not the same words")
    wrong += changed(before, fingerprint(world))


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_yours_is_looked_up_as_what_is_not_there(
    world: World, wrong: list[str], role: str
) -> None:
    """The same answer in as many statements: neither words nor work tell that it is there."""
    client = world.client(role)
    for route, row in walk():
        hides = getattr(row, role) == 404 and route.name not in SEEN
        if not hides or not any(name.endswith("_id") for name in route.arguments):
            continue
        there = address(route, row, world, world.slug)
        nowhere = address(route, row, world, world.slug, unknown=True)
        for method in ("get", *writing(route)):
            first, of_first = counted(client, method, there)
            second, of_second = counted(client, method, nowhere)
            if first.status_code != second.status_code or of_first != of_second:
                wrong.append(
                    f"{method} {route.name}: {first.status_code} in {of_first} queries,"
                    f" of unknown ones {second.status_code} in {of_second}"
                )
            elif not same_words(first, there, second, nowhere):
                wrong.append(f"{method} {route.name}: not the same words")


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_what_the_table_says(world: World, wrong: list[str], role: str) -> None:
    client = world.client(role)
    for route, row in walk():
        with taken_back():
            answer = client.get(address(route, row, world, world.slug))
        if answer.status_code != getattr(row, role) or told(route, answer):
            where = getattr(answer, "url", "")
            wrong.append(f"{route.name}: {answer.status_code} {where}{told(route, answer)}")


@pytest.mark.parametrize("role", ROLES)
def test_role_that_may_not_write_is_refused_and_changes_nothing(
    world: World, wrong: list[str], role: str
) -> None:
    client = world.client(role)
    before = fingerprint(world)
    for route, row in walk():
        if role in row.writers:
            continue
        for method in writing(route):
            answer = getattr(client, method)(address(route, row, world, world.slug))
            if answer.status_code not in REFUSALS or told(route, answer):
                wrong.append(f"{method} {route.name}: {answer.status_code}{told(route, answer)}")
    wrong += changed(before, fingerprint(world))


def test_page_that_nobody_writes_to_takes_no_post(world: World, wrong: list[str]) -> None:
    client = world.client("hr_admin")
    for route, row in walk():
        if row.writers:
            continue
        answer = client.post(address(route, row, world, world.slug))
        expected = {404, 405} if row.hr_admin == 404 else {405}
        if answer.status_code not in expected or told(route, answer):
            wrong.append(f"{route.name}: {answer.status_code}{told(route, answer)}")


@pytest.mark.parametrize("role", ROLES)
def test_role_that_may_write_is_heard(world: World, wrong: list[str], role: str) -> None:
    """With nothing in the request: what is missing may be said, in any way but a crash."""
    client = world.client(role)
    for route, row in walk():
        if role not in row.writers:
            continue
        heard = set()
        for method in writing(route):
            with taken_back():
                answer = getattr(client, method)(address(route, row, world, world.slug))
            heard.add(answer.status_code)
        if not heard - REFUSALS or max(heard) >= 500:
            wrong.append(f"{route.name}: {sorted(heard)}")


@pytest.mark.parametrize("who", ["stranger", "signed_in"])
def test_page_outside_organizations_answers(world: World, wrong: list[str], who: str) -> None:
    for route in OUTSIDE_ROUTES:
        row = OUTSIDE.get(route.name)
        if row is None:
            continue
        client = Client() if who == "stranger" else world.client("member")
        client.raise_request_exception = False
        with taken_back():
            answer = client.get(reverse(route.name, kwargs=row.arguments))
        if answer.status_code != getattr(row, who):
            where = getattr(answer, "url", "")
            wrong.append(f"{route.name}: {answer.status_code} {where}")

"""Rules that make no sense, by the interface for programs and by the page: a clear answer each."""

import json

import pytest
from django.test import Client

from matching.models import MatchRules, MatchRun
from matching.queries.rules import rules_of_program
from matching.rules.configuration import USUAL
from tests.api.caller import pointers
from tests.matching.builders import make_mentee, make_mentor, make_program, run_now
from tests.typed import typed

TEN_MEGABYTES = 10 * 1024 * 1024
SOME = {"hard": {}, "soft": {"same_site": 0.5}}


@pytest.fixture
def program(cast):
    with cast.inside():
        program = make_program()
        make_mentor(program, "Mia", location="Rome", attributes={"Team": "Blue", "Gender": "f"})
        make_mentee(program, "Ana", location="Rome", attributes={"Team": "Red", "Gender": "f"})
        return program


@pytest.fixture
def page(program):
    return f"programs/{program.id}/match-rules/"


@pytest.fixture
def put(hr_admin, page):
    """Send a text as it is."""

    def send(text):
        return Client(raise_request_exception=False).generic(
            "PUT",
            hr_admin.address(page),
            data=text,
            content_type="application/json",
            headers={"Authorization": f"Bearer {hr_admin.token}"},
        )

    return send


@pytest.fixture
def is_unchanged(cast):
    def look():
        with cast.inside():
            return not MatchRules.objects.exists()

    return look


@pytest.mark.parametrize(
    "text",
    [
        '{"hard": {}, "soft": {"same_site": NaN}}',
        '{"hard": {}, "soft": {"same_site": Infinity}}',
        '{"hard": {}, "soft": {"same_site": "NaN"}}',
        '{"hard": {}, "soft": {"same_site": "Infinity"}}',
        '{"hard": {}, "soft": {"same_site": 1e999}}',
        '{"hard": {}, "soft": {"same_site": -0.1}}',
        '{"hard": {}, "soft": {"same_site": null}}',
        '{"hard": {}, "soft": ["same_site"]}',
        '{"hard": {"too_few_shared_hours": {"hours": NaN}}, "soft": {"same_site": 1}}',
        '{"hard": {"too_few_shared_hours": {"hours": 1e400}}, "soft": {"same_site": 1}}',
        '{"hard": {"too_few_shared_hours": {"hours": 2.5}}, "soft": {"same_site": 1}}',
        '{"hard": {"too_few_shared_hours": {"minutes": 2}}, "soft": {"same_site": 1}}',
        '{"hard": {"too_few_shared_hours": 2}, "soft": {"same_site": 1}}',
        '{"hard": {"same:\\u0000": {}}, "soft": {"same_site": 1}}',
        '{"hard": {"same:\\ud800": {}}, "soft": {"same_site": 1}}',
        '{"hard": {"same:": {}}, "soft": {"same_site": 1}}',
        '{"hard": {"same:Gender": {}}, "soft": {"same_site": 1}}',
        '{"hard": {}, "soft": {"different:Date of birth": 1, "same_site": 1}}',
        "[]",
        "null",
        "{",
        "",
    ],
)
def test_rules_without_sense_are_refused_and_change_nothing(put, is_unchanged, text):
    answer = put(text)
    assert answer.status_code in {400, 422}, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert is_unchanged()


@pytest.mark.parametrize(
    "body",
    [
        {"hard": {}, "soft": {"same:" + "x" * TEN_MEGABYTES: 1}},
        {"hard": {f"same:{number:07}": {} for number in range(500_000)}, "soft": {"same_site": 1}},
        {"hard": {"same:Team": {}}, "soft": {f"same:{number:07}": 1 for number in range(500_000)}},
    ],
    ids=["one long name", "many hard rules", "many wishes"],
)
def test_ten_megabytes_of_rules_are_refused(put, is_unchanged, body):
    text = json.dumps(body)
    assert len(text) > 9_000_000
    assert put(text).status_code in {400, 413, 422}
    assert is_unchanged()


def test_more_rules_than_anybody_can_mean_are_refused(put, is_unchanged):
    hard, soft = ({f"same:T{number}": each for number in range(31)} for each in ({}, 1))
    body = {"hard": hard, "soft": {**soft, "same_site": 1}}
    assert pointers(put(json.dumps(body))) == {"/rules": "rules: at most 60"}
    assert is_unchanged()


def test_rule_said_twice_counts_once(put):
    told = put('{"hard": {}, "soft": {"same_site": 0.1, "same_site": 0.5}}')
    assert told.json()["soft"] == {"same_site": 0.5}


def test_rules_that_contradict_each_other_are_set_warned_of_and_named_by_the_run(
    cast, hr_admin, page, program
):
    rules = {
        "hard": {"same_location": {}, "other_location": {}, "tenure_too_close": {"years": 9}},
        "soft": {"same_site": 1},
    }
    effect = hr_admin.post(f"{page}effect/", rules).json()
    assert effect["can_be_matched"] == 0
    assert any("contradict each other" in text for text in effect["warnings"])
    told = hr_admin.put(page, rules)
    assert (told.status_code, told.json()["warnings"]) == (200, effect["warnings"])
    assert hr_admin.get(page).json()["warnings"] == effect["warnings"]
    with cast.inside():
        run = run_now(program, cast.hr_admin.person)
        assert (run.state, run.pair_count) == (MatchRun.State.DONE, 0)
    [left] = hr_admin.get(f"match-runs/{run.id}/left-out/").json()
    assert "same place" in left["why"].casefold() or "place of work" in left["why"].casefold()


def test_page_refuses_ten_megabytes_and_a_thousand_fields(cast, program):
    client = cast.hr_admin.client()
    client.raise_request_exception = False
    address = cast.hr_admin.url(f"matching/programs/{program.id}/preferences/")
    form = typed(client, address)
    assert client.post(address, {**form, "same_site": "9" * TEN_MEGABYTES}).status_code == 400
    many = {f"column-{number}": "same!must" for number in range(2_000)}
    assert client.post(address, {**form, **many}).status_code == 400
    with cast.inside():
        assert rules_of_program(program) == USUAL


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "²", "1e9", "-1", "٣٣٣", "5\x00", "0x10", " "]
)
def test_page_and_its_effect_refuse_numbers_that_are_none(cast, program, value):
    client = cast.hr_admin.client()
    base = f"matching/programs/{program.id}/"
    address = cast.hr_admin.url(f"{base}preferences/")
    form = typed(client, address) | {"must-too_few_shared_hours": "on", "same_site": value}
    if value.strip():
        assert client.post(address, form).status_code == 422
        effect = client.post(cast.hr_admin.url(f"{base}rules/effect/"), form)
        assert "be used yet" in effect.content.decode()
    hours = typed(client, address) | {
        "must-too_few_shared_hours": "on",
        "must-too_few_shared_hours-hours": value,
    }
    assert client.post(address, hours).status_code == 422
    with cast.inside():
        assert rules_of_program(program) == USUAL

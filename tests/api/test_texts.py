"""Texts that are none, and lines that are several; and how often a member may call."""

import pytest

from peerlearn.people.models import Topic
from tests.api.caller import caller, pointers


@pytest.mark.parametrize("text", [r'"\ud800"', r'"a\u0000b"'])
@pytest.mark.parametrize("field", ["role", "people", "state"])
def test_what_is_no_text_is_refused_as_a_body(program, hr_admin, text, field):
    for address in (f"programs/{program.id}/enrollments/", f"programs/{program.id}/state/"):
        answer = hr_admin.call("POST", address, f'{{"{field}": {text}}}')
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
    assert hr_admin.call("POST", address, f'{{{text}: "open"}}').status_code == 400


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 20_000])
def test_body_nested_without_end_is_refused(hr_admin, body):
    answer = hr_admin.call("POST", "programs/", body)
    assert answer.status_code == 400
    assert "nested too deeply" in answer.json()["detail"]


def test_topic_that_nobody_can_read_is_none(cast, hr_admin):
    answer = hr_admin.post("me/topics/", {"stance": "knows", "names": ["…"]})
    assert list(pointers(answer)) == ["/names"]
    hidden = hr_admin.post("me/topics/", {"stance": "knows", "names": ["Tax", "\u200b"]})
    assert list(pointers(hidden)) == ["/names/1"]
    unseen = hr_admin.post("me/topics/", {"stance": "knows", "names": ["\u3164"]})
    assert unseen.json() == {"added": [], "doubts": []}
    with cast.inside():
        assert not Topic.objects.exists()


def test_pair_of_surrogates_is_a_text(program, hr_admin):
    answer = hr_admin.call("PATCH", f"programs/{program.id}/", r'{"name": "\ud83d\ude00"}')
    assert answer.json()["name"] == "😀"


@pytest.mark.parametrize("name", ["A\nB", "A\tB", "A\u2028B"])
def test_name_of_several_lines_is_refused(program, lunch, cast, hr_admin, name):
    assert list(pointers(hr_admin.patch(f"programs/{program.id}/", {"name": name}))) == ["/name"]
    assert list(pointers(hr_admin.patch(f"sessions/{lunch.id}/", {"title": name}))) == ["/title"]
    topics = hr_admin.put("me/topics/", {"knows": [name]})
    assert list(pointers(topics)) == ["/knows/0"]
    goal = hr_admin.patch(f"programs/{program.id}/", {"goal": "A\nB"})
    assert goal.json()["goal"] == "A\nB"


def test_all_tokens_of_a_member_count_together(cast, settings):
    settings.API_CALLS_A_MINUTE = {"read": 2, "write": 2}
    first, second = caller(cast.manager), caller(cast.manager)
    answers = [one.get("me/").status_code for one in (first, second, first, second)]
    assert answers == [200, 200, 429, 429]
    assert caller(cast.mentor).get("me/").status_code == 200

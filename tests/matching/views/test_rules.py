"""The page of a program's rules: set, tried out, taken back."""

from types import SimpleNamespace

import pytest

from matching.queries.rules import rules_of_program
from matching.rules.configuration import USUAL, RuleSet
from tests.matching.builders import make_mentee, make_mentor, make_program
from tests.typed import send, typed

SKILLS = {"wanted_topics": 0.8, "shared_hours": 0.2, "answers": 0.1}


@pytest.fixture
def scene(cast):
    with cast.inside():
        program = make_program()
        make_mentor(program, "Mia Mentor", location="Rome", attributes={"Team": "Blue"})
        make_mentor(program, "Max Mentor", location="Oslo", attributes={"Team": "Red"})
        make_mentee(program, "Ana New", location="Rome", attributes={"Team": "Red"})
        make_mentee(program, "Bo New", location="Lima", attributes={"Team": "Green"})
    return SimpleNamespace(hr_admin=cast.hr_admin, inside=cast.inside, program=program)


def url(cast, path="preferences/"):
    return cast.hr_admin.url(f"matching/programs/{cast.program.id}/{path}")


def rules(cast):
    with cast.inside():
        return rules_of_program(cast.program)


def test_page_sets_what_must_hold_and_what_counts(scene):
    client = scene.hr_admin.client()
    changes = {
        "must-other_location": "on",
        "must-too_few_shared_hours": "on",
        "must-too_few_shared_hours-hours": "3",
        "must-earlier_pair": "",
        "same_site": "50",
    }
    said = client.post(url(scene), typed(client, url(scene), **changes), follow=True)
    assert "The next matching keeps to these rules." in said.content.decode()
    assert rules(scene).hard == {"too_few_shared_hours": {"hours": 3}, "other_location": {}}
    assert rules(scene).soft == {**USUAL.soft, "same_site": 0.5}


def test_columns_of_the_organization_are_offered_and_asked_for(scene):
    client = scene.hr_admin.client()
    form = client.get(url(scene)).context["form"]
    (team,) = form.columns
    field = next(form.own_columns()).field.html_name
    assert team.name == "Team"
    client.post(url(scene), typed(client, url(scene), **{field: "same!must"}))
    assert rules(scene).hard["same:Team"] == {}
    client.post(url(scene), typed(client, url(scene), **{field: "different"}))
    assert (rules(scene).soft["different:Team"], "same:Team" in rules(scene).hard) == (0.2, False)


@pytest.mark.parametrize(
    "changes",
    [
        {"must-too_few_shared_hours-hours": "9"},
        {"must-too_few_shared_hours-hours": ""},
        {"same_site": "101"},
        dict.fromkeys([*USUAL.soft], "0"),
        dict.fromkeys([*USUAL.soft], "0") | {"shared_struggles": "50"},
    ],
)
def test_page_refuses_what_makes_no_sense(scene, changes):
    client = scene.hr_admin.client()
    refused = client.post(url(scene), typed(client, url(scene), **changes))
    assert refused.status_code == 422
    assert rules(scene) == USUAL


def test_second_admin_overwrites_nothing_unseen(scene):
    client = scene.hr_admin.client()
    mine = typed(client, url(scene), same_site="60")
    client.post(url(scene, "rules/preset/skills/"))
    refused = client.post(url(scene), mine)
    assert refused.status_code == 422
    assert "Somebody saved this while you were writing" in refused.content.decode()
    assert rules(scene).soft == SKILLS


def test_effect_is_counted_for_what_the_form_says_and_nothing_is_kept(scene):
    client = scene.hr_admin.client()
    changes = {"must-other_location": "on"}
    said = client.post(url(scene, "rules/effect/"), typed(client, url(scene), **changes))
    sample = said.context["sample"]
    assert (sample.before.matched, sample.after.matched) == (2, 1)
    assert [(line.mentee, line.after and line.after.name) for line in sample.lines] == [
        ("Ana New", "Mia Mentor"),
        ("Bo New", None),
    ]
    assert "“Same place of work” keeps 1 person without any mentor." in said.content.decode()
    # where the figures stand below the sliders, their line travels with them
    line = '<p class="effect-line" id="effect-line" hx-swap-oob="true">'
    assert line in said.content.decode()
    assert "<strong>1</strong> can get a mentor (2 now)" in said.content.decode()
    assert line.replace(' hx-swap-oob="true"', "") in client.get(url(scene)).content.decode()
    assert rules(scene) == USUAL
    bad = client.post(url(scene, "rules/effect/"), typed(client, url(scene), same_site="x"))
    assert "be used yet" in bad.content.decode()


def test_effect_names_rules_that_contradict_each_other(scene):
    client = scene.hr_admin.client()
    changes = {"must-other_location": "on", "must-same_location": "on"}
    said = client.post(url(scene, "rules/effect/"), typed(client, url(scene), **changes))
    assert "contradict each other" in said.content.decode()


def test_preset_is_set_and_taken_back(scene):
    client = scene.hr_admin.client()
    said = client.post(url(scene, "rules/preset/skills/"), follow=True)
    assert rules(scene) == RuleSet(soft=SKILLS)
    assert url(scene, "rules/undo/1/") in said.content.decode()
    client.post(url(scene, "rules/undo/1/"))
    assert rules(scene) == USUAL
    late = client.post(url(scene, "rules/undo/1/"), follow=True)
    assert "changed again meanwhile" in late.content.decode()
    client.post(url(scene, "rules/preset/zodiac/"))
    assert rules(scene) == USUAL


def test_pages_take_as_many_queries_for_three_people_as_for_one(scene, django_assert_num_queries):
    client = scene.hr_admin.client()
    client.get(url(scene))
    for count in (1, 3):
        with scene.inside():
            for number in range(count):
                make_mentee(scene.program, f"More {count}-{number}")
        with django_assert_num_queries(25):
            assert client.get(url(scene)).status_code == 200


def test_send_helper_still_opens_the_form(scene):
    client = scene.hr_admin.client()
    told = dict.fromkeys(USUAL.soft, "0") | {"same_site": "40"}
    assert send(client, url(scene), told).status_code == 302
    assert rules(scene) == RuleSet({}, {"same_site": 0.4})

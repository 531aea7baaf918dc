"""An organization's own templates by the interface for programs."""

import pytest

from peerlearn.people.models import Person
from programs.models import OwnTemplate, Program
from tests.api.caller import pointers
from tests.programs.templating import make_full_program


@pytest.fixture
def made(cast, hr_admin):
    with cast.inside():
        program = make_full_program(cast)
    answer = hr_admin.post(f"programs/{program.id}/templates/", {"name": "Ours"})
    assert answer.status_code == 201
    return answer.json()


def test_program_is_saved_as_a_template_and_listed_first(hr_admin, employee, made):
    assert (made["version"], made["uses"], made["template"]["weeks"]) == (1, [], 10)
    first = hr_admin.get("program-templates/").json()[0]
    assert (first["key"], first["name"]) == (made["id"], "Ours")
    assert first["sessions"][0]["clock"] == "09:30"
    assert first["sessions"][0]["questions"][0]["correct"] == 0
    assert employee.get(f"own-templates/{made['id']}/").status_code == 404


def test_preview_is_dated_and_writes_nothing(hr_admin, cast, made):
    page = hr_admin.get(f"program-templates/{made['id']}/?starts_on=2027-09-06")
    assert [one["day"] for one in page.json()["sessions"]] == ["2027-09-15"]
    with cast.inside():
        assert Program.objects.count() == 1


def test_program_is_made_from_an_own_template(hr_admin, cast, made):
    body = {"starts_on": "2027-09-06"}
    answer = hr_admin.post(f"program-templates/{made['id']}/programs/", body)
    assert answer.status_code == 201
    with cast.inside():
        program = Program.objects.get(id=answer.json()["id"])
        assert str(program.template_id) == made["id"]
    uses = hr_admin.get(f"own-templates/{made['id']}/").json()["uses"]
    assert uses == [{"version": 1, "programs": 1}]


def test_template_is_changed_once_and_an_old_version_is_refused(hr_admin, made):
    page = f"own-templates/{made['id']}/"
    sessions = made["template"]["sessions"]
    sessions[0] |= {"title": "First hour", "questions": [], "every": 4}
    role = {"role": "mentor", "name": "Guide", "plural": "Guides", "hours": 2}
    change = {"version": 1, "sessions": sessions, "roles": [role], "weights": {}, "weeks": None}
    changed = hr_admin.patch(page, change)
    assert changed.status_code == 200
    template = changed.json()["template"]
    assert (changed.json()["version"], template["weeks"], template["weights"]) == (2, None, {})
    assert template["sessions"] == sessions
    assert [(one["role"], one["name"]) for one in template["roles"]] == [("mentor", "Guide")]
    refused = hr_admin.patch(page, {"version": 1, "goal": "Mine"})
    assert refused.status_code == 409
    assert "Nothing was overwritten" in refused.json()["detail"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": {"star_sign": 1}},
        {"hard": {"too_few_shared_hours": {"hours": 99}}},
        {"hard": {"star_sign": {}}},
        {"hard": {"same:Gender": {}}},
        {"weights": {"same:Ethnicity": 1.0}},
        {"hard": {"same:Nowhere": {}}},
        {"weights": {"different:Nowhere": 1.0}},
        {"hard": {"same_location": {}, "other_location": {}}},
        {"hard": {"tenure_too_close": {"years": 9}, "tenure_too_far": {"years": 2}}},
        {"roles": [{"role": "mentor", "hours": 1}] * 2},
        {"weeks": 0},
        {"sessions": [{"kind": "party", "title": "P", "week": 0, "weekday": 1, "clock": "12:00"}]},
    ],
)
def test_change_that_makes_no_sense_is_refused(hr_admin, cast, made, wrong):
    answer = hr_admin.patch(f"own-templates/{made['id']}/", {"version": 1, **wrong})
    assert answer.status_code == 422
    with cast.inside():
        assert OwnTemplate.objects.get().version == 1


def test_rule_about_a_column_that_somebody_has_is_kept(hr_admin, cast, made):
    with cast.inside():
        Person.objects.filter(id=cast.mentor.person.id).update(attributes={"Team": "A"})
    page = f"own-templates/{made['id']}/"
    kept = {"hard": {"same:Team": {}}, "weights": {"same:Team": 0.5, "same_site": 0.5}}
    assert hr_admin.patch(page, {"version": 1, **kept}).status_code == 200
    both = {"hard": {"same:Team": {}, "different:Team": {}}}
    refused = pointers(hr_admin.patch(page, {"version": 2, **both}))
    assert "contradict each other" in refused["/hard"]
    with cast.inside():
        Person.objects.update(attributes={})
    again = hr_admin.patch(page, {"version": 2, "hard": {"same:Team": {}}, "goal": "Other"})
    assert again.status_code == 200


def test_question_whose_choices_are_the_same_is_refused(hr_admin, made):
    sessions = made["template"]["sessions"]
    sessions[0]["questions"] = [{"text": "Who?", "choices": ["A", "a"], "correct": 0}]
    body = {"version": 1, "sessions": sessions}
    assert hr_admin.patch(f"own-templates/{made['id']}/", body).status_code == 422


def test_template_is_put_away_brought_back_and_deleted(hr_admin, made):
    page = f"own-templates/{made['id']}/"
    assert hr_admin.post(f"{page}archival/").json()["is_archived"]
    assert made["id"] not in [one["key"] for one in hr_admin.get("program-templates/").json()]
    body = {"starts_on": "2027-09-06"}
    assert hr_admin.post(f"program-templates/{made['id']}/programs/", body).status_code == 409
    assert not hr_admin.delete(f"{page}archival/").json()["is_archived"]
    assert hr_admin.delete(page).status_code == 409
    hr_admin.post(f"{page}archival/")
    assert hr_admin.delete(page).status_code == 204
    assert hr_admin.get(page).status_code == 404

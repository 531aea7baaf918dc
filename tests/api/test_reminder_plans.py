"""Plans of reminders by the API."""

from tests.api.caller import caller

STEP = {"moment": "before", "minutes": 10, "subject": "Soon: {session}", "body": "Hello {name}"}


def test_plan_is_put_previewed_and_taken_back(cast, program):
    admin, path = caller(cast.hr_admin), f"programs/{program.id}/reminder-plans/"
    kinds = {row["kind"]: row["holds"] for row in admin.get(path).json()["results"]}
    assert kinds["all"] == kinds["workshop"] == "usual"
    (shown,) = admin.post(f"{path}all/preview/", {"steps": [STEP]}).json()
    assert shown["body"] == f"Hello {cast.hr_admin.person.name}"
    put = admin.put(f"{path}all/", {"seen": 0, "steps": [STEP]}).json()
    assert (put["version"], put["steps"]) == (1, [STEP])
    assert admin.get(f"{path}workshop/").json()["holds"] == "all"
    assert admin.put(f"{path}all/", {"seen": 0, "steps": []}).status_code == 409
    bad = admin.put(f"{path}all/", {"seen": 1, "steps": [STEP | {"body": "{x}"}]})
    assert bad.status_code == 422
    assert bad.json()["errors"][0]["pointer"] == "/steps/0/body"
    assert admin.delete(f"{path}all/").json()["holds"] == "usual"
    assert admin.get(f"{path}party/").status_code == 404
    assert caller(cast.facilitator).get(path).status_code == 404

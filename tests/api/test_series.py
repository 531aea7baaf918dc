"""Series of sessions through the API."""

from datetime import timedelta

from django.utils import timezone

from sessions.models import LearningSession
from tests.api.test_sessions import plan


def body(program, **changes):
    start = (timezone.now() + timedelta(days=60)).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    times = {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
        "rule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=5",
    }
    return plan(program) | times | changes


def test_series_is_looked_at_planned_changed_undone_and_called_off(cast, hr_admin, program):
    looked = hr_admin.post("series/dates/", body(program))
    assert looked.status_code == 200
    days = [one["day"] for one in looked.json()["results"]]
    assert len(days) == 5
    with cast.inside():
        assert not LearningSession.objects.exists()
    made = hr_admin.post("series/", body(program, left_out=[days[1]]))
    assert made.status_code == 201
    series = made.json()
    assert len(series["sessions"]) == 4
    assert days[1] in series["left_out"]
    second = series["sessions"][1]["id"]
    assert hr_admin.get(f"sessions/{second}/").json()["series"] == series["id"]
    change = {"room": "Zuse", "scope": "all", "seen": series["seen"]}
    done = hr_admin.post(f"sessions/{second}/series-change/", change)
    assert (done.status_code, len(done.json()["sessions"])) == (200, 4)
    stale = hr_admin.post(f"sessions/{second}/series-change/", change | {"room": "Abel"})
    assert stale.status_code == 409
    assert stale.json()["type"].endswith("series-seen")
    undo = f"series-changes/{done.json()['change']}/undo/"
    assert len(hr_admin.post(undo).json()["sessions"]) == 4
    assert hr_admin.post(undo).status_code == 409
    off = hr_admin.post(
        f"sessions/{second}/series-cancellation/", {"reason": "Fair", "scope": "following"}
    )
    assert len(off.json()["sessions"]) == 3
    states = [one["state"] for one in hr_admin.get(f"series/{series['id']}/").json()["sessions"]]
    assert states == ["published", "cancelled", "cancelled", "cancelled"]


def test_rule_that_is_none_is_refused_at_its_field(hr_admin, program):
    for rule in ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20991231"):
        refused = hr_admin.post("series/", body(program, rule=rule))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/rule"


def test_series_are_hr_s_alone(employee, hr_admin, outsider, program):
    made = hr_admin.post("series/", body(program)).json()
    one = made["sessions"][0]["id"]
    assert employee.get(f"series/{made['id']}/").status_code == 404
    assert employee.post("series/", body(program)).status_code == 404
    change = {"room": "Zuse", "scope": "all"}
    assert employee.post(f"sessions/{one}/series-change/", change).status_code == 404

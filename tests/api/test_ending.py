"""The end of a program by token, with a word on its sessions."""

from tests.api.caller import refusal


def test_program_is_finished_with_a_word_on_its_sessions(hr_admin, program, lunch, employee):
    path = f"programs/{program.id}/state/"
    silent = hr_admin.post(path, {"state": "finished"})
    assert refusal(silent)[0] == "sessions-ahead"
    stale = hr_admin.post(path, {"state": "finished", "sessions": "cancel", "expected": 4})
    assert refusal(stale)[0] == "sessions-ahead"
    kept = hr_admin.post(path, {"state": "finished", "sessions": "keep", "expected": 1})
    assert kept.json()["state"] == "finished"
    assert employee.post("bookings/", {"session": str(lunch.id)}).status_code == 201
    assert hr_admin.post(path, {"state": "reopened"}).json()["state"] == "open"
    shelf = hr_admin.post(path, {"state": "archived", "sessions": "keep"})
    assert refusal(shelf)[0] == "kept-in-archive"
    gone = hr_admin.post(path, {"state": "archived", "sessions": "cancel", "reason": "Over."})
    assert gone.json()["state"] == "archived"
    shown = employee.get(f"sessions/{lunch.id}/").json()
    assert (shown["state"], shown["booked"]) == ("cancelled", 1)
    assert refusal(hr_admin.post(path, {"state": "reopened"}))[0] == "wrong-state"


def test_booking_in_the_archive_is_refused_with_the_reason(cast, program, lunch, employee):
    with cast.inside():
        type(program).objects.update(state="archived")
    for path in ("bookings/", "waitlist/"):
        kind, said = refusal(employee.post(path, {"session": str(lunch.id)}))
        assert kind == "program-put-away"
        assert "in the archive" in said

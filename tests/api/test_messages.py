"""The caller's messages and choices, and what became of a program's messages."""

from django.utils import timezone

from peerlearn.notifications.models import Notification, SwitchedOff
from peerlearn.people.models import Scope
from sessions.actions.request_mails import request_path
from sessions.actions.requests import ask_for_seat
from tests.api.caller import caller
from tests.sessions.making import make_session


def write(cast, player, key, **fields):
    with cast.inside():
        return Notification.objects.create(
            dedupe_key=key,
            person=player.person,
            recipient=player.person.email,
            due_at=timezone.now(),
            **{
                "kind": "sessions.reminder",
                "group": "reminders",
                "subject": key,
                "body": "See it:\nhttp://localhost:8000/secret",
                "state": "sent",
            }
            | fields,
        )


def test_own_messages_are_listed_filtered_and_marked(cast, employee, program):
    one = write(cast, cast.employee, "a", program=program.id)
    write(cast, cast.employee, "b")
    write(cast, cast.manager, "c", program=program.id)
    listed = employee.get("me/messages/").json()["results"]
    assert [row["subject"] for row in listed] == ["b", "a"]
    (found,) = employee.get(f"me/messages/?program={program.id}").json()["results"]
    assert (found["id"], found["is_read"]) == (str(one.id), False)
    text = employee.get(f"me/messages/{one.id}/").json()["text"]
    assert "secret" not in text
    assert employee.post(f"me/messages/{one.id}/reading/").json()["is_read"] is True
    unread = employee.get("me/messages/?unread=true").json()["results"]
    assert [row["subject"] for row in unread] == ["b"]
    assert employee.delete(f"me/messages/{one.id}/reading/").json()["is_read"] is False
    assert employee.post("me/messages/all-read/").json() == {"marked": 2}
    assert caller(cast.manager).get(f"me/messages/{one.id}/").status_code == 404


def test_choices_are_put_and_read(cast, employee):
    assert employee.get("me/message-choices/").json() == {
        "quiet_from": None,
        "quiet_until": None,
        "mails_a_day": 10,
        "off": [],
    }
    wanted = {
        "quiet_from": "22:00",
        "quiet_until": "07:00",
        "mails_a_day": 3,
        "off": [{"group": "pairs", "channel": "mail"}],
    }
    assert employee.put("me/message-choices/", wanted).json() == wanted
    assert employee.put("me/message-choices/", wanted | {"quiet_until": None}).status_code == 422
    zoned = employee.put("me/message-choices/", wanted | {"quiet_from": "22:00:00Z"})
    assert zoned.status_code == 422
    needed = wanted | {"off": [{"group": "login", "channel": "mail"}]}
    assert employee.put("me/message-choices/", needed).status_code == 422
    assert employee.get("me/message-choices/").json() == wanted
    with cast.inside():
        assert SwitchedOff.objects.get().person == cast.employee.person


def test_program_messages_say_what_became_of_them_and_nothing_private(cast, program):
    admin = caller(cast.hr_admin)
    write(cast, cast.employee, "a", program=program.id, state="failed", last_error="550 No")
    write(cast, cast.employee, "b", program=program.id, is_private=True)
    write(cast, cast.employee, "c")
    rows = admin.get(f"programs/{program.id}/messages/").json()["results"]
    assert [(row["subject"], row["state"], row["last_error"]) for row in rows] == [
        ("", "sent", ""),
        ("a", "failed", "550 No"),
    ]
    assert "secret" not in str(rows)
    only = admin.get(f"programs/{program.id}/messages/?state=failed").json()["results"]
    assert len(only) == 1
    assert admin.post(f"programs/{program.id}/messages/retry/").json() == {"again": 1}
    assert admin.post(f"programs/{program.id}/messages/retry/").json() == {"again": 0}
    for other in (cast.employee, cast.facilitator):
        assert caller(other).get(f"programs/{program.id}/messages/").status_code == 404


def test_token_that_may_only_read_gets_no_address_that_acts(cast, program):
    """The link of a message may be signed: whoever has it approves a request, without a login."""
    with cast.inside():
        held = make_session(program, cast.hr_admin, needs_approval=True)
        entry = ask_for_seat(held, person=cast.employee.person, by=cast.employee.person)
        page = f"/o/acme/sessions/{held.id}/"
        signed = Notification.objects.get(kind="sessions.seat_asked").link
        assert request_path(entry, cast.hr_admin.person) in signed
    write(cast, cast.hr_admin, "a", link=page)
    reader = caller(cast.hr_admin, scopes=(Scope.READ,))
    rows = {row["kind"]: row["link"] for row in reader.get("me/messages/").json()["results"]}
    assert rows == {"sessions.seat_asked": "", "sessions.reminder": page}
    (asked,) = (r for r in reader.get("me/messages/").json()["results"] if not r["link"])
    assert signed not in reader.get(f"me/messages/{asked['id']}/").content.decode()

"""Who overtakes others in a line, and why, is in the audit log; nothing else of a line is."""

from peerlearn.audit.models import AuditEvent
from sessions.models import WaitlistEntry


def test_seat_out_of_turn_is_logged_with_its_reason(cast, full):
    small, _booking, others = full
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=others[2])
        assert not AuditEvent.objects.filter(table="waitlist_step").exists()
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{small.id}/line/")
    client.post(f"{url}{entry.id}/", {"reason": "Plans the next one"})
    with cast.inside():
        (event,) = AuditEvent.objects.filter(table="waitlist_step")
        assert event.actor == f"person:{cast.hr_admin.person.id}"
        assert event.changes["note"] == [None, "Plans the next one"]
    page = client.get(cast.hr_admin.url("audit/?table=waitlist_step")).content.decode()
    assert "Gave somebody the next seat out of turn: Plans the next one" in page

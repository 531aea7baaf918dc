"""What the audit log keeps of pairs, which a run writes by the thousand."""

import pytest
from django.utils import timezone

from matching.models import Match
from peerlearn.audit.models import AuditEvent
from peerlearn.tenancy.context import act_as, organization_of_request
from tests.matching.builders import make_mentee, make_mentor, make_program

OMITTED = {"id", "organization_id"}


@pytest.fixture
def pairs(cast):
    with organization_of_request(cast.organization.id):
        act_as(cast.hr_admin.person.id)
        program, mia = make_program(), make_mentor(make_program("Other"), "Mia")
        mentees = [make_mentee(program, name) for name in ("Ana", "Bo", "Cy")]
        reasons = [{"rule": "same_site", "weight": 1, "value": 1, "detail": {}}]
        return Match.objects.bulk_create(
            Match(program=program, mentor=mia, mentee=one, score=0.5, reasons=reasons)
            for one in mentees
        )


def events_of(match):
    return list(AuditEvent.objects.filter(table="match", row_id=match.id).order_by("at"))


def test_pairs_written_together_are_logged_one_by_one(cast, pairs):
    with cast.inside():
        for match in pairs:
            (event,) = events_of(match)
            assert (event.operation, event.actor) == ("I", f"person:{cast.hr_admin.person.id}")
            columns = {field.column for field in Match._meta.local_fields}
            assert event.changes.keys() == columns - OMITTED
            assert event.changes["reasons"] == "changed"
            assert event.changes["mentee_id"] == [None, str(match.mentee_id)]
            assert event.changes["score"] == [None, 0.5]
            assert event.changes["published_at"] == [None, None]
            assert event.at <= timezone.now()


def test_publishing_and_deleting_a_pair_is_logged_and_its_state_is_not(cast, pairs):
    match = pairs[0]
    with cast.inside():
        Match.objects.filter(id=match.id).update(state=Match.State.ENDED_EARLY)
        assert [event.operation for event in events_of(match)] == ["I"]
        Match.objects.filter(id=match.id).update(published_at=timezone.now())
        Match.objects.filter(id=match.id).delete()
        assert [event.operation for event in events_of(match)] == ["I", "U", "D"]
        assert [event.operation for event in events_of(pairs[1])] == ["I"]


def test_statement_that_writes_nothing_logs_nothing(cast, pairs):
    with cast.inside():
        before = AuditEvent.objects.count()
        Match.objects.bulk_create([pairs[0]], ignore_conflicts=True)
        assert AuditEvent.objects.count() == before

"""The mentee of a pair that is over gets an offer the same day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from matching.actions.ending import end_match, pass_on
from matching.actions.nudging import do_daily_work
from matching.actions.pausing import pause_match
from matching.models import Match, MatchRequest, PairEnding
from matching.tasks import seek_next_mentor
from peerlearn.audit.models import AuditEvent
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from programs.actions.joining import pause_enrollment
from programs.models import Enrollment
from tests.matching.builders import make_mentor

TODAY = date(2026, 3, 4)


@pytest.fixture
def free(pair):
    """Somebody else could take Ana."""
    with pair.cast.inside():
        pair.nora = make_mentor(pair.program, "Nora Next", department="Legal", knows="Python")
    return pair


def asked(scene):
    found = MatchRequest.objects.filter(mentee=scene.ana)
    return list(found.values_list("mentor__name", "origin", "state"))


def test_mentee_of_a_mentor_who_leaves_gets_an_offer_in_the_same_transaction(free):
    with free.cast.inside():
        save_person(free.mia, {"state": Person.State.LEFT}, by=free.cast.hr_admin.person, topics={})
        assert [origin for _name, origin, _state in asked(free)] == ["rescue"]


def test_mentee_of_a_silent_pair_gets_an_offer_by_the_same_look(free):
    with free.cast.inside():
        do_daily_work(now=datetime(2026, 3, 10, 12, tzinfo=UTC))
        do_daily_work(now=datetime(2026, 3, 13, 18, tzinfo=UTC))
        [(name, origin, state)] = asked(free)
        assert (origin, state) == ("rescue", "asked")
        assert name != "Mia Mentor"


@pytest.mark.parametrize("days", [28, 29])
def test_long_break_of_a_mentor_ends_the_pair_and_a_short_one_does_not(free, days):
    with free.cast.inside():
        back = TODAY + timedelta(days=days)
        pause_match(free.match, returns_on=back, by=free.mia, today=TODAY)
        free.match.refresh_from_db()
        is_long = days > 28
        assert free.match.state == ("ended_early" if is_long else "paused")
        assert PairEnding.objects.filter(match=free.match, how="away").exists() is is_long


def test_long_break_of_the_mentee_is_only_a_break(free):
    with free.cast.inside():
        back = TODAY + timedelta(days=60)
        pause_match(free.match, returns_on=back, by=free.ana, today=TODAY)
        free.match.refresh_from_db()
        assert free.match.state == Match.State.PAUSED


def test_long_break_of_a_mentor_from_the_program_ends_the_pair(free):
    with free.cast.inside():
        enrollment = Enrollment.objects.get(program=free.program, person=free.mia)
        back = TODAY + timedelta(days=60)
        pause_enrollment(enrollment, returns_on=back, by=free.mia, today=TODAY)
        free.match.refresh_from_db()
        assert free.match.state == Match.State.ENDED_EARLY


def test_who_gives_the_pair_to_someone_else_causes_no_offer_in_their_name(free):
    with free.cast.inside():
        logged = AuditEvent.objects.count()
        pass_on(free.match, by=free.ana)
        assert asked(free) == []
        assert AuditEvent.objects.count() == logged
    seek_next_mentor(organization_id=str(free.cast.organization.id), match_id=str(free.match.id))
    with free.cast.inside():
        assert [origin for _name, origin, _state in asked(free)] == ["rescue"]


def test_mentee_of_whom_the_worker_lost_sight_is_found_by_the_next_look_once(free):
    with free.cast.inside():
        pass_on(free.match, by=free.mia)
        now = PairEnding.objects.get().ended_at
        do_daily_work(now=now)
        do_daily_work(now=now)
        assert len(asked(free)) == 1


def test_plain_end_seeks_nobody(free):
    with free.cast.inside():
        end_match(free.match, by=free.ana)
        do_daily_work(now=PairEnding.objects.get().ended_at)
        assert asked(free) == []

"""The end of a pair by one of the two: no blame, nothing that tells who it was."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from matching.actions.ending import end_match, pass_on
from matching.actions.publishing import publish_run
from matching.models import Match, PairEnding, PairVerdict
from matching.queries.group import read_group
from peerlearn.audit.models import AuditEvent
from peerlearn.notifications.models import Notification
from peerlearn.tenancy.context import organization
from tests.matching.builders import run_now


def told():
    found = Notification.objects.filter(kind="matching.ended")
    return {mail.person.name: mail for mail in found.select_related("person")}


def test_both_are_told_the_same_and_the_mentee_waits_again(pair):
    with pair.cast.inside():
        pass_on(pair.match, by=pair.ana, reason="contact", again=False)
        pair.match.refresh_from_db()
        assert pair.match.state == Match.State.ENDED_EARLY
        assert PairEnding.objects.get(match=pair.match).how == "passed_on"
        assert sorted(told()) == ["Ana New", "Mia Mentor"]
        for mail in told().values():
            assert "nobody is to blame" in mail.body
            assert mail.is_private
        assert run_now(pair.program, pair.cast.hr_admin.person).mentee_count == 1


def test_ended_early_without_another_says_so(pair):
    with pair.cast.inside():
        end_match(pair.match, by=pair.mia)
        assert "in the next matching" in told()["Ana New"].body


def test_log_tells_neither_who_ended_it_nor_why(pair):
    with pair.cast.inside():
        before = AuditEvent.objects.count()
        pass_on(pair.match, by=pair.ana, reason="contact", again=False)
        assert AuditEvent.objects.count() == before


def test_ending_twice_tells_once_and_keeps_what_each_said(pair):
    with pair.cast.inside():
        end_match(pair.match, by=pair.ana, reason="time", again=True)
        end_match(pair.match, by=pair.mia, reason="topics", again=False)
        pass_on(pair.match, by=pair.ana, again=False)
        assert len(told()) == 2
        assert PairEnding.objects.get().how == "ended"
        said = PairVerdict.objects.values_list("person__name", "again")
        assert sorted(said) == [("Ana New", False), ("Mia Mentor", False)]


@pytest.mark.parametrize(
    ("ana", "mia", "is_apart"), [(True, True, False), (True, None, True), (True, False, True)]
)
def test_pair_is_proposed_again_only_when_both_said_yes(pair, ana, mia, is_apart):
    with pair.cast.inside():
        end_match(pair.match, by=pair.ana, again=ana)
        end_match(pair.match, by=pair.mia, again=mia)
        group = read_group(pair.program, now=pair.match.created_at)
        assert ((pair.mia.id, pair.ana.id) in group.earlier) is is_apart


@pytest.mark.django_db(transaction=True)
def test_both_ending_at_once_end_it_once(committed_scene):
    scene = committed_scene
    with scene.cast.inside():
        run = run_now(scene.program, scene.cast.hr_admin.person)
        publish_run(run, by=scene.cast.hr_admin.person)
        match = Match.objects.get(mentee=scene.ana)
    start = Barrier(2)

    def end(person):
        try:
            with organization(scene.cast.organization.id):
                own = Match.objects.get(id=match.id)
                start.wait(10)
                pass_on(own, by=person)
        finally:
            connection.close()

    threads = [Thread(target=end, args=[person]) for person in (scene.ana, scene.mia)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with scene.cast.inside():
        assert PairEnding.objects.count() == 1
        assert len(told()) == 2

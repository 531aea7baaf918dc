"""Publishing some of the pairs, and taking a publication back before its mails leave."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from matching.actions import proposals as act
from matching.actions.candidates import forget_candidates
from matching.actions.choices import choose_mentor
from matching.actions.ending import end_matches_of_leavers
from matching.actions.meetings import plan_meeting
from matching.actions.publishing import publish_run
from matching.actions.taking_back import take_back_publication
from matching.errors import (
    MailsLeftError,
    MeetingTimeError,
    NothingToPublishError,
    PublishedError,
    RunGoingError,
)
from matching.models import FirstMeeting, Match, MatchCandidates, MatchMentor, MatchRun, PairGoal
from matching.queries.proposals import left_out_of
from matching.queries.publishing import leaves_at, publication_preview, told_later
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from tests.matching.builders import make_mentee, pairs, run_now

WAIT = timedelta(minutes=10)
State = MatchRun.State


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.person


@pytest.fixture
def inside(reviewed):
    with reviewed.cast.inside():
        yield


def mails():
    return Notification.objects.filter(kind__startswith="matching.matched")


def of(mentee):
    return Match.objects.get(mentee=mentee, state="proposed")


def test_pairs_held_back_are_told_later(reviewed, admin, inside):
    run, held = reviewed.run, of(reviewed.ana)
    preview = publication_preview(run, held_back={held.id})
    assert (len(preview.pairs), preview.held, preview.mails) == (2, [held], 4)
    done = publish_run(run, by=admin, expected=3, held_back={held.id})
    run.refresh_from_db()
    assert (done.published, run.state, pairs(run)) == (2, State.DONE, {("Ana New", "Mia Mentor")})
    assert not mails().filter(person=reviewed.ana).exists()
    assert [one["person"] for one in left_out_of(run)] == []
    assert publish_run(run, by=admin, expected=1).published == 1
    run.refresh_from_db()
    assert (run.state, mails().count(), run.unmatched) == (State.PUBLISHED, 6, [])


def test_nothing_is_published_when_all_are_held_back(reviewed, admin, inside):
    everybody = set(Match.objects.values_list("id", flat=True))
    with pytest.raises(NothingToPublishError):
        publish_run(reviewed.run, by=admin, held_back=everybody)
    assert not mails().exists()


def test_publishing_some_twice_at_once_tells_once(reviewed, admin, inside):
    held = {of(reviewed.ana).id}
    assert publish_run(reviewed.run, by=admin, expected=3, held_back=held).published == 2
    again = publish_run(reviewed.run, by=admin, expected=3, held_back=held)
    assert (again.published, again.dropped, mails().count()) == (0, {}, 4)


def test_published_pair_is_no_proposal_any_more(reviewed, admin, inside):
    bo = of(reviewed.bo)
    publish_run(reviewed.run, by=admin, held_back={of(reviewed.ana).id})
    for change in (act.exclude_pair, act.set_aside, act.keep_pair):
        with pytest.raises(PublishedError, match="Bo New"):
            change(bo, by=admin)
    with pytest.raises(PublishedError):
        choose_mentor(reviewed.run, mentee=reviewed.bo, mentor_id=reviewed.mia.id, by=admin)
    bo.refresh_from_db()
    assert bo.state == "active"


def test_next_run_leaves_published_pairs_alone(reviewed, admin, inside):
    publish_run(reviewed.run, by=admin, held_back={of(reviewed.ana).id})
    again = run_now(reviewed.program, admin)
    assert pairs(again) == {("Ana New", "Mia Mentor")}
    assert len(pairs(reviewed.run, "active")) == 2


def test_publication_is_taken_back_before_its_mails_leave(reviewed, admin, inside):
    run = reviewed.run
    done = publish_run(run, by=admin, wait=WAIT)
    assert set(mails().values_list("due_at", flat=True)) == {done.leaves_at}
    run.refresh_from_db()
    assert (leaves_at(run), run.state) == ((done.leaves_at, done.leaves_at), State.PUBLISHED)
    assert take_back_publication(run, by=admin) == 3
    run.refresh_from_db()
    assert (run.state, run.published_by, len(pairs(run))) == (State.DONE, None, 3)
    assert not mails().exists()
    assert not PairGoal.objects.exists()
    assert MatchCandidates.objects.count() == 3
    assert publish_run(run, by=admin).published == 3
    assert mails().count() == 6


def test_only_the_latest_publication_is_taken_back(reviewed, admin, inside):
    publish_run(reviewed.run, by=admin, held_back={of(reviewed.ana).id})
    publish_run(reviewed.run, by=admin, wait=WAIT)
    assert take_back_publication(reviewed.run, by=admin) == 1
    assert (pairs(reviewed.run), mails().count()) == ({("Ana New", "Mia Mentor")}, 4)


@pytest.mark.parametrize("state", ["sending", "sent", "unknown"])
def test_nothing_is_taken_back_once_a_mail_has_left(reviewed, admin, inside, state):
    publish_run(reviewed.run, by=admin, wait=WAIT)
    Notification.objects.filter(id=mails().first().id).update(state=state)
    assert leaves_at(MatchRun.objects.get()) is None
    with pytest.raises(MailsLeftError):
        take_back_publication(reviewed.run, by=admin)
    assert len(pairs(reviewed.run, "active")) == 3


def test_nothing_is_taken_back_once_a_pair_has_begun(reviewed, admin, inside):
    publish_run(reviewed.run, by=admin, wait=WAIT)
    FirstMeeting.objects.create(match=Match.objects.get(mentee=reviewed.ana))
    with pytest.raises(MailsLeftError):
        take_back_publication(reviewed.run, by=admin)


def test_what_was_sent_at_once_or_taken_back_before_stays(reviewed, admin, inside):
    with pytest.raises(MailsLeftError):
        take_back_publication(reviewed.run, by=admin)
    publish_run(reviewed.run, by=admin)
    with pytest.raises(MailsLeftError):
        take_back_publication(reviewed.run, by=admin)


def test_nothing_is_taken_back_beside_a_later_run(reviewed, admin, inside):
    publish_run(reviewed.run, by=admin, wait=WAIT)
    make_mentee(reviewed.program, "Dan New", wants="Pay")
    run_now(reviewed.program, admin)
    with pytest.raises(RunGoingError):
        take_back_publication(reviewed.run, by=admin)


def test_whom_mentees_could_have_had_is_forgotten_once_nothing_can_be_taken_back(
    reviewed, admin, inside
):
    publish_run(reviewed.run, by=admin, wait=WAIT)
    forget_candidates(now=timezone.now() + WAIT)
    assert (MatchCandidates.objects.count(), MatchMentor.objects.exists()) == (3, True)
    forget_candidates(now=timezone.now() + timedelta(hours=3))
    assert not MatchCandidates.objects.exists()
    assert not MatchMentor.objects.exists()


def test_nothing_is_planned_before_both_have_been_told(reviewed, admin, inside):
    publish_run(reviewed.run, by=admin, wait=WAIT)
    match, now = Match.objects.get(mentee=reviewed.ana), timezone.now()
    plan = partial(plan_meeting, match, at=now + timedelta(days=2), by=reviewed.mia, now=now)
    with pytest.raises(MeetingTimeError, match="once both of you have been told by mail"):
        plan()
    assert not Notification.objects.filter(kind="matching.meeting_planned").exists()
    mails().update(state="sent")
    plan()
    assert Notification.objects.filter(kind="matching.meeting_planned").count() == 2


def test_end_before_the_mails_is_told_to_nobody_and_the_rest_can_be_taken_back(
    reviewed, admin, inside
):
    run, gone = reviewed.run, of(reviewed.ana)
    publish_run(run, by=admin, wait=WAIT)
    Person.objects.filter(pk=gone.mentor_id).update(state=Person.State.LEFT)
    assert end_matches_of_leavers([gone.mentor_id]) == 1
    assert not Notification.objects.filter(kind="matching.ended").exists()
    run.refresh_from_db()
    standing = Match.objects.filter(run=run, state="active").count()
    assert (standing, leaves_at(run) is not None) == (2, True)
    assert take_back_publication(run, by=admin) == 2
    gone.refresh_from_db()
    assert gone.state == "ended_early"


def test_who_starts_later_is_named_and_their_mail_is_the_last(reviewed, admin, inside):
    day = timezone.localdate() + timedelta(days=20)
    Person.objects.filter(pk=reviewed.ana.pk).update(starts_on=day)
    run = reviewed.run
    assert told_later(publication_preview(run), run.program) == [reviewed.ana]
    done = publish_run(run, by=admin, wait=WAIT)
    leaving = leaves_at(run)
    assert leaving.first == done.leaves_at
    assert leaving.last.date() >= day
    hers = Match.objects.get(mentee=reviewed.ana, state="active")
    told = mails().get(person=hers.mentor, cause=str(hers.id))
    assert "Ana New starts on" in told.body

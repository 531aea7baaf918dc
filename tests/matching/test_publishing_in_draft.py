"""Pairs that are published in a draft: nobody sees or hears of one before the launch."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.actions.publishing import publish_run, tell_with_launch
from matching.actions.taking_back import take_back_publication
from matching.models import Match, MatchCandidates, MatchRun, PairGoal
from matching.queries import active_matches_of, matches_visible_to
from matching.queries.publishing import awaits_launch, untold_pairs
from peerlearn.home.dry_run import dry_run
from peerlearn.home.launching import AFTER, launch_program
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import working_hour
from peerlearn.people.actions.invitations import invite_without_mail
from peerlearn.people.models import Membership, Person
from programs.actions.conduct import publish_conduct
from programs.models import Program
from tests.matching.builders import make_mentor, pairs


@pytest.fixture
def drafted(reviewed):
    """The scene of matching, whose program is a draft still."""
    with reviewed.cast.inside():
        Program.objects.update(
            state=Program.State.DRAFT, starts_on=timezone.localdate(), ends_on=None
        )
        reviewed.run.refresh_from_db()
        yield reviewed


def mails():
    return Notification.objects.filter(kind__startswith="matching.matched")


def publish(drafted, **how):
    done = publish_run(drafted.run, by=drafted.cast.hr_admin.person, **how)
    drafted.run.refresh_from_db()
    return done


@pytest.mark.parametrize("wait", [timedelta(), timedelta(minutes=10)])
def test_pairs_of_a_draft_are_published_and_nobody_is_told(drafted, wait):
    done = publish(drafted, wait=wait)
    assert (done.published, done.with_launch, done.leaves_at) == (3, True, None)
    assert awaits_launch(drafted.run)
    assert not mails().exists()
    for person in (drafted.ana, drafted.mia):
        assert list(active_matches_of(person)) == []
        assert list(matches_visible_to(person)) == []
    membership = Membership.objects.get(person=drafted.cast.hr_admin.person)
    assert matches_visible_to(membership.person, membership).count() == 3


def test_pairs_of_a_draft_can_be_taken_back_until_the_launch(drafted):
    publish(drafted)
    Match.objects.update(published_at=timezone.now() - timedelta(days=9))
    assert take_back_publication(drafted.run, by=drafted.cast.hr_admin.person) == 3
    assert (pairs(drafted.run), MatchCandidates.objects.count()) != (set(), 0)
    assert publish(drafted).published == 3


def test_pairs_are_told_with_the_launch_once(drafted):
    publish(drafted)
    begun = timezone.now()
    due = begun + timedelta(hours=1)
    program = drafted.program
    assert tell_with_launch(program, now=begun, due_of=lambda _person: due) == 3
    assert (mails().count(), set(mails().values_list("due_at", flat=True))) == (6, {due})
    assert set(Match.objects.values_list("published_at", flat=True)) == {begun}
    assert PairGoal.objects.exists()
    assert untold_pairs(program) == []
    assert tell_with_launch(program, now=due, due_of=lambda _person: due) == 0
    assert mails().count() == 6


def test_mail_leads_those_without_a_login_to_one(drafted):
    publish(drafted)
    Membership.objects.filter(person=drafted.ana).delete()
    Person.objects.filter(id=drafted.ana.id).update(email="ana@acme.example")
    drafted.ana.refresh_from_db()
    invite_without_mail([drafted.ana], by=drafted.cast.hr_admin.person)
    now = timezone.now()
    tell_with_launch(drafted.program, now=now, due_of=lambda _person: now)
    assert "/join/" in mails().get(person=drafted.ana).body
    assert "/join/" not in mails().filter(person=drafted.mia).first().body


@pytest.mark.parametrize("in_the_morning", [True, False])
def test_launch_tells_pairs_after_the_program(drafted, in_the_morning):
    publish(drafted)
    admin, program = drafted.cast.hr_admin.person, drafted.program
    publish_conduct(program, text="Be kind.", by=admin)
    Person.objects.filter(id=drafted.ana.id).update(time_zone="Pacific/Auckland")
    how = {"by": admin, "today": timezone.localdate(), "in_the_morning": in_the_morning}
    before = timezone.now()
    assert launch_program(program, publish=(), **how).pairs == 3
    assert launch_program(program, publish=(), **how).pairs == 0
    due: datetime = mails().get(person=drafted.ana).due_at
    wanted = working_hour(before, ZoneInfo("Pacific/Auckland")) if in_the_morning else before
    assert wanted + AFTER <= due <= wanted + AFTER + timedelta(minutes=1)
    assert mails().count() == 6


def test_page_of_publication_in_a_draft_says_with_the_launch(drafted):
    hanna, page = drafted.cast.hr_admin, f"matching/runs/{drafted.run.id}/"
    client = hanna.client()
    html = client.get(hanna.url(f"{page}publication/")).content.decode()
    assert "The mails leave with the launch" in html
    assert "When do the mails leave?" not in html
    answer = client.post(hanna.url(f"{page}publication/"), {"pairs": "3"}, follow=True)
    told = answer.content.decode()
    assert "3 pairs are published. The mails leave with the launch." in told
    assert "Until then nobody sees a pair." in told
    client.post(hanna.url(f"{page}publication/undo/"))
    assert MatchRun.objects.get().state == MatchRun.State.DONE


def test_page_of_the_launch_counts_the_pairs_that_it_tells(drafted):
    publish(drafted)
    hanna = drafted.cast.hr_admin
    html = hanna.client().get(hanna.url(f"programs/{drafted.program.id}/opening/"))
    assert "3 pairs are told minutes later" in html.content.decode()


def pair_mails(drafted):
    found = dry_run(drafted.cast.organization, drafted.program, now=timezone.now()).waiting
    return {
        one.mail.key.split(".")[1]: (one.mail.when, sorted(one.readers.names))
        for one in found
        if one.mail.key.startswith("matching.matched")
    }


def test_dry_run_names_those_who_are_paired_and_no_others(drafted):
    soon, later = "some minutes after the mail about the program", "when you publish the pairs"
    mentees = ["Ana", "Bo", "Cy"]
    assert pair_mails(drafted)["matched_mentee"] == (later, mentees)
    publish(drafted)
    told = pair_mails(drafted)
    assert told["matched_mentee"] == (soon, mentees)
    assert told["matched_mentor"] == (soon, ["Max", "Mia"])
    Match.objects.all().delete()
    make_mentor(drafted.program, "Ned Fourth")
    assert pair_mails(drafted)["matched_mentor"] == (later, [])

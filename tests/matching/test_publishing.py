"""Publishing: once, whole, and only what still holds."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from matching.actions import proposals as act
from matching.actions.publishing import publish_run
from matching.actions.runs import start_match_run
from matching.errors import (
    ListChangedError,
    NothingToPublishError,
    NotUnderReviewError,
    RunGoingError,
)
from matching.models import Match, MatchCandidates, MatchMentor, MatchRun
from matching.queries import active_matches_of, matches_visible_to, published_match_count
from matching.queries.my_matches import my_matches
from matching.queries.publishing import publication_preview
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, ProgramRole
from tests.matching.builders import make_mentee, pairs, run_now

KINDS = {"matching.matched_mentor", "matching.matched_mentee"}


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.person


def mails():
    return Notification.objects.filter(kind__in=KINDS)


def test_nothing_is_told_or_seen_before_publishing(reviewed):
    with reviewed.cast.inside():
        assert not mails().exists()
        assert list(matches_visible_to(reviewed.ana)) == []
        assert list(active_matches_of(reviewed.ana)) == []
        assert published_match_count(reviewed.program) == 0


def test_publishing_makes_matches_and_tells_both_people_once(reviewed, admin):
    with reviewed.cast.inside():
        done = publish_run(reviewed.run, by=admin, expected=3)
        assert (done.published, done.dropped) == (3, {})
        assert len(pairs(reviewed.run, "active")) == published_match_count(reviewed.program) == 3
        told = sorted(mails().values_list("recipient", "kind"))
        assert told == [
            ("ana.new@acme.example", "matching.matched_mentee"),
            ("bo.new@acme.example", "matching.matched_mentee"),
            ("cy.new@acme.example", "matching.matched_mentee"),
            ("max.mentor@acme.example", "matching.matched_mentor"),
            ("max.mentor@acme.example", "matching.matched_mentor"),
            ("mia.mentor@acme.example", "matching.matched_mentor"),
        ]
        run = MatchRun.objects.get()
        assert (run.state, run.published_by) == (MatchRun.State.PUBLISHED, admin)
        assert not MatchCandidates.objects.exists()
        assert not MatchMentor.objects.exists()


def test_mail_says_who_why_and_when(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.update(time_zone="Europe/Berlin")
        Person.objects.filter(id=reviewed.mia.id).update(title="Data lead")
        publish_run(reviewed.run, by=admin)
        match = Match.objects.get(mentee=reviewed.ana)
        mail = mails().get(person=reviewed.ana)
        assert mail.subject == "Mia Mentor is your mentor"
        for words in (
            "Data lead",
            "mia.mentor@acme.example",
            "- Mia Mentor knows Excel and Python, which you want to learn",
            "13:00–13:30 CE",
            "10 minutes: what to begin with, for instance Excel and Python",
            f"/matching/pairs/{match.id}/",
        ):
            assert words in mail.body
        assert "- You know Excel and Python, which Ana New wants to learn" in (
            mails().get(person=reviewed.mia).body
        )


def test_mails_and_pages_use_the_programs_own_words_for_its_roles(reviewed, admin):
    with reviewed.cast.inside():
        for role, word in (("mentor", "Buddy"), ("mentee", "Newcomer")):
            ProgramRole.objects.create(
                program=reviewed.program, role=role, label_one=word, label_many=f"{word}s"
            )
        publish_run(reviewed.run, by=admin)
        assert mails().get(person=reviewed.ana).subject == "Mia Mentor is your Buddy"
        assert mails().get(person=reviewed.mia).subject == "Ana New is your Newcomer"
        [mine] = my_matches(reviewed.ana, now=timezone.now())
        assert mine.other_role == "Buddy"


def test_publishing_twice_is_publishing_once(reviewed, admin):
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=admin)
        assert publish_run(reviewed.run, by=admin).published == 0
        assert mails().count() == 6


def test_two_who_press_at_once_send_one_mail_each(committed_scene):
    cast = committed_scene.cast
    with cast.inside():
        run = run_now(committed_scene.program, cast.hr_admin.person)
    together, published = Barrier(2), []

    def press():
        try:
            together.wait(10)
            with cast.inside():
                published.append(publish_run(run, by=cast.hr_admin.person).published)
        finally:
            connection.close()

    threads = [Thread(target=press) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with cast.inside():
        assert sorted(published) == [0, 3]
        assert mails().count() == 6


def test_excluded_pair_is_not_published(reviewed, admin):
    with reviewed.cast.inside():
        act.exclude_pair(Match.objects.get(mentee=reviewed.ana), by=admin)
        assert publish_run(reviewed.run, by=admin).published == 2
        assert list(matches_visible_to(reviewed.ana)) == []
        run = MatchRun.objects.get()
        assert [entry["person"] for entry in run.unmatched] == [str(reviewed.ana.id)]


def test_pairs_that_no_longer_hold_are_dropped_and_named_before(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.ana.id).update(manager=reviewed.mia)
        Enrollment.objects.filter(person=reviewed.max).update(capacity=1)
        preview = publication_preview(reviewed.run)
        assert len(preview.pairs) == 1
        assert {why for _match, why in preview.dropped} == {
            "they are in one reporting line now",
            "the mentor has no place left",
        }
        done = publish_run(reviewed.run, by=admin)
        assert (done.published, len(done.dropped)) == (1, 2)
        assert mails().count() == 2
        assert len(pairs(reviewed.run, "expired")) == 2


def test_leaver_is_not_matched(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.mia.id).update(state=Person.State.LEFT)
        assert publish_run(reviewed.run, by=admin).published == 2


def test_number_that_was_not_shown_tells_nobody(reviewed, admin):
    with reviewed.cast.inside():
        with pytest.raises(ListChangedError, match="3 instead of 4"):
            publish_run(reviewed.run, by=admin, expected=4)
        assert not mails().exists()
        assert len(pairs(reviewed.run)) == 3


def test_nothing_to_publish_is_said(reviewed, admin):
    with reviewed.cast.inside():
        Enrollment.objects.update(state="withdrawn")
        with pytest.raises(NothingToPublishError):
            publish_run(reviewed.run, by=admin)


def test_replaced_run_is_not_published(reviewed, admin):
    with reviewed.cast.inside():
        run_now(reviewed.program, admin)
        with pytest.raises(NotUnderReviewError):
            publish_run(reviewed.run, by=admin)


def test_publishing_waits_for_a_run_on_its_way(reviewed, admin):
    with reviewed.cast.inside():
        start_match_run(reviewed.program, by=admin)
        with pytest.raises(RunGoingError):
            publish_run(reviewed.run, by=admin)


def test_person_without_mail_is_matched_and_named_for_telling(reviewed, admin):
    with reviewed.cast.inside():
        Person.objects.filter(id=reviewed.ana.id).update(email=None)
        preview = publication_preview(reviewed.run)
        assert ([p.name for p in preview.unreachable], preview.mails) == (["Ana New"], 5)
        publish_run(reviewed.run, by=admin)
        assert mails().count() == 5


def test_second_round_matches_only_who_came_since(reviewed, admin):
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=admin)
        make_mentee(reviewed.program, "Dan New", wants="Pay")
        again = run_now(reviewed.program, admin)
        assert pairs(again) == {("Dan New", "Bea Boss")}
        assert publish_run(again, by=admin).published == 1
        assert published_match_count(reviewed.program) == 4


def test_mail_is_held_back_when_the_match_has_ended(reviewed, admin):
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=admin)
        mail = mails().get(person=reviewed.ana)
        assert still_stands(mail)
        Match.objects.filter(id=mail.cause).update(state=Match.State.ENDED_EARLY)
        assert not still_stands(mail)


def test_published_match_is_seen_by_its_two_people_and_hr_admins(reviewed, admin):
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=admin)
        match = Match.objects.get(mentee=reviewed.ana)
        assert list(matches_visible_to(reviewed.ana)) == [match]
        assert list(active_matches_of(reviewed.mia)) == [match]
        assert match not in matches_visible_to(reviewed.bo)
        membership = Membership.objects.get(person=admin)
        assert matches_visible_to(admin, membership).count() == 3
        employee = Membership.objects.get(person=reviewed.cast.employee.person)
        assert list(matches_visible_to(employee.person, employee)) == []

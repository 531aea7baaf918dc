"""Matches of people who leave the organization, the program, or their role in it."""

import pytest

from matching.actions.publishing import publish_run
from matching.models import Match
from matching.queries import active_matches_of
from peerlearn.notifications.models import Notification
from peerlearn.people.actions.people import save_person
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from programs.actions.enrollment import enroll_people, undo_batch, withdraw_enrollments
from programs.models import Enrollment
from programs.rules.enrollment import EnrollmentRule
from tests.matching.builders import make_program, pairs, run_now


@pytest.fixture
def published(reviewed):
    """Ana has Mia; Bo and Cy have Max."""
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
    return reviewed


def leave(scene, person):
    save_person(person, {"state": Person.State.LEFT}, by=scene.cast.hr_admin.person, topics={})


def withdraw(scene, *people):
    found = Enrollment.objects.filter(program=scene.program, person__in=people)
    ids = list(found.values_list("id", flat=True))
    return withdraw_enrollments(scene.program, ids, by=scene.cast.hr_admin.person)


def ended():
    return sorted(
        Notification.objects.filter(kind="matching.ended").values_list("person__name", "subject")
    )


def test_mentees_of_a_mentor_who_leaves_are_told_and_free_again(published):
    with published.cast.inside():
        leave(published, published.max)
        assert pairs(published.run, "ended_early") == {
            ("Bo New", "Max Mentor"),
            ("Cy New", "Max Mentor"),
        }
        assert ended() == [
            ("Bo New", "Max Mentor is no longer your mentor"),
            ("Cy New", "Max Mentor is no longer your mentor"),
        ]
        assert "has left the company" in Notification.objects.filter(kind="matching.ended")[0].body
        assert list(active_matches_of(published.bo)) == []
        again = run_now(published.program, published.cast.hr_admin.person)
        assert again.mentee_count == 2


def test_mentor_of_a_mentee_who_leaves_is_told_and_has_a_place(published):
    with published.cast.inside():
        leave(published, published.ana)
        assert ended() == [("Mia Mentor", "Ana New is no longer your mentee")]
        assert pairs(published.run, "active") == {
            ("Bo New", "Max Mentor"),
            ("Cy New", "Max Mentor"),
        }


def test_mail_of_the_match_that_still_waits_is_taken_back(published):
    with published.cast.inside():
        match = Match.objects.get(mentee=published.ana)
        leave(published, published.ana)
        states = Notification.objects.filter(cause=str(match.id)).values_list("kind", "state")
        assert sorted(states) == [
            ("matching.ended", "pending"),
            ("matching.matched_mentee", "cancelled"),
            ("matching.matched_mentor", "cancelled"),
        ]


def test_leaving_twice_tells_once(published):
    with published.cast.inside():
        leave(published, published.ana)
        leave(published, published.ana)
        people_left.send(sender=Person, person_ids=[published.ana.id])
        assert len(ended()) == 1


def test_who_has_not_left_keeps_the_match(published):
    with published.cast.inside():
        people_left.send(sender=Person, person_ids=[published.ana.id])
        assert ended() == []


def test_withdrawn_mentee_ends_the_match_in_that_program_alone(published):
    with published.cast.inside():
        other = make_program("Autumn")
        there = Match.objects.create(
            program=other, mentor=published.mia, mentee=published.ana, state="active", score=1
        )
        withdraw(published, published.ana)
        there.refresh_from_db()
        assert there.state == Match.State.ACTIVE
        assert ended() == [("Mia Mentor", "Ana New is no longer your mentee")]
        body = Notification.objects.get(kind="matching.ended").body
        assert "no longer takes part in “Onboarding spring”" in body


def test_pair_withdrawn_together_is_told_nothing(published):
    with published.cast.inside():
        withdraw(published, published.ana, published.mia)
        assert pairs(published.run, "ended_early") == {("Ana New", "Mia Mentor")}
        assert ended() == []


def test_withdrawn_role_that_the_match_does_not_need_ends_nothing(published):
    with published.cast.inside():
        extra = Enrollment.objects.create(
            program=published.program, person=published.ana, role="participant"
        )
        withdraw_enrollments(published.program, [extra.id], by=published.cast.hr_admin.person)
        assert ("Ana New", "Mia Mentor") in pairs(published.run, "active")


def test_undone_enrollment_ends_what_was_matched_since(scene):
    admin = scene.cast.hr_admin.person
    with scene.cast.inside():
        newcomer = Person.objects.create(name="Nia New", email="nia@acme.example")
        batch = enroll_people(
            scene.program,
            EnrollmentRule(person_ids=frozenset({newcomer.id})),
            role="mentee",
            by=admin,
            today=scene.program.starts_on,
        )
        Match.objects.create(
            program=scene.program, mentor=scene.mia, mentee=newcomer, state="active", score=1
        )
        undo_batch(batch, by=admin)
        assert ended() == [("Mia Mentor", "Nia New is no longer your mentee")]


def test_ended_match_is_shown_as_such(published):
    cast = published.cast
    with cast.inside():
        Enrollment.objects.create(
            program=published.program, person=cast.mentor.person, role="mentor"
        )
        match = Match.objects.create(
            program=published.program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state="ended_early",
            score=1,
            published_at=published.run.finished_at,
        )
    page = cast.mentor.client().get(cast.mentor.url(f"matching/pairs/{match.id}/")).content.decode()
    assert "You two are no longer a pair in this program." in page
    assert "We have met" not in page

"""Asking mentors one after the other: who is asked, what their answer does, and who is told."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from matching.actions.offers import (
    accept_request,
    decline_request,
    expire_request,
    offer_next_mentor,
    withdraw_request,
)
from matching.actions.publishing import publish_run
from matching.errors import AnsweredError, HasMentorError, NotMenteeError, NotPossibleError
from matching.models import Match, MatchBlock, MatchRequest, MentorSearch, NotNow
from matching.tasks import expire_due_requests
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from programs.errors import ProgramOverError
from programs.models import Enrollment, Program
from tests.matching.builders import make_mentee, make_mentor, run_now

Origin, State = MatchRequest.Origin, MatchRequest.State


def offer(scene, who="ana", **fields):
    return offer_next_mentor(
        scene.program, getattr(scene, who), because=fields.pop("because", Origin.RESCUE), **fields
    )


def told(kind):
    rows = Notification.objects.filter(kind=f"matching.{kind}").order_by("created_at")
    return [row.person.name for row in rows]


def deliver():
    """The mails so far have left."""
    Notification.objects.update(state=Notification.State.SENT)


def choose(scene, who, *mentors):
    return [
        MatchRequest.objects.create(
            program=scene.program,
            mentee=getattr(scene, who),
            mentor=getattr(scene, mentor),
            origin=Origin.CHOICE,
            rank=rank,
        )
        for rank, mentor in enumerate(mentors, 1)
    ]


def test_mentor_who_fits_best_is_asked_and_both_are_told(scene):
    with scene.cast.inside():
        request = offer(scene)
        assert (request.mentor, request.state, request.rank) == (scene.mia, State.ASKED, 1)
        assert request.score > 0.3
        assert told("request_asked") == ["Mia Mentor"]
        assert told("request_going") == ["Ana New"]
        assert Match.objects.count() == 0


def test_question_says_who_asks_why_and_until_when(scene):
    with (
        time_machine.travel(datetime(2026, 11, 20, 15, tzinfo=UTC), tick=False),
        scene.cast.inside(),
    ):
        Person.objects.update(time_zone="Europe/Berlin")
        request = offer(scene)
        assert request.expires_at == datetime(2026, 11, 25, 22, 59, tzinfo=UTC)
        mail = Notification.objects.get(kind="matching.request_asked")
        assert mail.subject == "Will you be Ana New’s mentor?"
        for words in ("end of Wednesday 25 November", "You know Excel and Python", "say no"):
            assert words in mail.body
        reminder = Notification.objects.get(kind="matching.request_reminder")
        assert reminder.due_at == datetime(2026, 11, 25, 8, tzinfo=UTC)
        mentee = Notification.objects.get(kind="matching.request_going")
        assert "Mia" not in mentee.subject + mentee.body


def test_asking_again_while_somebody_is_asked_changes_nothing(scene):
    with scene.cast.inside():
        assert offer(scene) == offer(scene)
        assert MatchRequest.objects.count() == 1


def test_yes_makes_a_pair_once_and_tells_both(scene):
    with scene.cast.inside():
        request = offer(scene)
        match = accept_request(request, by=scene.mia)
        assert accept_request(request, by=scene.mia) == match
        assert (match.mentor, match.mentee, match.state) == (scene.mia, scene.ana, "active")
        assert match.published_at is not None
        assert match.reasons
        request.refresh_from_db()
        assert (request.state, request.match) == (State.ACCEPTED, match)
        assert told("matched_mentee") == ["Ana New"]
        assert told("matched_mentor") == ["Mia Mentor"]
        with pytest.raises(HasMentorError):
            offer(scene)


def test_no_asks_the_next_one_and_the_mentee_reads_no_reason(scene):
    with scene.cast.inside():
        request = offer(scene)
        decline_request(request, by=scene.mia, reason="expertise", words="She is too junior.")
        following = MatchRequest.objects.get(state=State.ASKED)
        assert (following.mentor, following.origin, following.rank) == (
            scene.boss,
            Origin.RESCUE,
            2,
        )
        mail = Notification.objects.filter(person=scene.ana).latest("created_at")
        assert "nothing to do with you" in mail.body
        for words in ("Mia", "junior", "expertise"):
            assert words not in mail.subject + mail.body
        request.refresh_from_db()
        assert (request.reason, request.reason_words) == ("expertise", "She is too junior.")
        first = Notification.objects.get(kind="matching.request_asked", person=scene.mia)
        assert not still_stands(first)


def test_two_answers_are_refused(scene):
    with scene.cast.inside():
        request = offer(scene)
        decline_request(request, by=scene.mia, reason="time")
        decline_request(request, by=scene.mia, reason="time")
        with pytest.raises(AnsweredError):
            accept_request(request, by=scene.mia)
        assert MatchRequest.objects.filter(state=State.ASKED).count() == 1


def test_silence_of_three_working_days_asks_the_next_one(scene):
    with scene.cast.inside():
        request = offer(scene)
        assert not expire_request(request, now=request.expires_at - timedelta(minutes=1))
        # The clock of the database finds what is due.
        MatchRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        expire_due_requests()
        expire_due_requests()
        request.refresh_from_db()
        assert request.state == State.EXPIRED
        assert MatchRequest.objects.get(state=State.ASKED).mentor == scene.boss
        assert told("request_expired") == ["Mia Mentor"]


def test_nobody_possible_tells_hr_once_and_why(scene):
    with scene.cast.inside():
        Enrollment.objects.filter(person__in=[scene.max, scene.mia]).delete()
        assert offer(scene, "cy") is None
        assert offer(scene, "cy") is None
        [mail] = Notification.objects.filter(kind="matching.nobody_possible")
        assert mail.person == scene.cast.hr_admin.person
        assert "No mentor fits: same reporting line." in mail.body
        search = MentorSearch.objects.get()
        assert search.why["forbidden"] == {"reporting_line": 1}


def test_blocks_places_breaks_and_hours_are_kept(scene):
    with scene.cast.inside():
        MatchBlock.objects.create(program=scene.program, mentor=scene.mia, mentee=scene.ana)
        assert offer(scene).mentor == scene.boss
        until = timezone.now().date() + timedelta(days=9)
        NotNow.objects.create(mentor=scene.mia, until=until)
        Person.objects.filter(id=scene.max.id).update(load_budget=Decimal("1.5"))
        # Mia has a break, Bea is asked about Ana for her one place, Max would give too much.
        assert offer(scene, "bo") is None
        why = MentorSearch.objects.get(mentee=scene.bo).why
        assert why["forbidden"] == {"not_now": 1, "over_budget": 1}
        assert why["full_count"] == 1


def test_who_is_passed_over_is_not_asked(scene):
    with scene.cast.inside():
        assert offer(scene, not_to=[scene.mia.id]).mentor == scene.boss


def test_own_choices_come_first_in_their_order_and_are_over_with_a_pair(scene):
    with scene.cast.inside():
        first, second, third = choose(scene, "ana", "boss", "max", "mia")
        request = offer(scene)
        assert request == first
        assert told("request_going") == []
        decline_request(request, by=scene.boss, reason="time")
        second.refresh_from_db()
        assert second.state == State.ASKED
        accept_request(second, by=scene.max)
        third.refresh_from_db()
        assert third.state == State.WITHDRAWN
        assert not MatchRequest.objects.filter(state__in=MatchRequest.OPEN).exists()


def test_mentee_hears_when_no_choice_is_left(scene):
    with scene.cast.inside():
        [only] = choose(scene, "ana", "max")
        request = offer(scene, because=Origin.CHOICE)
        assert request == only
        decline_request(request, by=scene.max, reason="time")
        assert told("request_no_choice") == ["Ana New"]
        assert not MatchRequest.objects.filter(state=State.ASKED).exists()


def test_taking_back_tells_the_mentor_and_asks_the_next_choice(scene):
    with scene.cast.inside():
        choose(scene, "ana", "max", "mia")
        request = offer(scene)
        deliver()
        withdraw_request(request, by=scene.ana)
        withdraw_request(request, by=scene.ana)
        assert told("request_over") == ["Max Mentor"]
        assert MatchRequest.objects.get(state=State.ASKED).mentor == scene.mia


def test_question_that_was_not_sent_yet_is_never_heard_of(scene):
    with scene.cast.inside():
        withdraw_request(offer(scene), by=scene.ana)
        assert told("request_over") == []
        asked = Notification.objects.get(kind="matching.request_asked")
        assert asked.state == Notification.State.CANCELLED


def test_last_place_taken_sends_others_on(scene):
    with scene.cast.inside():
        ana, bo = offer(scene), offer(scene, "bo", not_to=[scene.max.id, scene.boss.id])
        assert bo is None  # Mia's one place is kept for Ana until she answers
        choose(scene, "bo", "max")
        bo = offer(scene, "bo")
        MatchRequest.objects.filter(id=bo.id).update(mentor=scene.mia)
        accept_request(ana, by=scene.mia)
        bo.refresh_from_db()
        assert (bo.state, bo.reason) == (State.DECLINED, "no_place")


def test_publishing_ends_the_questions_of_the_matched(reviewed):
    with reviewed.cast.inside():
        request = offer(reviewed, "bo", not_to=[reviewed.max.id])
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
        request.refresh_from_db()
        assert request.state != State.ASKED
        assert not MatchRequest.objects.filter(mentee=reviewed.bo, state=State.ASKED).exists()


def test_yes_is_refused_when_the_two_came_into_one_line_meanwhile(scene):
    with scene.cast.inside():
        request = offer(scene)
        Person.objects.filter(id=scene.ana.id).update(manager=scene.mia)
        with pytest.raises(NotPossibleError, match="same reporting line"):
            accept_request(request, by=scene.mia)
        assert Match.objects.count() == 0


def test_mentor_who_leaves_is_followed_by_the_next_one(scene):
    with scene.cast.inside():
        request = offer(scene)
        Person.objects.filter(id=scene.mia.id).update(state=Person.State.LEFT)
        people_left.send(sender=Person, person_ids={scene.mia.id})
        request.refresh_from_db()
        assert (request.state, request.reason) == (State.DECLINED, "gone")
        assert MatchRequest.objects.get(state=State.ASKED).mentor == scene.boss


def test_mentee_who_leaves_asks_nobody(scene):
    with scene.cast.inside():
        request = offer(scene)
        deliver()
        Person.objects.filter(id=scene.ana.id).update(state=Person.State.LEFT)
        people_left.send(sender=Person, person_ids={scene.ana.id})
        request.refresh_from_db()
        assert request.state == State.WITHDRAWN
        assert told("request_over") == ["Mia Mentor"]
        with pytest.raises(NotMenteeError):
            offer(scene)


def test_program_that_is_over_asks_nobody(scene):
    with scene.cast.inside():
        Program.objects.update(state=Program.State.FINISHED)
        with pytest.raises(ProgramOverError):
            offer(scene)


def test_published_run_leaves_out_who_said_yes_meanwhile(scene):
    with scene.cast.inside():
        admin = scene.cast.hr_admin.person
        request = offer(scene)
        run = run_now(scene.program, admin)
        accept_request(request, by=scene.mia)
        publish_run(run, by=admin)
        assert Match.objects.filter(mentee=scene.ana, state="active").count() == 1
        assert Match.objects.filter(mentor=scene.mia, state="active").count() == 1


def _at_once(cast, acts):
    together, errors = Barrier(len(acts)), []

    def do(act):
        try:
            together.wait(10)
            with cast.inside():
                act()
        except (AnsweredError, HasMentorError, NotPossibleError) as refused:
            errors.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_many_who_say_yes_at_once_never_oversell_a_mentor(committed_scene):
    scene = committed_scene
    with scene.cast.inside():
        mentees = [make_mentee(scene.program, f"Nu {number}", wants="Pay") for number in range(5)]
        requests = [
            MatchRequest.objects.create(
                program=scene.program,
                mentee=mentee,
                mentor=scene.max,
                origin=Origin.CHOICE,
                state=State.ASKED,
                asked_at=timezone.now(),
                expires_at=timezone.now() + timedelta(days=3),
            )
            for mentee in mentees
        ]
    errors = _at_once(
        scene.cast,
        [lambda one=one: accept_request(one, by=scene.max) for one in requests],
    )
    with scene.cast.inside():
        assert Match.objects.filter(mentor=scene.max, state="active").count() == 2
        assert len(errors) == 3


def test_yes_no_and_silence_at_once_have_one_outcome(committed_scene):
    scene = committed_scene
    with scene.cast.inside():
        request = offer(scene)
        late = request.expires_at + timedelta(minutes=1)
    _at_once(
        scene.cast,
        [
            lambda: accept_request(request, by=scene.mia),
            lambda: decline_request(request, by=scene.mia, reason="time"),
            lambda: expire_request(request, now=late),
            lambda: offer(scene),
        ],
    )
    with scene.cast.inside():
        matches = Match.objects.filter(mentee=scene.ana, state="active").count()
        asked = MatchRequest.objects.filter(mentee=scene.ana, state=State.ASKED).count()
        assert matches + asked == 1


def test_mentor_of_many_places_is_asked_by_several(scene):
    with scene.cast.inside():
        make_mentor(scene.program, "Zoe Mentor", knows="Pay")
        assert offer(scene, "bo").mentor == scene.max
        assert offer(scene, "cy").mentor == scene.max

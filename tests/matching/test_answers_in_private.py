"""What a mentor reads who says yes to somebody whom one of the two no longer wants."""

import pytest
from django.utils import timezone

from matching.actions.not_with import say_not_with
from matching.actions.offers import accept_request, expire_request, offer_next_mentor
from matching.errors import AnsweredError, NotPossibleError
from matching.models import Match, MatchRequest
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Program

State = MatchRequest.State


def offer(scene):
    return offer_next_mentor(scene.program, scene.ana, because=MatchRequest.Origin.RESCUE)


@pytest.mark.parametrize("by_mentee", [True, False])
def test_yes_to_whom_one_does_not_want_reads_as_too_late_and_the_next_one_is_asked(
    scene, by_mentee
):
    with scene.cast.inside():
        request = offer(scene)
        assert request.mentor == scene.mia
        two = (scene.ana, scene.mia)
        say_not_with(*(two if by_mentee else reversed(two)))
        with pytest.raises(AnsweredError) as refused:
            accept_request(request, by=scene.mia)
        assert "no longer open" in str(refused.value)
        assert not Match.objects.exists()
        request.refresh_from_db()
        assert (request.state, request.reason) == (State.WITHDRAWN, "")
        assert MatchRequest.objects.get(state=State.ASKED).mentor == scene.boss
        with pytest.raises(AnsweredError):
            accept_request(request, by=scene.mia)
        assert MatchRequest.objects.filter(state=State.ASKED).count() == 1


def test_open_rule_is_told_and_the_private_wish_beside_it_is_not(scene):
    with scene.cast.inside():
        request = offer(scene)
        say_not_with(scene.ana, scene.mia)
        Person.objects.filter(id=scene.ana.id).update(manager=scene.mia)
        with pytest.raises(NotPossibleError) as refused:
            accept_request(request, by=scene.mia)
        assert "same reporting line" in str(refused.value)
        assert "not available" not in str(refused.value)


def test_page_says_the_same_and_keeps_what_was_done(scene):
    mentor = scene.cast.mentor
    with scene.cast.inside():
        request = offer(scene)
        MatchRequest.objects.filter(id=request.id).update(mentor=mentor.person)
        scene.program.enrollments.create(
            organization=scene.program.organization, person=mentor.person, role="mentor", capacity=1
        )
        say_not_with(scene.ana, mentor.person)
    page = mentor.client().post(
        mentor.url(f"matching/requests/{request.id}/acceptance/"), follow=True
    )
    assert "This question is no longer open" in page.content.decode()
    with scene.cast.inside():
        request.refresh_from_db()
        assert request.state == State.WITHDRAWN


def test_question_that_runs_out_after_the_program_tells_nobody(scene):
    with scene.cast.inside():
        request = offer(scene)
        Program.objects.filter(id=scene.program.id).update(state="finished")
        MatchRequest.objects.filter(id=request.id).update(expires_at=timezone.now())
        assert expire_request(request, now=timezone.now())
        assert not Notification.objects.filter(kind="matching.request_expired").exists()

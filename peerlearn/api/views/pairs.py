"""The life of a pair, as its two people lead it."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.closing import close_pair
from matching.actions.ending import end_match, pass_on, say_verdict
from matching.actions.goals import add_goal, remove_goal, restore_goal, tick_goal, untick_goal
from matching.actions.meetings import (
    ask_again,
    call_off_meeting,
    plan_meeting,
    record_meeting,
    say_in_touch,
    say_met,
    say_not_met,
    take_back_meeting,
)
from matching.actions.pausing import pause_match, resume_match
from matching.models import Match, PairClosing, PairGoal, PairMeeting
from matching.queries.pair_page import (
    any_meeting_of_pair,
    goal_of_pair,
    goals_of,
    held_meetings,
    meeting_of_pair,
    planned_meeting,
)
from matching.queries.times import hours_warning
from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.matching import OwnMatchShape
from peerlearn.api.serializers.pairs import (
    ClosingBody,
    EndBody,
    GoalBody,
    MeetingBody,
    MeetingOutcomeBody,
    NextMeetingBody,
    NextMeetingShape,
    PairClosingShape,
    PairGoalShape,
    PairMeetingShape,
    PairPauseBody,
    VerdictBody,
)
from peerlearn.api.views.matches import MatchesEndpoint


class PairEndpoint(MatchesEndpoint):
    """What all addresses share."""

    def own(self, match_id: UUID) -> Response:
        """The pair as it is now, from the caller's side."""
        return answer(OwnMatchShape, self.seen([self.own_match(match_id)])[0])


class PauseOfMatch(PairEndpoint):
    """A break of the two."""

    @extend_schema(request=PairPauseBody, responses=OwnMatchShape)
    def put(self, request: Any, match_id: UUID) -> Response:
        """Take a break until a day, or move its end."""
        found, day = self.own_match(match_id), self.said(PairPauseBody)["returns_on"]
        today = timezone.localdate()
        pause_match(found, returns_on=day, by=self.request.person, today=today)
        return self.own(match_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID) -> Response:
        """Be back."""
        resume_match(self.own_match(match_id), by=self.request.person)
        return Response(status=204)


class EndOfMatch(PairEndpoint):
    """The early end."""

    @extend_schema(request=EndBody, responses=OwnMatchShape)
    def post(self, request: Any, match_id: UUID) -> Response:
        """End the pair; both are told the same, without a reason. Twice is once."""
        found, said = self.own_match(match_id), self.said(EndBody)
        end = pass_on if said.pop("find_another") else end_match
        end(found, by=self.request.person, **said)
        return self.own(match_id)


class VerdictOnMatch(PairEndpoint):
    """What the caller says in confidence when it is over."""

    @extend_schema(request=VerdictBody, responses={204: None})
    def put(self, request: Any, match_id: UUID) -> Response:
        """Say whether one would be matched again; before the end it isn't kept."""
        found, said = self.own_match(match_id), self.said(VerdictBody)
        if found.state not in Match.TAKEN:
            say_verdict(found, by=self.request.person, **said)
        return Response(status=204)


class SignOfMatch(PairEndpoint):
    """That the two are in touch."""

    @extend_schema(request=None, responses=OwnMatchShape)
    def post(self, request: Any, match_id: UUID) -> Response:
        """We haven't met, but we are in touch: gives more time, once."""
        say_in_touch(self.own_match(match_id), by=self.request.person)
        return self.own(match_id)


class MeetingsOfMatch(PairEndpoint):
    """The meetings that were held."""

    @extend_schema(responses=PairMeetingShape(many=True))
    def get(self, request: Any, match_id: UUID) -> Response:
        """List the meetings, the latest first."""
        held = held_meetings([self.own_match(match_id)]).select_related("said_by")
        return self.paged(held, PairMeetingShape)

    @extend_schema(request=MeetingBody, responses={201: PairMeetingShape})
    def post(self, request: Any, match_id: UUID) -> Response:
        """Note a meeting; the first one is the first meeting."""
        found, at = self.own_match(match_id), self.said(MeetingBody)["held_at"]
        held = record_meeting(found, at=at, by=self.request.person, now=timezone.now())
        return answer(PairMeetingShape, held, status=201)


class OneMeetingOfMatch(PairEndpoint):
    """One meeting that was held."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID, meeting_id: UUID) -> Response:
        """It hasn't been after all."""
        meeting = get_object_or_404(meeting_of_pair(self.own_match(match_id), meeting_id))
        take_back_meeting(meeting, by=self.request.person)
        return Response(status=204)


class OutcomeOfMeeting(PairEndpoint):
    """Whether a planned meeting happened."""

    @extend_schema(request=MeetingOutcomeBody, responses=PairMeetingShape)
    def put(self, request: Any, match_id: UUID, meeting_id: UUID) -> Response:
        """Say so once its time is over. Twice is once."""
        meeting, said = self._meeting(match_id, meeting_id), self.said(MeetingOutcomeBody)
        say = say_met if said["met"] else say_not_met
        return answer(PairMeetingShape, say(meeting, by=self.request.person))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID, meeting_id: UUID) -> Response:
        """Take the answer back: the question is open again."""
        ask_again(self._meeting(match_id, meeting_id), by=self.request.person)
        return Response(status=204)

    def _meeting(self, match_id: UUID, meeting_id: UUID) -> PairMeeting:
        return get_object_or_404(any_meeting_of_pair(self.own_match(match_id), meeting_id))


class NextMeetingOfMatch(PairEndpoint):
    """The meeting that is planned."""

    @extend_schema(responses=NextMeetingShape)
    def get(self, request: Any, match_id: UUID) -> Response:
        """Show it; one whose time is over waits for a word on whether it happened."""
        found = self.own_match(match_id)
        return self.shown(found, get_object_or_404(planned_meeting(found)))

    @extend_schema(request=NextMeetingBody, responses=NextMeetingShape)
    def put(self, request: Any, match_id: UUID) -> Response:
        """Plan or move it; both get it for their calendars. A time outside of the working hours of
        one of the two is possible, and said in `warning`.
        """
        found, said = self.own_match(match_id), self.said(NextMeetingBody)
        at, minutes = said["starts_at"], said["minutes"]
        now, by = timezone.now(), self.request.person
        return self.shown(found, plan_meeting(found, at=at, minutes=minutes, by=by, now=now))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID) -> Response:
        """Call it off."""
        call_off_meeting(self.own_match(match_id), by=self.request.person)
        return Response(status=204)

    def shown(self, found: Match, planned: PairMeeting) -> Response:
        """The meeting, with a word on the working hours of the two."""
        at, minutes = planned.starts_at, planned.minutes
        warning = hours_warning(found, self.request.person, at=at, minutes=minutes)
        planned.warning = warning  # type: ignore[attr-defined]
        return answer(NextMeetingShape, planned)


class GoalsOfMatch(PairEndpoint):
    """Goals and milestones."""

    @extend_schema(responses=PairGoalShape(many=True))
    def get(self, request: Any, match_id: UUID) -> Response:
        """List them, milestones first."""
        goals = goals_of(self.own_match(match_id)).select_related("done_by")
        return self.paged(goals, PairGoalShape)

    @extend_schema(request=GoalBody, responses={201: PairGoalShape})
    def post(self, request: Any, match_id: UUID) -> Response:
        """Add a goal; the same words twice are one."""
        found, text = self.own_match(match_id), self.said(GoalBody)["text"]
        goal = add_goal(found, text=text, by=self.request.person)
        return answer(PairGoalShape, goal, status=201)


class GoalEndpoint(PairEndpoint):
    """What the addresses of one goal share."""

    def goal(self, match_id: UUID, goal_id: UUID) -> PairGoal:
        """A goal of the caller's."""
        return get_object_or_404(goal_of_pair(self.own_match(match_id), goal_id))


class OneGoalOfMatch(GoalEndpoint):
    """One goal."""

    @extend_schema(operation_id="matches_goals_restore", request=None, responses=PairGoalShape)
    def post(self, request: Any, match_id: UUID, goal_id: UUID) -> Response:
        """Bring a removed goal back."""
        restore_goal(self.goal(match_id, goal_id), by=self.request.person)
        return answer(PairGoalShape, self.goal(match_id, goal_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID, goal_id: UUID) -> Response:
        """Remove it."""
        remove_goal(self.goal(match_id, goal_id), by=self.request.person)
        return Response(status=204)


class TickOfGoal(GoalEndpoint):
    """That a goal is reached."""

    @extend_schema(request=None, responses=PairGoalShape)
    def post(self, request: Any, match_id: UUID, goal_id: UUID) -> Response:
        """We have reached it; the first word counts."""
        tick_goal(self.goal(match_id, goal_id), by=self.request.person)
        return answer(PairGoalShape, self.goal(match_id, goal_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID, goal_id: UUID) -> Response:
        """We haven't after all."""
        untick_goal(self.goal(match_id, goal_id), by=self.request.person)
        return Response(status=204)


class ClosingOfMatch(PairEndpoint):
    """The last words of the caller."""

    @extend_schema(request=ClosingBody, responses=PairClosingShape)
    def put(self, request: Any, match_id: UUID) -> Response:
        """Look back; when both have, the pair is complete."""
        found, person = self.own_match(match_id), self.request.person
        close_pair(found, by=person, **self.said(ClosingBody))
        words = PairClosing.objects.select_related("match").get(match=found, person=person)
        return answer(PairClosingShape, words)

"""The mentors whom a mentee could have instead, for HR admins: look, choose, insist, swap."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.choices import choose_mentor, swap_mentors
from matching.actions.overriding import insist_on_mentor
from matching.errors import NotUnderReviewError
from matching.models import MatchRun
from matching.queries.unlisted import candidates_called
from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.match_choices import (
    ChosenMentorBody,
    PossibleMentorShape,
    PossibleMentorsQuery,
    SwapBody,
)
from peerlearn.api.serializers.matching import PairShape
from peerlearn.api.views.matching import MatchingEndpoint
from peerlearn.people.models import Person


class OfMentee(MatchingEndpoint):
    """What all addresses share."""

    def both(self, run_id: UUID, mentee_id: UUID) -> tuple[MatchRun, Person]:
        """A run under review and somebody who was to get a mentor in it."""
        run = self.run(run_id)
        if run.state != MatchRun.State.DONE:
            raise NotUnderReviewError
        return run, self.mentee(run, mentee_id)

    def mentee(self, run: MatchRun, mentee_id: UUID) -> Person:
        """Somebody who was to get a mentor in a run."""
        return get_object_or_404(Person, id=mentee_id, match_candidates__run=run)


class PossibleMentors(OfMentee):
    """Whom they could have."""

    @extend_schema(parameters=[PossibleMentorsQuery], responses=PossibleMentorShape(many=True))
    def get(self, request: Any, run_id: UUID, mentee_id: UUID) -> Response:
        """List the mentors whom a mentee could have, best first, then some whom rules forbid;
        with `q` all mentors of the program who are called so. HR admins. 409 when the run is
        not under review.
        """
        run, mentee = self.both(run_id, mentee_id)
        name = self.asked(PossibleMentorsQuery).get("q", "")
        return self.paged(candidates_called(run, mentee, name), PossibleMentorShape)


class ChosenMentor(OfMentee):
    """Whom they get."""

    @extend_schema(request=ChosenMentorBody, responses={200: PairShape})
    def put(self, request: Any, run_id: UUID, mentee_id: UUID) -> Response:
        """Propose another mentor; the pair is kept when the program is matched again. With
        `against_rules` also one whom rules forbid that HR has chosen. HR admins. 409 says why not.
        """
        run, mentee = self.both(run_id, mentee_id)
        said, by = self.said(ChosenMentorBody), self.request.person
        mentor, why = said["mentor"], said["against_rules"]
        if why:
            match = insist_on_mentor(run, mentee=mentee, mentor_id=mentor, reason=why, by=by)
        else:
            match = choose_mentor(run, mentee=mentee, mentor_id=mentor, by=by)
        return answer(PairShape, match)


class Swap(OfMentee):
    """Two mentees change mentors."""

    @extend_schema(request=SwapBody, responses={200: PairShape})
    def post(self, request: Any, run_id: UUID, mentee_id: UUID) -> Response:
        """Give a mentee the mentor of `other`, who gets theirs, or nobody if they have none. Again
        puts it back. HR admins. 409 says why not.
        """
        run, mentee = self.both(run_id, mentee_id)
        other = self.mentee(run, self.said(SwapBody)["other"])
        match = swap_mentors(run, mentee=mentee, other=other, by=self.request.person)
        return answer(PairShape, match)

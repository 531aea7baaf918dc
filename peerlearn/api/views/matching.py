"""Match runs and their pairs, for HR admins: started, reviewed, published."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.proposals import keep_pair, release_pair
from matching.actions.publishing import publish_run
from matching.actions.runs import start_match_run
from matching.actions.stopping import cancel_run
from matching.actions.taking_back import take_back_publication
from matching.models import Match, MatchRun
from matching.permissions import may_match
from matching.queries import runs_visible_to
from matching.queries.made import record_of
from matching.queries.proposals import left_out_of, pairs_of, people_by_id
from matching.queries.runs import runs_of
from matching.rules.left_out import explain_left_out
from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.serializers.matching import (
    LeftOutShape,
    MatchRunShape,
    OneRunShape,
    PairShape,
    PairsQuery,
    PublicationBody,
    PublicationShape,
    RunRecordShape,
)
from peerlearn.people.models import Scope
from programs.models import Program
from programs.queries import programs_visible_to

Act = Callable[..., Match]


class MatchingEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def program(self, program_id: UUID) -> Program:
        """A program that the caller may match."""
        require(may_match(self.request.membership))
        programs = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(programs, id=program_id)

    def run(self, run_id: UUID) -> MatchRun:
        """A run that the caller may see."""
        return get_object_or_404(runs_visible_to(self.request.membership), id=run_id)

    def pairs(self) -> QuerySet[Match]:
        """The pairs of runs that the caller may see."""
        runs = runs_visible_to(self.request.membership)
        return Match.objects.select_related("mentor", "mentee").filter(run__in=runs.values("pk"))

    def change(self, match_id: UUID, act: Act) -> Response:
        """The pair after an act."""
        match = get_object_or_404(self.pairs(), id=match_id)
        return answer(PairShape, act(match, by=self.request.person))


class Runs(MatchingEndpoint):
    """The runs of a program."""

    @extend_schema(responses=MatchRunShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List a program's match runs, newest first. HR admins."""
        runs = runs_of(self.program(program_id)).select_related("program")
        return self.paged(runs, MatchRunShape)

    @extend_schema(request=None, responses={202: MatchRunShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Have a worker find the best pairs. Ask for the run until its `state` is `done`. HR
        admins. 409 says who is missing, or that a run is on its way.
        """
        run = start_match_run(self.program(program_id), by=self.request.person)
        return answer(MatchRunShape, run, status=202)


class OneRun(MatchingEndpoint):
    """One run."""

    @extend_schema(responses=OneRunShape)
    def get(self, request: Any, run_id: UUID) -> Response:
        """Show a run, and how far it is. HR admins."""
        return answer(OneRunShape, self.run(run_id))


class RunCancellation(MatchingEndpoint):
    """Giving a run up."""

    @extend_schema(request=None, responses=MatchRunShape)
    def post(self, request: Any, run_id: UUID) -> Response:
        """Cancel a run that waits or is on its way; its worker stops within seconds, and nothing
        of it is kept. Twice is once; 409 if it has ended already. HR admins.
        """
        return answer(MatchRunShape, cancel_run(self.run(run_id), by=self.request.person))


class RunRepetition(MatchingEndpoint):
    """Making a run once more."""

    @extend_schema(request=None, responses={202: MatchRunShape})
    def post(self, request: Any, run_id: UUID) -> Response:
        """Match the program again with the seed and the rules of this run: if nothing else has
        changed, its pairs and scores are the same to the last digit. HR admins.
        """
        run = self.run(run_id)
        new = start_match_run(run.program, by=self.request.person, repeats=run)
        return answer(MatchRunShape, new, status=202)


class RunRecords(MatchingEndpoint):
    """How a run was made."""

    @extend_schema(responses=RunRecordShape)
    def get(self, request: Any, run_id: UUID) -> Response:
        """Show the seed, the rules and the proof of a run, and in words what is different today.
        HR admins.
        """
        return answer(RunRecordShape, record_of(self.run(run_id)))


class Pairs(MatchingEndpoint):
    """The pairs of a run."""

    @extend_schema(parameters=[PairsQuery], responses=PairShape(many=True))
    def get(self, request: Any, run_id: UUID) -> Response:
        """List the pairs of a run with the reasons of each. HR admins."""
        run, asked = self.run(run_id), self.asked(PairsQuery)
        found = pairs_of(
            run,
            search=asked.get("q", ""),
            department=asked.get("department", ""),
            sort=asked["sort"],
        )
        return self.paged(found, PairShape, make=lambda rows: _of_run(run, rows))


class LeftOut(MatchingEndpoint):
    """Who stays without."""

    pagination_class = None

    @extend_schema(responses=LeftOutShape(many=True))
    def get(self, request: Any, run_id: UUID) -> Response:
        """List the mentees without a mentor, why, and what would help. HR admins."""
        entries = left_out_of(self.run(run_id))
        ids = {entry["person"] for entry in entries}
        ids.update(mentor for entry in entries for mentor in entry.get("full", ()))
        people = people_by_id(ids) if ids else {}
        names = {key: person.display_name for key, person in people.items()}
        told = []
        for entry in entries:
            if entry["person"] in people:
                said = explain_left_out(entry, names=names)
                person = people[entry["person"]]
                told.append({"person": person, "why": said.why, "what_helps": said.what_helps})
        return Response(LeftOutShape(told, many=True).data)


class RunPublication(MatchingEndpoint):
    """Telling the pairs."""

    @extend_schema(request=PublicationBody, responses=PublicationShape)
    def post(self, request: Any, run_id: UUID) -> Response:
        """Make the proposals matches, and tell both people of each by mail; those of a draft with
        its launch. Twice is once. HR admins.
        """
        run, said = self.run(run_id), self.said(PublicationBody)
        done = publish_run(
            run,
            by=self.request.person,
            expected=said.get("expected"),
            held_back=frozenset(said["hold_back"]),
            wait=timedelta(minutes=said["wait_minutes"]),
        )
        told = {
            "published": done.published,
            "dropped": len(done.dropped),
            "tell_yourself": done.unreachable,
            "mails_leave_at": done.leaves_at,
            "with_launch": done.with_launch,
        }
        return answer(PublicationShape, told)

    @extend_schema(responses={200: MatchRunShape})
    def delete(self, request: Any, run_id: UUID) -> Response:
        """Take the latest publication back: its pairs are under review again. HR admins. 409 once
        a mail has left, or one of a pair has begun.
        """
        run = self.run(run_id)
        take_back_publication(run, by=self.request.person)
        return answer(MatchRunShape, self.run(run_id))


class Lock(MatchingEndpoint):
    """Keeping a pair."""

    @extend_schema(request=None, responses=PairShape)
    def post(self, request: Any, match_id: UUID) -> Response:
        """Have a pair stay when the program is matched again. HR admins."""
        return self.change(match_id, keep_pair)

    @extend_schema(responses={200: PairShape})
    def delete(self, request: Any, match_id: UUID) -> Response:
        """Let a kept pair be changed again. HR admins."""
        return self.change(match_id, release_pair)


def _of_run(run: MatchRun, matches: Iterable[Match]) -> list[Match]:
    """The pairs, none of which has to ask for its run again."""
    found = list(matches)
    for match in found:
        match.run = run
    return found

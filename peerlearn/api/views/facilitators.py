"""Finding neutral facilitators, asking several at once, and whether those who do still are."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.programs import ReviewedNomination
from peerlearn.api.serializers.setup import (
    CandidateShape,
    CandidatesQuery,
    SeveralBody,
    StandingShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.people.queries import active_people
from programs.actions.nominations import nominate_facilitators
from programs.queries.candidates import candidates_found, likely_neutral, merits_of
from programs.queries.facilitators import CheckedNomination, checked_nominations, neutralities_of
from programs.queries.load import loads_of
from programs.rules.neutrality import Neutrality


class Candidates(ProgramEndpoint):
    """Who could be asked."""

    @extend_schema(parameters=[CandidatesQuery], responses=CandidateShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List who is likely neutral, best first; with `q`, whom the words find. HR admins."""
        program, q = self.editable_program(program_id), self.asked(CandidatesQuery)["q"].strip()
        found = candidates_found(program, q) if q else likely_neutral(program)
        checks, loads = neutralities_of(program, found), loads_of(found, now=timezone.now())
        candidates = [
            {
                "person": person,
                "merits": merits_of(person),
                "load": loads[person.id].in_words,
                **checked(checks[person.id], person.name),
            }
            for person in found
        ]
        return self.paged(candidates, CandidateShape)


class Facilitators(ProgramEndpoint):
    """Who facilitates or may yet."""

    @extend_schema(responses=StandingShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List who facilitates or was asked, with what the check says today. HR admins."""
        program = self.editable_program(program_id)
        standing = checked_nominations(program)
        for one in standing:
            one.nomination.program = program
        return self.paged([_standing(one) for one in standing], StandingShape)


class SeveralNominations(ProgramEndpoint):
    """In one act."""

    pagination_class = None

    @extend_schema(request=SeveralBody, responses={201: ReviewedNomination(many=True)})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Ask several people to facilitate: all of them, or nobody. HR admins.

        409 `not-neutral` when one has authority over somebody in the program and no reason to
        override is given.
        """
        program, said = self.editable_program(program_id), self.said(SeveralBody)
        reasons = {one["person"]: one["override_reason"] for one in said["asked"]}
        people = active_people().in_bulk(list(reasons))
        if missing := [str(one) for one in reasons if one not in people]:
            text = _("Nobody who works here has this id.")
            raise InvalidError({"asked": [f"{text} ({', '.join(missing)})"]})
        asked = {people[one]: reason for one, reason in reasons.items()}
        made = nominate_facilitators(program, asked, by=self.request.person, now=timezone.now())
        return Response(ReviewedNomination(made, many=True).data, status=201)


def checked(check: Neutrality, name: str) -> dict[str, Any]:
    """What the neutrality check says, for NeutralityShape."""
    is_neutral = None if check.is_unknown else check.is_neutral
    return {"is_neutral": is_neutral, "sentences": check.sentences(name)}


def _standing(one: CheckedNomination) -> dict[str, Any]:
    said = checked(one.check, one.nomination.person.name)
    return {"nomination": one.nomination, "needs_decision": one.needs_decision, **said}

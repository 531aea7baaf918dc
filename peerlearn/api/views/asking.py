"""Questions to mentors, lists of mentors, and how pairs come about."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.not_now import end_break, take_break
from matching.actions.offers import (
    accept_request,
    decline_request,
    offer_next_mentor,
    withdraw_request,
)
from matching.actions.wishes import (
    choose_mentor_oneself,
    forget_wish,
    order_choices,
    say_of_mentee,
    set_modes,
)
from matching.models import MatchRequest
from matching.permissions import may_match, may_withdraw
from matching.queries.directory import Directory, my_choices
from matching.queries.inbox import break_of
from matching.queries.modes import modes_of, programs_to_choose_in, programs_with_wishes
from matching.queries.new_hires import searches_of
from matching.queries.proposals import people_by_id
from matching.queries.requests import requests_in, requests_to, requests_visible_to
from matching.rules.left_out import explain_left_out
from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.serializers.asking import (
    BreakBody,
    BreakShape,
    ChoiceBody,
    MentorQuestionShape,
    MentorShape,
    ModesBody,
    ModesShape,
    OfferBody,
    OrderBody,
    ProgramQuestionShape,
    RefusalBody,
    SearchShape,
    WishBody,
)
from peerlearn.api.serializers.matching import MatchShape
from peerlearn.people.models import Person, Scope
from programs.models import Program
from programs.queries import programs_visible_to


class AskingEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def to_match(self, program_id: UUID) -> Program:
        """A program that the caller may match."""
        require(may_match(self.request.membership))
        programs = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(programs, id=program_id)

    def among(self, programs: list[Program], program_id: UUID) -> Program:
        """One of these, or it isn't there."""
        found = [one for one in programs if one.id == program_id]
        require(bool(found))
        return found[0]

    def asked_of_caller(self, request_id: UUID) -> MatchRequest:
        """A question that was put to the caller."""
        return get_object_or_404(requests_to(self.request.person), id=request_id)


class OwnQuestions(AskingEndpoint):
    """What the caller asks and is asked."""

    @extend_schema(responses=MentorQuestionShape(many=True))
    def get(self, request: Any) -> Response:
        """List the questions that the caller asks, and those that were put to them."""
        found = requests_visible_to(self.request.person)
        return self.paged(found.order_by("-created_at", "-id"), MentorQuestionShape)


class Acceptance(AskingEndpoint):
    """Yes."""

    @extend_schema(request=None, responses=MatchShape)
    def post(self, request: Any, request_id: UUID) -> Response:
        """Say yes to a question: the two are a pair at once, and both get a mail. Twice is once."""
        found = self.asked_of_caller(request_id)
        return answer(MatchShape, accept_request(found, by=self.request.person))


class Refusal(AskingEndpoint):
    """No."""

    @extend_schema(request=RefusalBody, responses=MentorQuestionShape)
    def post(self, request: Any, request_id: UUID) -> Response:
        """Say no to a question: the next mentor is asked by itself. Twice is once."""
        found = self.asked_of_caller(request_id)
        said = self.said(RefusalBody)
        return answer(MentorQuestionShape, decline_request(found, by=self.request.person, **said))


class Withdrawal(AskingEndpoint):
    """Taking a question back."""

    @extend_schema(request=None, responses=MentorQuestionShape)
    def post(self, request: Any, request_id: UUID) -> Response:
        """Take a question back: the mentee, or an HR admin. The next choice is asked."""
        person, membership = self.request.person, self.request.membership
        found = get_object_or_404(requests_visible_to(person, membership), id=request_id)
        require(may_withdraw(person, membership, found))
        return answer(MentorQuestionShape, withdraw_request(found, by=person))


class Break(AskingEndpoint):
    """The caller's break from being asked."""

    @extend_schema(responses=BreakShape)
    def get(self, request: Any) -> Response:
        """Show until when nobody asks the caller."""
        return self.now()

    @extend_schema(request=BreakBody, responses=BreakShape)
    def put(self, request: Any) -> Response:
        """Be asked by nobody until a day."""
        until = self.said(BreakBody)["until"]
        take_break(self.request.person, until, today=timezone.localdate())
        return self.now()

    @extend_schema(responses={204: None})
    def delete(self, request: Any) -> Response:
        """Be asked again."""
        end_break(self.request.person)
        return Response(status=204)

    def now(self) -> Response:
        """The break as it is."""
        return answer(BreakShape, {"until": break_of(self.request.person, now=timezone.now())})


class Mentors(AskingEndpoint):
    """The mentors whom the caller may choose."""

    @extend_schema(responses=MentorShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the mentors of a program in which the caller looks for one, best fit first."""
        program = self.among(programs_to_choose_in(self.request.person), program_id)
        found = Directory(program, self.request.person, now=timezone.now())
        return self.paged(found.listed, MentorShape, make=lambda page: found.cards(list(page)))


class Choices(AskingEndpoint):
    """The caller's list of mentors."""

    pagination_class = None

    @extend_schema(responses=MentorQuestionShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List whom the caller has chosen, in their order."""
        return self.mine(program_id)

    @extend_schema(request=ChoiceBody, responses=MentorQuestionShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Put a mentor on the list; where mentees ask, the first is asked at once."""
        program = self.among(programs_to_choose_in(self.request.person), program_id)
        said = self.said(ChoiceBody)
        made = choose_mentor_oneself(
            program, said["mentor"], by=self.request.person, words=said["words"]
        )
        return answer(MentorQuestionShape, made)

    @extend_schema(request=OrderBody, responses=MentorQuestionShape(many=True))
    def put(self, request: Any, program_id: UUID) -> Response:
        """Put the list into an order; who is asked already stays first."""
        program = self.among(programs_to_choose_in(self.request.person), program_id)
        said = self.said(OrderBody)
        order_choices(program, said["order"], by=self.request.person)
        return self.mine(program_id)

    def mine(self, program_id: UUID) -> Response:
        """The list as it is."""
        program = self.among(programs_to_choose_in(self.request.person), program_id)
        found = my_choices(program, self.request.person)
        return Response(MentorQuestionShape(found, many=True).data)


class Wish(AskingEndpoint):
    """What a mentor says, in private, of somebody who chose them."""

    @extend_schema(request=WishBody, responses={204: None})
    def put(self, request: Any, program_id: UUID, mentee_id: UUID) -> Response:
        """Say how gladly. Nobody reads it; it counts when all lists are matched."""
        program = self.among(programs_with_wishes(self.request.person), program_id)
        mentee = get_object_or_404(Person, id=mentee_id)
        said = self.said(WishBody)
        say_of_mentee(program, mentee, rank=said["rank"], by=self.request.person)
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, program_id: UUID, mentee_id: UUID) -> Response:
        """Take it back."""
        program = self.among(programs_with_wishes(self.request.person), program_id)
        mentee = get_object_or_404(Person, id=mentee_id)
        forget_wish(program, mentee, by=self.request.person)
        return Response(status=204)


class Modes(AskingEndpoint):
    """How pairs come about."""

    @extend_schema(responses=ModesShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show how pairs come about in a program. HR admins."""
        return answer(ModesShape, modes_of(self.to_match(program_id)))

    @extend_schema(request=ModesBody, responses=ModesShape)
    def patch(self, request: Any, program_id: UUID) -> Response:
        """Choose how pairs come about. HR admins."""
        said: Any = self.said(ModesBody)
        program = self.to_match(program_id)
        return answer(ModesShape, set_modes(program, by=self.request.person, **said))


class Questions(AskingEndpoint):
    """All questions of a program."""

    @extend_schema(responses=ProgramQuestionShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List who was asked for whom, what waits first. HR admins."""
        return self.paged(requests_in(self.to_match(program_id)), ProgramQuestionShape)

    @extend_schema(request=OfferBody, responses={200: ProgramQuestionShape, 204: None})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Ask the mentor who fits a mentee best. 204: nobody can be asked, see the searches. HR
        admins.
        """
        program, said = self.to_match(program_id), self.said(OfferBody)
        mentee = get_object_or_404(Person, id=said["mentee"])
        because = MatchRequest.Origin.ADMIN
        made = offer_next_mentor(program, mentee, because=because, by=self.request.person)
        return answer(ProgramQuestionShape, made) if made else Response(status=204)


class Searches(AskingEndpoint):
    """Mentees for whom nobody can be asked."""

    pagination_class = None

    @extend_schema(responses=SearchShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List for whom nobody can be asked, why, and what would help. HR admins."""
        searches = list(searches_of(self.to_match(program_id)))
        people = people_by_id({one for found in searches for one in found.why.get("full", ())})
        names = {key: person.display_name for key, person in people.items()}
        told = []
        for found in searches:
            said = explain_left_out(found.why, names=names)
            row = {"mentee": found.mentee, "since": found.since}
            told.append({**row, "why": said.why, "what_helps": said.what_helps})
        return Response(SearchShape(told, many=True).data)

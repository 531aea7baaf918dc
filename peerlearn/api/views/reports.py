"""Quiet reports: naming who reads them, sending one, following it by its code."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from rest_framework.views import APIView

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.safety import (
    CodeBody,
    FollowedReport,
    ReceiptShape,
    ReportBody,
    ReportDeskBody,
    ReportDeskShape,
    ReportMessageBody,
    ReportRouteBody,
    ReportRouteShape,
)
from peerlearn.api.throttling import CallerThrottle
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.people.models import Person, Scope
from peerlearn.people.queries import active_people
from peerlearn.tenancy.context import organization
from peerlearn.web.limits import within_limit
from peerlearn.web.sealing import keyed_hash
from programs.actions.moves import lock_unless_archived
from programs.actions.report_desks import name_readers, take_naming_back
from programs.actions.reports import add_to_report, send_report
from programs.models import Program
from programs.models import ReportDesk as ReportDeskRow
from programs.permissions import may_name_readers
from programs.queries.near_hr import sentences_about_hr
from programs.queries.report_readers import standing_of
from programs.queries.reports import (
    candidates_of,
    desk_of,
    opened,
    place_of,
    programs_to_report_in,
    report_with_code,
    route_of,
    state_for_reporter,
)
from programs.rules.report_code import clean_code, in_groups
from programs.rules.report_reading import who_reads
from programs.rules.reports import promise, why_nobody
from programs.views.report_following import may_try


class ReportDesk(ProgramEndpoint):
    """Who reads the quiet reports of a program."""

    @extend_schema(responses=ReportDeskShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show whom the program names; 404 before anybody is."""
        desk = desk_of(self.visible_program(program_id))
        if desk is None:
            raise Http404
        return with_tag(answer(ReportDeskShape, desk), ReportDeskBody)

    @extend_schema(request=ReportDeskBody, responses=ReportDeskShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Name who reads the reports that come from now on. HR admins.

        409 `report-desk` when somebody can't: the owner, an HR admin, somebody without an
        address, or who has declined. Who is newly named is asked, and reads nothing before they
        have agreed; whoever has no login is invited with it.
        412 when others were named since it was read. 422 says how somebody newly named is near
        to HR, until `near_hr_is_known` is sent along.
        """
        program = self.editable_program(program_id)
        require(may_name_readers(self.request.membership, program))
        lock_unless_archived(program)
        must_match(self.request, ReportDeskBody, ReportDeskShape(desk_of(program)).data)
        said = self.said(ReportDeskBody)
        chosen = {
            field: _person(said[field], field)
            for field in ("trusted_person", "stand_in")
            if said.get(field)
        }
        if not said["near_hr_is_known"]:
            _must_be_far_from_hr(desk_of(program), chosen)
        desk = name_readers(
            program,
            trusted_person=chosen["trusted_person"],
            stand_in=chosen.get("stand_in"),
            external_contact=said.get("external_contact", ""),
            by=self.request.person,
        )
        return with_tag(answer(ReportDeskShape, desk), ReportDeskBody)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, program_id: UUID) -> Response:
        """Name nobody any more: who was asked is told that it is withdrawn. HR admins.

        409 `wrong-state` when the program is launched: then others can be named instead.
        """
        program = self.editable_program(program_id)
        require(may_name_readers(self.request.membership, program))
        take_naming_back(program)
        return Response(status=204)


def _must_be_far_from_hr(desk: ReportDeskRow | None, chosen: Mapping[str, Person]) -> None:
    """The page asks the same before it saves."""
    known = {desk.trusted_person_id, desk.stand_in_id} if desk else set()
    fresh = {field: one for field, one in chosen.items() if one.id not in known}
    near = sentences_about_hr(fresh.values()) if fresh else {}
    if near:
        raise InvalidError({field: near[one] for field, one in fresh.items() if one in near})


def _person(person_id: UUID, field: str) -> Person:
    found = active_people().filter(id=person_id).first()
    if found is None:
        raise InvalidError({field: [_("Nobody who works here has this id.")]})
    return found


class QuietThrottle(CallerThrottle):
    """Counts by a keyed hash for a minute, so that no counter names a reporter."""

    def allow_request(self, request: Any, view: Any) -> bool:
        who = keyed_hash("programs.report_limit", str(request._request.membership.person_id))
        return within_limit("quiet-report-api", who, most=20, seconds=60)


class QuietEndpoint(Endpoint):
    """Leaves no trace of the caller: not even that their token was used."""

    write_scope = Scope.READ
    notes_token_use = False
    throttle_classes = (QuietThrottle,)

    def program(self, program_id: UUID) -> Program:
        """One that isn't a draft; any colleague may report."""
        found = programs_to_report_in().filter(id=program_id).first()
        if found is None:
            raise Http404
        return found


class ReportRoute(QuietEndpoint):
    """Before writing."""

    @extend_schema(request=ReportRouteBody, responses=ReportRouteShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Say who would read a report about these people. Show it before anybody types."""
        desk = desk_of(self.program(program_id))
        said = self.said(ReportRouteBody)
        candidates = candidates_of(desk)
        way = route_of(candidates, _known(said.get("concerned", [])))
        reader = {"id": way.reader.id, "name": way.reader.name} if way.reader else None
        return Response(
            {
                "reader": reader,
                "promise": promise(way) or why_nobody(candidates),
                "external_contact": desk.external_contact if desk else "",
            }
        )


class QuietReports(QuietEndpoint):
    """Sending one."""

    @extend_schema(request=ReportBody, responses={201: ReceiptShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Send a report. Who sends it is kept nowhere; the code is the only way back to it.

        409 `nobody-to-read`, `reader-changed`: nothing was sent.
        """
        program = self.program(program_id)
        said = self.said(ReportBody)
        code = send_report(
            program,
            text=said["text"],
            concerned=_known(said.get("concerned", [])),
            reader_id=said["reader"],
            form_key=said["key"],
            today=timezone.now().date(),
        )
        return answer(ReceiptShape, {"code": in_groups(code)}, status=201)


def _known(ids: list[UUID]) -> list[UUID]:
    return sorted(Person.objects.filter(id__in=ids).values_list("id", flat=True))


class FollowEndpoint(APIView):
    """By the code alone, outside of all organizations: nobody is asked who they are."""

    authentication_classes = ()
    permission_classes = ()

    def followed(self, code: str, *, text: str = "", reader_id: UUID | None = None) -> Response:
        """The report of a code, after adding to it. 404 for an unknown code, 429 after many."""
        if not may_try(self.request._request):
            raise Throttled(60)
        cleaned = clean_code(code)
        place = place_of(cleaned) if cleaned else None
        if place is None:
            raise Http404
        with organization(place):
            report = report_with_code(cleaned)
            if report is None:
                raise Http404
            if text:
                today = timezone.now().date()
                add_to_report(report, text=text, today=today, reader_id=reader_id)
            standing = standing_of(report)
            reader = standing.reader
            desk = None if reader else desk_of(report.program)
            said = {
                "state": state_for_reporter(report),
                "reader": reader.name if reader else "",
                "reader_id": reader.id if reader else None,
                "who_reads": who_reads(standing),
                "external_contact": desk.external_contact if desk else "",
                "lines": opened(report)[0],
            }
            return answer(FollowedReport, said)

    def said(self, serializer: Any) -> dict[str, Any]:
        """The body, checked. Raises InvalidError."""
        checked = serializer(data=self.request.data)
        if not checked.is_valid():
            raise InvalidError(checked.errors)
        return dict(checked.validated_data)


class FollowReport(FollowEndpoint):
    """Its state."""

    @extend_schema(request=CodeBody, responses=FollowedReport)
    def post(self, request: Any) -> Response:
        """Show a quiet report to whoever has its code. No token, no organization."""
        return self.followed(self.said(CodeBody)["code"])


class FollowMessages(FollowEndpoint):
    """Writing to its reader."""

    @extend_schema(request=ReportMessageBody, responses=FollowedReport)
    def post(self, request: Any) -> Response:
        """Add a message to a quiet report; a closed one is open again.

        409 `nobody-to-read`, or `reader-changed` when `reader_id` isn't who reads it now.
        """
        said = self.said(ReportMessageBody)
        text, reader_id = said["text"].replace("\0", ""), said.get("reader_id")
        return self.followed(said["code"], text=text, reader_id=reader_id)

"""Before a launch: every mail, every seat, every hour; and a template dated from a first day."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.problems import invalid_form
from peerlearn.api.serializers.dry_run import (
    CountShape,
    DryRunShape,
    FirstDayQuery,
    MailTextShape,
    PlaceBody,
    PreviewShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.dry_run import dry_run, sample_person
from peerlearn.home.gallery import template_or_404
from peerlearn.home.template_preview import preview_of, usual_first_day
from peerlearn.home.trial_mails import planned_mail_of, send_test_mail
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import house_entered
from peerlearn.people.queries.holidays import days_without_sessions
from programs.models import Program
from programs.permissions import may_create_program
from sessions.actions.drafting import place_drafts
from sessions.forms import PlaceForm


class DryRun(ProgramEndpoint):
    """What a launch does."""

    @extend_schema(responses=DryRunShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show what a launch sends, needs and costs. Writes nothing. HR admins."""
        program = self.editable_program(program_id)
        return answer(DryRunShape, dry_run(self.request.organization, program, now=timezone.now()))


class MailEndpoint(ProgramEndpoint):
    """What both addresses of a planned mail share."""

    def planned(self, program_id: UUID, key: str) -> tuple[Program, PlannedMail]:
        """The program and the mail that the key names."""
        program = self.editable_program(program_id)
        found = planned_mail_of(self.request.organization, program, key, now=timezone.now())
        if found is None:
            raise Http404
        return program, found


class OnePlannedMail(MailEndpoint):
    """Its text."""

    @extend_schema(responses=MailTextShape)
    def get(self, request: Any, program_id: UUID, key: str) -> Response:
        """Show a planned mail as its reader would have it, written to nobody real. HR admins."""
        _program, mail = self.planned(program_id, key)
        house = house_entered()
        words = mail.words(sample_person(house.time_zone), house)
        return answer(MailTextShape, {"key": key, "subject": words.subject, "body": words.body})


class TestMail(MailEndpoint):
    """One to oneself."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Any, program_id: UUID, key: str) -> Response:
        """Send a planned mail to the caller alone, marked as a test; at most once a minute.

        409 `too-many-tests`, `no-address`. HR admins.
        """
        program, mail = self.planned(program_id, key)
        send_test_mail(
            self.request.organization, program, mail, to=self.request.person, now=timezone.now()
        )
        return Response(status=204)


class DraftPlaces(ProgramEndpoint):
    """Where drafts are."""

    @extend_schema(request=PlaceBody, responses=CountShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Give all drafts of the program that have no place the same one; a video link alone also
        to those that have a room alone. HR admins.
        """
        program = self.editable_program(program_id)
        form = PlaceForm(self.said(PlaceBody))
        if not form.is_valid():
            raise invalid_form(form)
        placed = place_drafts(program, **form.cleaned_data, by=self.request.person)
        return answer(CountShape, {"count": placed})


class TemplatePreview(ProgramEndpoint):
    """A template before it is taken."""

    @extend_schema(parameters=[FirstDayQuery], responses=PreviewShape)
    def get(self, request: Any, key: str) -> Response:
        """Show what a program from the template would be, from a first day on. HR admins."""
        require(may_create_program(self.request.membership))
        template, _row = template_or_404(self.request.membership, key)
        asked = self.asked(FirstDayQuery)
        starts_on = asked.get("starts_on") or usual_first_day(timezone.localdate())
        return answer(PreviewShape, preview_of(template, starts_on, days_without_sessions()))

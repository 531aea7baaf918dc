"""What the caller is asked to read as a trusted person, and their answer. Never a report."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.programs import AnswerBody
from peerlearn.api.serializers.safety import ReaderConsentShape
from peerlearn.people.models import Scope
from programs.actions.reader_consents import accept_reading, decline_reading
from programs.queries.reader_consents import consents_of


class OwnConsents(Endpoint):
    """The questions, and what was answered."""

    @extend_schema(responses=ReaderConsentShape(many=True))
    def get(self, request: Any) -> Response:
        """List the programs that name the caller for quiet reports, by when they were asked."""
        return self.paged(consents_of(self.request.person), ReaderConsentShape)


class ConsentAnswer(Endpoint):
    """The caller's answer."""

    write_scope = Scope.PROGRAMS

    @extend_schema(request=AnswerBody, responses=ReaderConsentShape)
    def post(self, request: Any, consent_id: UUID) -> Response:
        """Agree or decline to read a program's quiet reports. The same answer twice is one."""
        asked = get_object_or_404(consents_of(self.request.person), id=consent_id)
        said, now = self.said(AnswerBody), timezone.now()
        if said["answer"] == "accept":
            answered = accept_reading(asked, now=now)
        else:
            answered = decline_reading(asked, reason=said.get("reason", ""), now=now)
        return answer(ReaderConsentShape, answered)

"""The agenda and the materials of sessions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.serializers.contents import (
    AgendaBody,
    AgendaShape,
    ContentsOutcome,
    MaterialsBody,
    MaterialsShape,
)
from peerlearn.api.views.sessions import SessionsEndpoint
from sessions.actions.contents import (
    Row,
    save_contents,
    seen_of_contents,
    undo_contents,
)
from sessions.models import LearningSession
from sessions.permissions import may_prepare
from sessions.queries.contents import (
    agenda_of,
    contents_changes_of,
    materials_for,
    others_in_scope,
)
from sessions.rules.agenda import AgendaRow, usual_agenda
from sessions.rules.materials import MaterialRow
from sessions.rules.series_changes import AGENDA, MATERIALS


class ContentsEndpoint(SessionsEndpoint):
    """What the addresses share."""

    def prepares(self, learning_session: LearningSession) -> bool:
        """Whether the caller writes them."""
        return may_prepare(self.request.person, self.request.membership, learning_session)

    def save(
        self,
        learning_session: LearningSession,
        part: str,
        rows: Sequence[Row],
        said: dict[str, Any],
    ) -> Response:
        """Keep them, and answer with what was done."""
        others = others_in_scope(
            learning_session,
            said["scope"],
            person=self.request.person,
            membership=self.request.membership,
            now=timezone.now(),
        )
        saved = save_contents(
            learning_session,
            part,
            rows,
            scope=said["scope"],
            others=others,
            overwrite=said["overwrite"],
            seen=said.get("seen"),
            by=self.request.person,
        )
        return answer(ContentsOutcome, saved)


class SessionAgenda(ContentsEndpoint):
    """The agenda of a session."""

    @extend_schema(responses=AgendaShape)
    def get(self, request: Any, session_id: UUID) -> Response:
        """Show what happens when, and what is usual for this kind of session."""
        found = self.session(session_id)
        shown = {
            "agenda": agenda_of(found),
            "usual": usual_agenda(found.kind, found.minutes),
            "seen": seen_of_contents(found, AGENDA),
        }
        return answer(AgendaShape, shown)

    @extend_schema(request=AgendaBody, responses=ContentsOutcome)
    def put(self, request: Any, session_id: UUID) -> Response:
        """Save the whole agenda, of this session, it and those that follow in its series, or all
        to come. HR admins, its presenter and its facilitator.

        409 `contents-seen` where others saved since `seen`; `contents-closed` once it is over.
        """
        found = self.session(session_id)
        require(self.prepares(found))
        said = self.said(AgendaBody)
        return self.save(found, AGENDA, [AgendaRow(**row) for row in said["items"]], said)


class SessionMaterials(ContentsEndpoint):
    """The materials of a session."""

    @extend_schema(responses=MaterialsShape)
    def get(self, request: Any, session_id: UUID) -> Response:
        """Show the links that the caller may see."""
        found = self.session(session_id)
        prepares = self.prepares(found)
        materials = materials_for(self.request.person, found, prepares=prepares, now=timezone.now())
        seen = seen_of_contents(found, MATERIALS) if prepares else None
        return answer(MaterialsShape, {"materials": materials, "seen": seen})

    @extend_schema(request=MaterialsBody, responses=ContentsOutcome)
    def put(self, request: Any, session_id: UUID) -> Response:
        """Save all links, also after the session. HR admins, its presenter and its facilitator.

        409 `contents-seen` where others saved since `seen`; `contents-closed` if it was called off.
        """
        found = self.session(session_id)
        require(self.prepares(found))
        said = self.said(MaterialsBody)
        return self.save(found, MATERIALS, [MaterialRow(**row) for row in said["items"]], said)


class ContentsUndo(SessionsEndpoint):
    """Taking back what was saved."""

    @extend_schema(request=None, responses=ContentsOutcome)
    def post(self, request: Any, change_id: UUID) -> Response:
        """Give the sessions back what they had, where nobody has saved since.

        409 `contents-undone`.
        """
        changes = contents_changes_of(self.request.person, self.request.membership)
        change = get_object_or_404(changes, pk=change_id)
        return answer(ContentsOutcome, undo_contents(change, by=self.request.person))

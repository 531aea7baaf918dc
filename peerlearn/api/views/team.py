"""What managers see of their own reports, and what these let them see."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.topics import SharingBody, SharingShape, TeamShape
from peerlearn.home.team import team_of
from peerlearn.people.actions.sharing import share_participation, stop_sharing_participation
from peerlearn.people.models import Scope
from peerlearn.people.queries.sharing import shares_participation


class Team(Endpoint):
    """The caller's direct reports."""

    @extend_schema(responses=TeamShape)
    def get(self, request: Any) -> Response:
        """Show what direct reports chose to share, and what they would like to learn as a team.
        404 for those to whom nobody reports.
        """
        threshold = self.request.organization_settings.anonymity_threshold
        team = team_of(self.request.person, threshold=threshold)
        if team is None:
            raise Http404
        return answer(TeamShape, team)


class Sharing(Endpoint):
    """The caller's own choice."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=SharingShape)
    def get(self, request: Any) -> Response:
        """Say whether the caller's manager sees what the caller takes part in."""
        return answer(SharingShape, {"is_shared": shares_participation(self.request.person)})

    @extend_schema(request=SharingBody, responses=SharingShape)
    def put(self, request: Any) -> Response:
        """Let the manager see it, or nothing of it any more. They aren't told."""
        said, person = self.said(SharingBody), self.request.person
        if said["is_shared"]:
            share_participation(person)
        else:
            stop_sharing_participation(person)
        return answer(SharingShape, said)

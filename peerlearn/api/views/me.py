"""Who the caller is, and what they may change about themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from peerlearn.api.authentication import BrowserAuthentication, TokenAuthentication
from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.people import (
    OrganizationShape,
    ProfileBody,
    ProfileShape,
)
from peerlearn.people.actions.people import save_person
from peerlearn.people.forms.languages import LanguagesField
from peerlearn.people.forms.names import NameField
from peerlearn.people.forms.time_zones import TimeZoneField
from peerlearn.people.models import Scope
from peerlearn.people.queries import organization_choices


class Organizations(APIView):
    """The organizations of a login. A token belongs to one of them, so it can't ask."""

    authentication_classes = (TokenAuthentication, BrowserAuthentication)
    permission_classes = (IsAuthenticated,)
    metadata_class = None

    @extend_schema(
        operation_id="organizations_list",
        tags=["organizations"],
        responses=OrganizationShape(many=True),
        auth=[{"browser": []}],  # type: ignore[list-item]  # OpenAPI wants objects
    )
    def get(self, request: Any) -> Response:
        """List the organizations of a signed-in browser. A token belongs to one organization and
        is only good below that one's address.
        """
        return Response(OrganizationShape(organization_choices(request.user), many=True).data)


class Me(Endpoint):
    """Oneself."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=ProfileShape)
    def get(self, request: Any) -> Response:
        """Show who the caller is here, and what their token may be used for."""
        return answer(ProfileShape, self.profile())

    @extend_schema(request=ProfileBody, responses=ProfileShape)
    def patch(self, request: Any) -> Response:
        """Change one's own name, time zone or languages; an empty zone is the organization's."""
        values, person = self.said(ProfileBody), self.request.person
        if "name" in values:
            values["name"] = checked_name(values["name"])
        if "time_zone" in values:
            values["time_zone"] = checked_zone(values["time_zone"], required=False)
        if "languages" in values:
            values["languages"] = checked_languages(values["languages"])
        save_person(person, values, by=person, topics={})
        return answer(ProfileShape, self.profile())

    def profile(self) -> dict[str, Any]:
        """For ProfileShape."""
        return {
            "person": self.request.person,
            "role": self.request.membership.role,
            "organization": self.request.organization_settings,
            "token": self.request.auth,
        }


def checked_name(name: str) -> str:
    """A name in one line, by the rule of the forms. Raises InvalidError."""
    try:
        return str(NameField().clean(name))
    except ValidationError as error:
        raise InvalidError({"name": error.messages}) from error


def checked_languages(text: str) -> str:
    """Languages in one line, by the rule of the forms. Raises InvalidError."""
    try:
        return str(LanguagesField().clean(text))
    except ValidationError as error:
        raise InvalidError({"languages": error.messages}) from error


def checked_zone(name: str, *, required: bool = True) -> str:
    """A time zone that the forms offer too. Raises InvalidError."""
    try:
        return str(TimeZoneField(required=required).clean(name))
    except ValidationError as error:
        raise InvalidError({"time_zone": error.messages}) from error

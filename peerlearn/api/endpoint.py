"""What all operations inside an organization have in common."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from peerlearn.api.authentication import BrowserAuthentication, TokenAuthentication
from peerlearn.api.http import ApiRequest
from peerlearn.api.permissions import HasScope, IsMember
from peerlearn.api.problems import PARAMETER, InvalidError
from peerlearn.api.throttling import CallerThrottle
from peerlearn.people.models import Scope

Answer = type[BaseSerializer[Any]]
T = TypeVar("T")


class Endpoint(GenericAPIView):  # type: ignore[type-arg]  # not generic at run time
    """One address. A method loads through a door, checks the input, acts, and responds."""

    request: ApiRequest
    write_scope: ClassVar[Scope] = Scope.READ
    authentication_classes = (TokenAuthentication, BrowserAuthentication)
    permission_classes = (IsMember, HasScope)
    throttle_classes = (CallerThrottle,)
    metadata_class = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The organization's middleware lets strangers through to us: we answer in JSON."""
        view: Any = super().as_view(**initkwargs)
        view.organization_public = view.organization_optional = True
        return view

    def said(self, serializer: type[Serializer[Any]], **options: Any) -> dict[str, Any]:
        """The body, checked. Raises InvalidError."""
        checked = serializer(data=self.request.data, context={"request": self.request}, **options)
        if not checked.is_valid():
            raise InvalidError(checked.errors)
        return dict(checked.validated_data)

    def asked(self, serializer: type[Serializer[Any]]) -> dict[str, Any]:
        """The parameters of the address, checked. Raises InvalidError."""
        checked = serializer(data=self.request.query_params)
        if not checked.is_valid():
            raise InvalidError(
                {f"{PARAMETER}{name}": said for name, said in checked.errors.items()}
            )
        return dict(checked.validated_data)

    def paged(
        self, rows: QuerySet[Any] | Sequence[Any], answer: Answer, *, make: Any = list
    ) -> Response:
        """One page of a list; `make` turns its rows into what is shown."""
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(answer(make(page), many=True).data)


def require(allowed: bool) -> None:  # noqa: FBT001  it reads as a sentence
    """What somebody may not do isn't there for them, as in the pages: 404."""
    if not allowed:
        raise Http404


def answer(serializer: Answer, thing: Any, *, status: int = 200) -> Response:
    """One thing."""
    return Response(serializer(thing).data, status=status)

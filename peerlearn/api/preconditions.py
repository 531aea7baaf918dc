"""`ETag` and `If-Match`: whoever says what they saw changes nothing else by mistake."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from peerlearn.api.http import ApiRequest
from peerlearn.web.seen import fingerprint


class StaleError(exceptions.APIException):
    """What the caller saw has been changed since; nothing is written."""

    status_code = 412
    default_detail = _(
        "Somebody else has saved this since you read it. Nothing was written: read it again."
    )


def must_match(request: ApiRequest, body: type[Serializer[Any]], shown: Mapping[str, Any]) -> None:
    """Call it under the lock of what is `shown` as it is now. Without If-Match all is well.

    Raises StaleError.
    """
    wanted = [
        tag.strip().removeprefix("W/") for tag in request.headers.get("If-Match", "").split(",")
    ]
    if wanted != [""] and "*" not in wanted and _tag(body, shown) not in wanted:
        raise StaleError


def with_tag(response: Response, body: type[Serializer[Any]]) -> Response:
    """The same answer, with an ETag of those fields that `body` can change."""
    response["ETag"] = _tag(body, response.data)
    return response


def _tag(body: type[Serializer[Any]], shown: Mapping[str, Any]) -> str:
    return f'"{fingerprint({name: shown[name] for name in body().get_fields() if name in shown})}"'

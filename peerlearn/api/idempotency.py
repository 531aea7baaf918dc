"""A request that is sent twice with one Idempotency-Key is done once."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from peerlearn.api.http import ApiRequest
from peerlearn.api.models import IdempotentRequest
from peerlearn.api.problems import ConflictError, InvalidError

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_FOR = timedelta(hours=24)
KEY = re.compile(r"[\x21-\x7e]{1,255}")
IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    pattern="^[!-~]{1,255}$",
    description="Send one to be able to repeat the call: for 24 hours it is done once.",
)


def once(request: ApiRequest, act: Callable[[], Response]) -> Response:
    """Act, and keep the answer with the key in the same transaction; without a key just act.

    A refusal undoes the transaction, so it is not kept: asking again asks anew. Raises
    InvalidError for the key of another request, ConflictError while the first is under way.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return act()
    if not KEY.fullmatch(key):
        raise InvalidError({f"?{HEADER}": [_("Use 1 to 255 visible ASCII characters.")]})
    if not _lock(request, key):
        raise ConflictError(_("The first request with this key is still under way."))
    asked = _fingerprint(request)
    own = IdempotentRequest.objects.filter(person=request.person)
    own.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    kept = own.filter(key=key).first()
    if kept is not None:
        if kept.fingerprint != asked:
            raise InvalidError({f"?{HEADER}": [_("This key belongs to another request.")]})
        return Response(kept.body, status=kept.status, headers={REPLAYED: "true"})
    response = act()
    IdempotentRequest.objects.create(
        person=request.person,
        key=key,
        fingerprint=asked,
        status=response.status_code,
        body=json.loads(JSONRenderer().render(response.data)),
    )
    return response


def _lock(request: ApiRequest, key: str) -> bool:
    """Until the transaction ends. A dead process holds none, so no key is stuck."""
    name = f"idempotency:{request.organization.id}:{request.person.id}:{key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def _fingerprint(request: ApiRequest) -> str:
    asked: list[Any] = [request.method, request.path, request.data]
    text = json.dumps(asked, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()

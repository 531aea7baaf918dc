"""Errors as RFC 9457 problem documents, for whoever calls the API."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

CONTENT_TYPE = "application/problem+json"
API_PREFIX = "/api/"


def problem(
    status: int,
    detail: str = "",
    *,
    code: str = "",
    errors: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    """A problem document. `code` names the kind of refusal; without one the status says it all.

    `errors` holds a `pointer` (a JSON pointer into the body, or "?name" for a parameter) and a
    `message` for each field.
    """
    document: dict[str, Any] = {
        "type": f"urn:peerlearn:problem:{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        document["errors"] = errors
    return document


def is_for_api(request: HttpRequest) -> bool:
    """Whether a program asked, which can do nothing with a page."""
    return request.path.startswith(API_PREFIX)


def problem_response(status: int, detail: str = "") -> JsonResponse:
    """A problem document as a response, for errors outside of any API view."""
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)

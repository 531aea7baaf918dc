"""Every error as a problem document: what was refused, in the words that the pages use."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from matching.errors import MatchingError
from peerlearn.people.refusals import RefusedError
from peerlearn.web.problems import CONTENT_TYPE, problem
from programs.errors import ProgramError
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import SessionOverError
from sessions.rules.seats import SeatRefusedError

REFUSALS = (MatchingError, ProgramError, RefusedError, SeatRefusedError, SessionOverError)
# Where a form's field has another name in the API.
PLAN_FIELDS = {"day": "starts_at", "clock": "starts_at", "minutes": "ends_at"}
PARAMETER = "?"


class InvalidError(exceptions.ValidationError):
    """Something in the body, or in the parameters of the address, can't be."""

    status_code = 422


class ConflictError(exceptions.APIException):
    """It can't be done now."""

    status_code = 409


def invalid_form(form: BaseForm) -> InvalidError:
    """What a page's form says, for the same field of the body."""
    return InvalidError(
        {name: [str(said) for said in messages] for name, messages in form.errors.items()}
    )


def respond(error: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of all views; None lets a bug be a bug."""
    document = _problem_of(error)
    if document is None:
        return None
    if not getattr(error, "keeps_work", False):
        set_rollback()
    return Response(
        document, status=document["status"], headers=_headers(error), content_type=CONTENT_TYPE
    )


def _problem_of(error: Exception) -> dict[str, Any] | None:
    if isinstance(error, REFUSALS):
        return problem(409, str(error), code=_code_of(error))
    if isinstance(error, PlanRefusedError):
        return _invalid({PLAN_FIELDS.get(name, name): s for name, s in error.problems.items()})
    if isinstance(error, exceptions.ValidationError):
        return _invalid(error.detail)
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, str(error.detail))
    if isinstance(error, Http404):
        return problem(404, _("There is nothing here, or nothing for you."))
    return problem(403, _("You may not do this.")) if isinstance(error, PermissionDenied) else None


def _invalid(detail: Any) -> dict[str, Any]:
    text = _("Some of what was sent can't be used.")
    return problem(422, text, errors=list(_errors(detail, "")))


def _headers(error: Any) -> dict[str, str]:
    headers = {
        "WWW-Authenticate": getattr(error, "auth_header", None),
        "Retry-After": getattr(error, "wait", None),
    }
    return {name: str(value) for name, value in headers.items() if value}


def _code_of(error: Exception) -> str:
    """SessionFullError → session-full."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _errors(detail: Any, pointer: str) -> Iterator[dict[str, str]]:
    """One entry for each message, with where it belongs."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = name in {"non_field_errors", "__all__"}
            yield from _errors(inner, pointer if own else _join(pointer, str(name)))
    elif isinstance(detail, list):
        nested = any(isinstance(inner, dict | list) for inner in detail)
        for place, inner in enumerate(detail):
            yield from _errors(inner, _join(pointer, str(place)) if nested else pointer)
    else:
        yield {"pointer": pointer, "message": str(detail)}


def _join(pointer: str, name: str) -> str:
    return name if name.startswith(PARAMETER) else f"{pointer}/{name}"

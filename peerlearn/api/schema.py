"""What the OpenAPI document says beyond what the views do: how to sign in, and the errors."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from peerlearn.web.problems import CONTENT_TYPE

EVERYWHERE = {
    "401": "No credentials, or none that are known here.",
    "403": "The token lacks the scope, or the CSRF token is missing.",
    "404": "There is nothing here, or nothing for the caller.",
    "406": "Only JSON is spoken here.",
    "422": "Some of what was sent can't be used; `errors` says what and why.",
    "429": "Too many calls; `Retry-After` says when to go on.",
}
FOR_WRITES = {
    "400": "The body is not JSON, or a text in it holds NUL or half a surrogate pair.",
    "409": "It can't be done now; `detail` says why in words.",
    "412": "It was changed since the state that `If-Match` names.",
    "415": "The body is not application/json.",
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language of Accept-Language."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "message"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "A JSON pointer into the body, or ?name of a parameter.",
                    },
                    "message": {"type": "string"},
                },
            },
        },
    },
}
METHODS = ("get", "post", "put", "patch", "delete")


class Schema(AutoSchema):
    """The generator, with the scope that a token needs in each description."""

    def get_description(self) -> str:  # type: ignore[override]  # as its own base has it
        """What the docstring of the method says, and the scope."""
        said = super().get_description() or ""
        scope = getattr(self.view, "write_scope", None)
        if scope is None:
            return said
        needed = "read" if self.method in {"GET", "HEAD"} else scope.value
        return f"{said}\n\nScope: `{needed}`".strip()


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A token of ours."""

    target_class = "peerlearn.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "An API token: pl_…"}


class BrowserScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A signed-in browser."""

    target_class = "peerlearn.api.authentication.BrowserAuthentication"
    name = "browser"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def add_problems(result: Any, generator: Any, request: Any, public: Any) -> Any:
    """Each operation may end in a problem; saying so once is enough."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result["paths"].values():
        for method in METHODS:
            if method not in operations:
                continue
            errors = EVERYWHERE if method == "get" else {**EVERYWHERE, **FOR_WRITES}
            for status, text in errors.items():
                operations[method]["responses"].setdefault(
                    status, {"description": text, "content": content}
                )
    return result

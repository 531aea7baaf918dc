"""Calling the API with a token, as programs do."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client

from peerlearn.people.actions.tokens import make_token
from peerlearn.people.models import Membership, Scope
from peerlearn.tenancy.context import organization
from tests.cast import Player

ALL_SCOPES = tuple(Scope.values)


@dataclass(frozen=True)
class Caller:
    """A token of one player. Addresses are below their organization unless they begin with /."""

    player: Player
    token: str

    def call(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        path = address if address.startswith("/") else self.address(address)
        return Client().generic(
            method,
            path,
            data="" if body is None else _json(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def address(self, path: str) -> str:
        return f"/api/v1/organizations/{self.player.organization.slug}/{path}"

    def get(self, address: str, **headers: str) -> Any:
        return self.call("GET", address, **headers)

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", address, {} if body is None else body, **headers)

    def patch(self, address: str, body: Any, **headers: str) -> Any:
        return self.call("PATCH", address, body, **headers)

    def put(self, address: str, body: Any, **headers: str) -> Any:
        return self.call("PUT", address, body, **headers)

    def delete(self, address: str) -> Any:
        return self.call("DELETE", address)


def caller(
    player: Player, *, scopes: Any = ALL_SCOPES, expires_at: datetime | None = None
) -> Caller:
    """A new token of a player."""
    with organization(player.organization.id):
        membership = Membership.objects.get(user=player.user)
        _token, text = make_token(membership, name="Test", scopes=scopes, expires_at=expires_at)
    return Caller(player, text)


def names(response: Any, field: str = "name") -> list[str]:
    assert response.status_code == 200, response.content
    return [row[field] for row in response.json()["results"]]


def pointers(response: Any) -> dict[str, str]:
    """The messages of a 422 by where they belong."""
    assert response.status_code == 422, response.content
    assert response["Content-Type"] == "application/problem+json"
    return {error["pointer"]: error["message"] for error in response.json()["errors"]}


def refusal(response: Any) -> tuple[str, str]:
    """The kind and the words of a 409."""
    assert response.status_code == 409, response.content
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    return said["type"].removeprefix("urn:peerlearn:problem:"), said["detail"]


def _json(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body, default=str)

"""Requests to the pages of a room."""

HTMX = {"HX-Request": "true"}


def address(player, room, path="run/"):
    return player.url(f"sessions/{room.id}/{path}")


def post(player, room, path, data=None, **headers):
    return player.client().post(address(player, room, path), data or {}, headers=headers)

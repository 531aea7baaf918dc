"""A stranger who guesses addresses can't tell which companies are here."""

import re
import uuid

import pytest
import time_machine
from django.test import Client

from matching.actions.meeting_mails import MET_PURPOSE
from peerlearn.people.queries.invitations import PURPOSE as INVITATION
from peerlearn.web.tokens import make_token
from programs.nomination_mails import PURPOSE as NOMINATION
from sessions.actions.reminders import CANCEL_PURPOSE
from sessions.actions.request_mails import REQUEST_PURPOSE

PLACES = {
    "join/": (INVITATION, ("id", "email")),
    "programs/answer/": (NOMINATION, ("nomination", "asked")),
    "matching/met/": (MET_PURPOSE, ("meeting", "person")),
    "sessions/request/": (REQUEST_PURPOSE, ("entry", "person")),
    "sessions/seat/": (CANCEL_PURPOSE, ("booking",)),
}


def foreign_token(place):
    """Signed by us, about something of another company."""
    purpose, names = PLACES[place]
    return make_token(purpose, **dict.fromkeys(names, str(uuid.uuid4())))


def says(answer, slug):
    """All that a stranger reads, but for the slug they wrote, the token of forms, and the name
    that each request gets.
    """
    words = re.sub(r'"X-CSRFToken": "\w+"', "", answer.content.decode()).replace(slug, "SLUG")
    headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
    return answer.status_code, headers, words


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "options"])
@pytest.mark.parametrize("kind", ["unreadable", "foreign", "old"])
def test_token_that_says_nothing_is_answered_as_nowhere(cast, anonymous, place, method, kind):
    token = "x" if kind == "unreadable" else foreign_token(place)
    with time_machine.travel("2035-01-01" if kind == "old" else "2026-12-01", tick=False):
        here, nowhere = (
            says(getattr(anonymous, method)(f"/o/{slug}/{place}{token}/"), slug)
            for slug in ("acme", "nobody")
        )
    assert here == nowhere
    assert here[0] == 404
    assert "Acme" not in here[2]


@pytest.mark.parametrize("place", PLACES)
def test_forged_form_is_refused_as_nowhere(cast, place):
    stranger = Client(enforce_csrf_checks=True)
    here, nowhere = (
        says(stranger.post(f"/o/{slug}/{place}x/"), slug) for slug in ("acme", "nobody")
    )
    assert here == nowhere
    assert here[0] == 403
    assert "Acme" not in here[2]

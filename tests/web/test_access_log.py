import logging

import pytest
from django.conf import settings
from django.urls import get_resolver

from peerlearn.web.access_log import AnonymousRequests, MaskedSecrets, masked
from peerlearn.web.tokens import make_token

UVICORN = '%s - "%s %s HTTP/%s" %d'
ROOM = "/o/acme/sessions/018f0000-0000-7000-8000-000000000000"


def record(path, message=UVICORN):
    return logging.makeLogRecord(
        {
            "name": "uvicorn.access",
            "levelno": 20,
            "msg": message,
            "args": ("10.0.0.7:1", "POST", path, "1.1", 200),
        }
    )


@pytest.mark.parametrize(
    "path",
    [
        f"{ROOM}/questions/",
        f"{ROOM}/questions/018f/vote/",
        f"{ROOM}/live/",
        f"{ROOM}/live/questions/?x=1",
        f"{ROOM}/stream/?after=1-1",
    ],
)
def test_requests_of_participants_leave_no_line(path):
    assert AnonymousRequests().filter(record(path)) is False


@pytest.mark.parametrize(
    "path", ["/", f"{ROOM}/run/", f"{ROOM}/run/questions/", "/o/acme/sessions/"]
)
def test_other_requests_are_logged(path):
    assert AnonymousRequests().filter(record(path)) is True


def test_request_line_as_one_argument_is_understood():
    line = logging.makeLogRecord(
        {"levelno": 20, "msg": "%(r)s", "args": ({"r": f"GET {ROOM}/live/ HTTP/1.1"},)}
    )
    assert AnonymousRequests().filter(line) is False


@pytest.mark.parametrize("path", [f"{ROOM}/live", f"{ROOM}/questions", f"{ROOM}/live?x=1"])
def test_path_without_its_slash_leaves_no_line_either(path):
    assert AnonymousRequests().filter(record(path)) is False


def test_refusal_of_an_anonymous_request_leaves_no_line_and_its_failure_no_path():
    def line(level):
        values = ("Refused", f"{ROOM}/questions/")
        return logging.LogRecord("django.request", level, "", 0, "%s: %s", values, None)

    failed = line(logging.ERROR)
    assert AnonymousRequests().filter(line(logging.WARNING)) is False
    assert AnonymousRequests().filter(failed) is True
    assert failed.getMessage() == "An anonymous request failed"


def test_whatever_is_written_goes_past_the_filter():
    handler = settings.LOGGING["handlers"][settings.LOGGING["root"]["handlers"][0]]
    assert handler["filters"] == ["anonymous"]


def token_routes(resolver, before=""):
    """Every address in which something that we have signed may stand."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from token_routes(one, route)
        elif "<str:token>" in route:
            yield "/" + route.replace("<slug:organization_slug>", "acme")


def test_signed_token_is_masked_on_every_route():
    routes = list(token_routes(get_resolver()))
    assert len(routes) >= 4
    for route in routes:
        token = make_token("any", id="018f0000-0000-7000-8000-000000000000")
        assert masked(route.replace("<str:token>", token)) == route.replace("<str:token>", "…")


def test_secrets_of_links_are_masked():
    token = "eyJwIjoi.1vW:abc-def_0123456789"
    assert masked(f"GET /o/acme/join/{token}/") == "GET /o/acme/join/…/"
    assert masked(f"/o/acme/programs/answer/{token}/") == "/o/acme/programs/answer/…/"
    assert masked(f"/o/acme/sessions/seat/{token}/") == "/o/acme/sessions/seat/…/"
    assert masked("/accounts/confirm-email/MQ:1v/") == "/accounts/confirm-email/…/"
    assert masked("/join/?code=ABC234") == "/join/?…"
    assert masked("/o/acme/sessions/") == "/o/acme/sessions/"


def test_record_keeps_its_form_when_masked():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", ("/o/a/join/x.y/",), None
    )
    assert MaskedSecrets().filter(record)
    assert record.getMessage() == "Not Found: /o/a/join/…/"

import logging

import pytest

from peerlearn.web.access_log import AnonymousRequests, MaskedSecrets, masked

UVICORN = '%s - "%s %s HTTP/%s" %d'
ROOM = "/o/acme/sessions/018f0000-0000-7000-8000-000000000000"


def record(path, message=UVICORN):
    return logging.makeLogRecord(
        {"name": "uvicorn.access", "msg": message, "args": ("10.0.0.7:1", "POST", path, "1.1", 200)}
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
    line = logging.makeLogRecord({"msg": "%(r)s", "args": ({"r": f"GET {ROOM}/live/ HTTP/1.1"},)})
    assert AnonymousRequests().filter(line) is False


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

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import RequestFactory

from peerlearn.tenancy.context import NoOrganizationError, organization
from peerlearn.web.redis_connection import connection
from peerlearn.web.streams.channels import (
    AFTER_HEADER,
    CHANNEL_HEADER,
    KEPT_SECONDS,
    channel_of,
    position,
    publish,
    stream_response,
)


@pytest.fixture
def channel(db):
    with organization(uuid4()):
        return channel_of("room-1")


def entries(channel):
    return [fields for _id, fields in connection().xrange(channel)]


def test_channel_starts_with_the_organization(db):
    entered = uuid4()
    with organization(entered):
        assert channel_of("room-1") == f"{entered}:stream:room-1"


def test_channel_without_organization_is_an_error():
    with pytest.raises(NoOrganizationError):
        channel_of("room-1")


def test_publish_tells_after_the_commit_and_expires(channel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(channel, "questions")
        assert entries(channel) == []
    assert entries(channel) == [{"event": "questions"}]
    assert 0 < connection().ttl(channel) <= KEPT_SECONDS


def test_publish_rolled_back_tells_nothing(channel, transactional_db):
    with transaction.atomic():
        publish(channel, "questions")
        transaction.set_rollback(True)
    assert entries(channel) == []


@pytest.mark.parametrize("event", ["", "What is pay?", "questions 7", "x" * 21, "a\nb"])
def test_publish_refuses_anything_but_a_word(channel, event):
    with pytest.raises(ValueError, match="one short word"):
        publish(channel, event)


def test_position_is_that_of_the_last_event(channel, django_capture_on_commit_callbacks):
    assert position(channel) == "0-0"
    with django_capture_on_commit_callbacks(execute=True):
        publish(channel, "questions")
    assert position(channel) == connection().xrange(channel)[0][0]


def test_response_prefers_the_last_event_id_over_the_page(channel):
    request = RequestFactory().get("/", {"after": "5-0"}, headers={"Last-Event-ID": "7-1"})
    response = stream_response(request, channel)
    assert response.status_code == 204
    assert response[CHANNEL_HEADER] == channel
    assert response[AFTER_HEADER] == "7-1"


@pytest.mark.parametrize("after", ["", "$", "-", "1-1 (", "1", "1-1\n"])
def test_response_ignores_an_id_that_is_none(channel, after):
    assert stream_response(RequestFactory().get("/", {"after": after}), channel)[AFTER_HEADER] == ""

"""Posts to chat channels, on their way to a real server."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from sessions.actions.chat_channels import ChannelPlan, add_channel
from sessions.actions.chat_posts import deliver_next
from sessions.models import ChatChannel, ChatPost
from sessions.rules.chat import EVENTS, MOST_ATTEMPTS
from tests.chat_server import running
from tests.sessions.making import in_days, make_program, make_session


@pytest.fixture
def chat(settings):
    """A chat server of the operator's own."""
    with running() as server:
        settings.CHAT_TRUSTED_ORIGINS = [server.origin]
        yield server


@pytest.fixture
def posted(committed_cast, chat):
    """A channel of that server, with its greeting still to be posted."""
    with committed_cast.inside():
        program = make_program(committed_cast)
        plan = ChannelPlan("#onboarding", "slack", EVENTS, f"{chat.origin}/hooks/1")
        return add_channel(program, plan, by=committed_cast.hr_admin.person)


def the_post(cast):
    with cast.inside():
        return ChatPost.objects.get()


def make_due(cast, **fields):
    with cast.inside():
        ChatPost.objects.update(**{"due_at": timezone.now(), **fields})


def test_post_arrives_once(committed_cast, chat, posted):
    assert deliver_next() is True
    assert deliver_next() is False
    ((path, _host, body),) = chat.got
    assert path == "/hooks/1"
    assert body["blocks"][0]["text"]["text"] == "A greeting from Onboarding spring"
    assert the_post(committed_cast).state == "sent"


def test_busy_server_is_asked_again_later(committed_cast, chat, posted):
    chat.status, chat.headers_sent = 429, {"Retry-After": "600"}
    deliver_next()
    post = the_post(committed_cast)
    assert (post.state, post.attempts, post.last_error) == ("pending", 1, "429 ok")
    assert post.due_at > timezone.now() + timedelta(seconds=500)
    assert deliver_next() is False


def test_refusal_for_good_is_told_to_who_added_it_once(committed_cast, chat, posted):
    chat.status, chat.answer = 404, b"no_service"
    for _time in range(2):
        make_due(committed_cast, state="pending")
        deliver_next()
    assert the_post(committed_cast).state == "failed"
    with committed_cast.inside():
        assert ChatChannel.objects.get().trouble == "404 no_service"
        told = Notification.objects.get(kind="sessions.chat_refused")
        assert told.person == committed_cast.hr_admin.person
        assert "no_service" in told.body


def test_trouble_ends_when_a_post_is_taken(committed_cast, chat, posted):
    with committed_cast.inside():
        ChatChannel.objects.update(trouble="404 no_service")
    deliver_next()
    with committed_cast.inside():
        assert ChatChannel.objects.get().trouble == ""


def test_silence_is_given_up_after_the_last_attempt(committed_cast, chat, posted):
    make_due(committed_cast, attempts=MOST_ATTEMPTS - 1)
    chat.status = 503
    deliver_next()
    assert the_post(committed_cast).state == "failed"


def test_post_that_nobody_settled_is_taken_again(committed_cast, chat, posted):
    """A worker took it and died."""
    make_due(committed_cast, attempts=3)
    deliver_next()
    post = the_post(committed_cast)
    assert (post.state, post.attempts) == ("sent", 4)


def test_late_and_paused_posts_are_not_sent(committed_cast, chat, posted):
    make_due(committed_cast, expires_at=timezone.now() - timedelta(minutes=1))
    deliver_next()
    assert the_post(committed_cast).state == "expired"
    make_due(committed_cast, state="pending", expires_at=in_days(1))
    with committed_cast.inside():
        ChatChannel.objects.update(is_on=False)
    deliver_next()
    assert the_post(committed_cast).state == "expired"
    assert chat.got == []


def test_worker_tells_and_posts(committed_cast, chat, posted, worker):
    with committed_cast.inside():
        make_session(posted.program, committed_cast.hr_admin, title="Live")
    worker.tick()
    worker.wait_until_idle()
    with committed_cast.inside():
        assert ChatPost.objects.filter(title="New session: Live").exists()

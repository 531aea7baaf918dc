"""Posts to chat channels: written when there is news, sent one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone, translation

from peerlearn.notifications.actions import notify
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.outgoing import AddressRefusedError, Answer, CallFailedError, post_json
from peerlearn.web.sealing import DamagedTextError, unseal_text
from sessions.actions.chat_words import example_of, post_of
from sessions.models import ChatChannel, ChatPost, ChatTold
from sessions.queries.chat import house_zone, listening_channels, news_for
from sessions.rules.chat import (
    EXAMPLE,
    HOSTS,
    KEPT,
    MOST_ATTEMPTS,
    Post,
    body_of,
    is_for_good,
    pause_after,
)

REFUSED = "sessions.chat_refused"
CHAT_ADDRESS = "chat-address"
# Which is due the longest. Its next try is set before it is sent, so that a worker that dies in
# between costs time alone; it may then stand in the channel twice.
CLAIM = "SELECT organization_id, id FROM chat_claim()"
State = ChatPost.State


def announce(*, now: datetime) -> int:
    """Write what is new for each channel of the organization entered. Returns how many posts."""
    return sum(_announce(channel, now=now) for channel in listening_channels())


def remember(channel: ChatChannel, *, now: datetime) -> None:
    """Have a channel know what stands in its program now: none of it is news to it."""
    _mark(channel, news_for(channel, now=now).marks)


def post_example(channel: ChatChannel, *, now: datetime) -> ChatPost:
    """Post a greeting, to see whether it arrives."""
    with _house_words():
        return _write(channel, EXAMPLE, example_of(channel.program), until=now + KEPT, now=now)


def deliver_next() -> bool:
    """Send the post that is due the longest, of any organization. Returns whether there was one."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(CLAIM)
        claim = cursor.fetchone()
    if claim is None:
        return False
    organization_id, post_id = claim
    with organization(organization_id):
        post = ChatPost.objects.select_related("channel").get(pk=post_id)
        is_wanted = post.channel.is_on and post.expires_at > timezone.now()
        if not is_wanted:
            _settle(post, State.EXPIRED)
    # No transaction is held open while somebody else's server thinks.
    if is_wanted:
        answer = _send(post)
        with organization(organization_id):
            _note(post, answer)
    return True


def _announce(channel_id: UUID, *, now: datetime) -> int:
    with transaction.atomic(), _house_words():
        channel = ChatChannel.objects.select_for_update(of=("self",)).get(pk=channel_id)
        news = news_for(channel, now=now)
        _mark(channel, news.marks)
        wanted = [(event, rows) for event, rows in news.about.items() if event in channel.events]
        for event, rows in wanted:
            post = post_of(event, rows, channel.program, now=now)
            _write(channel, event, post, until=_worth_until(rows, now), now=now)
    return len(wanted)


def _worth_until(rows: list[object], now: datetime) -> datetime:
    """A day, and no longer than until what it is about begins."""
    starts = [getattr(row, "starts_at", now + KEPT) for row in rows]
    return min(now + KEPT, max(starts))


def _write(
    channel: ChatChannel, event: str, post: Post, *, until: datetime, now: datetime
) -> ChatPost:
    return ChatPost.objects.create(
        channel=channel,
        event=event,
        title=post.title,
        lines=list(post.lines),
        link=post.link,
        label=post.label,
        due_at=now,
        expires_at=until,
    )


def _mark(channel: ChatChannel, marks: dict[str, str]) -> None:
    ChatTold.objects.bulk_create(
        [ChatTold(channel=channel, key=key, value=value) for key, value in marks.items()],
        update_conflicts=True,
        unique_fields=["organization", "channel", "key"],
        update_fields=["value"],
    )


def _send(post: ChatPost) -> Answer:
    """What the service answers; status 0 where nobody does, 400 where we don't ask."""
    channel, said = post.channel, Post(post.title, tuple(post.lines), post.link, post.label)
    try:
        address = unseal_text(channel.address, purpose=CHAT_ADDRESS, place=channel.id)
        return post_json(
            address,
            body_of(channel.service, said),
            hosts=HOSTS[channel.service],
            trusted=settings.CHAT_TRUSTED_ORIGINS,
        )
    except CallFailedError as error:
        return Answer(0, str(error))
    except (AddressRefusedError, DamagedTextError) as error:
        return Answer(400, f"{type(error).__name__}: {error}")


def _note(post: ChatPost, answer: Answer) -> None:
    """What became of an attempt."""
    if 200 <= answer.status < 300:
        _settle(post, State.SENT)
        ChatChannel.objects.filter(pk=post.channel_id).exclude(trouble="").update(trouble="")
        return
    error = f"{answer.status or ''} {answer.text}".strip()[:300]
    if is_for_good(answer.status) or post.attempts >= MOST_ATTEMPTS:
        _settle(post, State.FAILED, last_error=error)
        _tell_trouble(post.channel, error)
    else:
        wait = max(pause_after(post.attempts), timedelta(seconds=answer.wait))
        _settle(post, State.PENDING, last_error=error, due_at=Now() + wait)


def _settle(post: ChatPost, state: State, **fields: object) -> None:
    if state != State.PENDING:
        fields["finished_at"] = Now()
    ChatPost.objects.filter(pk=post.pk, attempts=post.attempts, state=State.PENDING).update(
        state=state, **fields
    )


def _tell_trouble(channel: ChatChannel, error: str) -> None:
    """Tell who added a channel that posts don't arrive there, once until one does again."""
    found = ChatChannel.objects.filter(pk=channel.pk, trouble="").update(trouble=error or "?")
    if not found or channel.created_by is None:
        return
    notify(
        to=channel.created_by,
        kind=REFUSED,
        dedupe_key=f"chat:{channel.id}:refused:{timezone.now():%Y-%m-%dT%H:%M}",
        context={"channel": channel, "program": channel.program, "error": error},
        link=org_reverse(channel.program.organization, "sessions:chat_channel", channel.id),
    )


@contextmanager
def _house_words() -> Iterator[None]:
    """Words in the organization's zone, and in the product's language."""
    with timezone.override(house_zone()), translation.override(settings.LANGUAGE_CODE):
        yield

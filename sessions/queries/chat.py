"""Reads of chat channels, and of what they may hear."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from peerlearn.people.models import Membership
from peerlearn.tenancy.models import OrganizationSettings
from programs.models import Program
from sessions.models import (
    CadencePoll,
    ChatChannel,
    ChatPost,
    ChatTold,
    LearningSession,
    TopicProposal,
)
from sessions.rules.chat_news import News, news_of

HEARD = (Program.State.OPEN, Program.State.RUNNING)
POSTS_SHOWN = 20


def channels_visible_to(membership: Membership) -> QuerySet[ChatChannel]:
    """The door to chat channels: HR admins see them all, others none."""
    channels = ChatChannel.objects.select_related("program", "created_by")
    return channels if membership.is_hr_admin else channels.none()


def channels_of(program: Program) -> QuerySet[ChatChannel]:
    """A program's channels by name, each with what became of its last post."""
    last = ChatPost.objects.filter(channel=OuterRef("pk")).order_by("-created_at", "-id")[:1]
    return ChatChannel.objects.filter(program=program).annotate(
        last_state=Subquery(last.values("state")), last_at=Subquery(last.values("created_at"))
    )


def last_posts(channel: ChatChannel) -> list[ChatPost]:
    """What was posted there last, newest first."""
    return list(ChatPost.objects.filter(channel=channel)[:POSTS_SHOWN])


def listening_channels() -> list[UUID]:
    """The channels of the organization entered that hear of a program under way."""
    found = ChatChannel.objects.filter(is_on=True, program__state__in=HEARD)
    return list(found.order_by("id").values_list("id", flat=True))


def news_for(channel: ChatChannel, *, now: datetime) -> News:
    """What is new to a channel."""
    program = channel.program_id
    meetings = (
        LearningSession.objects.filter(program=program, starts_at__gt=now)
        .filter(state__in=(LearningSession.State.PUBLISHED, LearningSession.State.CANCELLED))
        .exclude(kind=LearningSession.Kind.ONE_TO_ONE)
        .select_related("presenter", "organization")
        .order_by("starts_at", "id")
    )
    topics = TopicProposal.objects.filter(program=program, state=TopicProposal.State.OPEN)
    votes = CadencePoll.objects.filter(
        program=program, state=CadencePoll.State.OPEN, closes_at__gt=now
    )
    told = dict(ChatTold.objects.filter(channel=channel).values_list("key", "value"))
    return news_of(
        meetings,
        topics.select_related("organization").order_by("created_at", "id"),
        votes.select_related("organization"),
        told,
        now=now,
        zone=house_zone(),
    )


def house_zone() -> ZoneInfo:
    """The organization's clocks: those of a channel that many read."""
    return ZoneInfo(OrganizationSettings.objects.values_list("time_zone", flat=True).get())

"""The mails about topics, votes and chat channels of a program, as a forecast names them."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions.models import CadencePoll, ChatChannel, LearningSession, TopicProposal
from sessions.request_forecast import Told


def about_topics(one: LearningSession) -> Told:
    """To who proposed a topic, or voted for it."""
    proposal = TopicProposal(title=one.title)
    return (
        (
            "topic_planned",
            _("A topic that they voted for is a session"),
            _("when you publish a session on a proposed topic, to who voted for it"),
            {"proposal": proposal, "is_theirs": False},
        ),
        (
            "topic_declined",
            _("A proposed topic is declined"),
            _("when you decline a topic, to who proposed it"),
            {"proposal": proposal, "program": one.program},
        ),
    )


def about_votes(one: LearningSession) -> Told:
    """Of a vote on when to meet."""
    zone = ZoneInfo(one.time_zone)
    local = one.starts_at.astimezone(zone)
    poll = CadencePoll(program=one.program, closes_at=one.starts_at)
    result = {
        "format": one.get_kind_display(),
        "first_day": local.date(),
        "weekday": date_format(local, "l"),
        "clock": f"{local:%H:%M}",
        "every_weeks": 2,
        "time_zone": zone.key,
    }
    return (
        (
            "cadence_vote",
            _("A vote on when to meet"),
            _("when you open one, to everybody who takes part"),
            {"poll": poll, "program": one.program},
        ),
        (
            "cadence_ended",
            _("A vote on when to meet is over"),
            _("when it ends, to who opened it"),
            {"program": one.program},
        ),
        (
            "cadence_set",
            _("What suits most"),
            _("when you set the sessions by a vote, to who voted"),
            {"program": one.program, **result},
        ),
    )


def about_chat(one: LearningSession) -> Told:
    """Of the program's chat channels."""
    channel = ChatChannel(name="#lunch", service=ChatChannel.Service.SLACK)
    return (
        (
            "chat_refused",
            _("A chat channel takes no posts any more"),
            _("when Slack or Teams refuses one, to who added the channel"),
            {"channel": channel, "program": one.program, "error": "404 no_service"},
        ),
    )

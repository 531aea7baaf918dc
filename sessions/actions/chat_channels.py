"""Chat channels of a program: adding, changing, pausing, removing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.web.outgoing import OTHER_HOST, AddressRefusedError, check_address
from peerlearn.web.sealing import seal_text
from programs.actions.moves import must_not_be_over
from programs.models import Program
from sessions.actions.chat_posts import CHAT_ADDRESS, post_example, remember
from sessions.models import ChatChannel
from sessions.rules.chat import EVENTS, HOSTS

MOST_CHANNELS = 20

OTHER_SERVICE: dict[str, Promise] = {
    ChatChannel.Service.SLACK: _("Addresses of Slack begin with https://hooks.slack.com/."),
    ChatChannel.Service.TEAMS: _(
        "Addresses of Microsoft Teams end in webhook.office.com, logic.azure.com or"
        " powerplatform.com before their first slash."
    ),
}


class ChannelRefusedError(Exception):
    """A channel can't be kept so: `field` says what is wrong, `sentence` why."""

    def __init__(self, field: str, sentence: Promise) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(str(sentence))


@dataclass(frozen=True)
class ChannelPlan:
    """What a channel is to be. Without an address it keeps the one that it has."""

    name: str
    service: str
    events: Collection[str]
    address: str = ""


def add_channel(program: Program, plan: ChannelPlan, *, by: Person) -> ChatChannel:
    """Have a channel hear of a program from now on, and post an example there.

    Raises ChannelRefusedError and ProgramOverError.
    """
    must_not_be_over(program)
    if not plan.address:
        raise ChannelRefusedError("address", _("Paste the address that the service gave you."))
    if ChatChannel.objects.filter(program=program).count() >= MOST_CHANNELS:
        raise ChannelRefusedError("name", _("A program has at most 20 channels."))
    channel = ChatChannel(program=program, created_by=by)
    _keep(channel, plan)
    remember(channel, now=timezone.now())
    post_example(channel, now=timezone.now())
    return channel


def change_channel(channel: ChatChannel, plan: ChannelPlan, *, by: Person) -> ChatChannel:
    """Carry a changed plan into a channel. Raises ChannelRefusedError and ProgramOverError."""
    must_not_be_over(channel.program)
    _keep(channel, plan)
    return channel


def pause_channel(channel: ChatChannel, *, by: Person) -> None:
    """Post nothing there until it is resumed. Twice is once."""
    ChatChannel.objects.filter(pk=channel.pk).update(is_on=False)


def resume_channel(channel: ChatChannel, *, by: Person, now: datetime) -> None:
    """Post there again, from now on: what came in between is not told. Twice is once."""
    with transaction.atomic():
        current = ChatChannel.objects.select_for_update().get(pk=channel.pk)
        if not current.is_on:
            remember(current, now=now)
            current.is_on, current.trouble = True, ""
            current.save(update_fields=["is_on", "trouble"])


def remove_channel(channel: ChatChannel, *, by: Person) -> None:
    """Forget a channel, its address and what was posted there."""
    channel.delete()


def _keep(channel: ChatChannel, plan: ChannelPlan) -> None:
    if not set(plan.events) <= set(EVENTS):
        raise ChannelRefusedError("events", _("There is no such event."))
    if channel.service not in ("", plan.service) and not plan.address:
        raise ChannelRefusedError("address", _("Another service has another address: paste it."))
    channel.name, channel.service = plan.name, plan.service
    channel.events = [event for event in EVENTS if event in plan.events]
    if plan.address:
        _check(plan)
        channel.address = seal_text(plan.address, purpose=CHAT_ADDRESS, place=channel.id)
        channel.address_end = plan.address[-4:]
        channel.trouble = ""
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as error:
        raise ChannelRefusedError("name", _("The program has a channel of this name.")) from error


def _check(plan: ChannelPlan) -> None:
    trusted = settings.CHAT_TRUSTED_ORIGINS
    try:
        check_address(plan.address, hosts=HOSTS[plan.service], trusted=trusted)
    except AddressRefusedError as error:
        is_other = error.sentence is OTHER_HOST
        sentence = OTHER_SERVICE[plan.service] if is_other else error.sentence
        raise ChannelRefusedError("address", sentence) from error

"""What people decide about their messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerlearn.notifications.groups import is_optional
from peerlearn.notifications.models import MessageChoices, SwitchedOff
from peerlearn.people.models import Person

Switch = tuple[str, str]  # a group's key and a channel


class NeededGroupError(Exception):
    """Messages of this group can't be switched off."""

    sentence: Promise = _("These messages can't be switched off.")

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True)
class Times:
    """When mails may come, on the person's own clock, and how many a day (None: all)."""

    quiet_from: time | None
    quiet_until: time | None
    mails_a_day: int | None


def choose_times(person: Person, times: Times, *, by: Person) -> MessageChoices:
    """Keep a person's quiet hours and how many mails a day they want."""
    found, _made = MessageChoices.objects.update_or_create(
        person=person,
        defaults={
            "quiet_from": times.quiet_from,
            "quiet_until": times.quiet_until,
            "mails_a_day": times.mails_a_day,
        },
    )
    return found


def switch(person: Person, wanted: Mapping[Switch, bool], *, by: Person) -> None:
    """Switch groups of messages on or off. Raises NeededGroupError, and then changes nothing."""
    if not all(is_optional(group) for group, _channel in wanted):
        raise NeededGroupError
    with transaction.atomic():
        for (group, channel), is_on in wanted.items():
            if is_on:
                SwitchedOff.objects.filter(person=person, group=group, channel=channel).delete()
            else:
                SwitchedOff.objects.get_or_create(person=person, group=group, channel=channel)


def unsubscribe(person: Person, group: str) -> None:
    """End mails of a group, as the link in one of them asks. Twice is once."""
    switch(person, {(group, SwitchedOff.Channel.MAIL): False}, by=person)


def subscribe_again(person: Person, group: str) -> None:
    """Take that back."""
    switch(person, {(group, SwitchedOff.Channel.MAIL): True}, by=person)

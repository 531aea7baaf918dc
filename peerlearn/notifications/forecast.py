"""Mails that would be sent: what they are, to whom, when, and their text, without sending any."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from peerlearn.notifications.texts import House, Words
from peerlearn.people.models import Person

# Everybody in the program, those in one role, the people named in `to`, or somebody whom nobody
# knows yet: then `when` says who.
Audience = Literal["people", "mentor", "mentee", "participant", "named", "somebody"]
WordsFor = Callable[[Person, House], Words]


@dataclass(frozen=True, kw_only=True)
class PlannedMail:
    """One mail to come.

    `key` names it in an address: its kind, perhaps a hyphen and which of several, a dot and what
    it is about. `due_at` is None for one that waits for something, which `when` says.
    `in_working_hours`: it comes to each reader in theirs, from `due_at` on. `most` is how many of
    its audience get it, None: all. `words` renders it for somebody,
    from the same texts as the real one.
    """

    key: str
    what: str
    about: str = ""
    audience: Audience = "people"
    to: tuple[Person, ...] = ()
    most: int | None = None
    due_at: datetime | None = None
    when: str = ""
    in_working_hours: bool = False
    words: WordsFor

    @property
    def kind(self) -> str:
        """The kind of notification that it will be."""
        app, name, _about = self.key.split(".", 2)
        return f"{app}.{name.split('-')[0]}"

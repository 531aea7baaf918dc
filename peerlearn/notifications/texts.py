"""The words of a message: one text template per kind, from which its HTML is made too.

`sessions.booking_confirmed` has templates/sessions/mail/booking_confirmed.subject.txt and .txt,
rendered without escaping. Blank lines part paragraphs, lines that begin with "- " are a list, lines
that begin with ">" are somebody's own words. A line that ends with a colon and a line with nothing
but an address below it become a button:

    See your booking:
    {{ link }}

What people wrote stays in one line, so that it can begin no paragraph and no button of our mails;
`{{ reason|quoted }}` gives it with its own lines, as a quotation.
"""

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import CharField, ForeignKey, Model, TextField
from django.template import Context, Engine
from django.utils import timezone, translation

from peerlearn.notifications.links import absolute
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.single_line import one_line

LONGEST_SUBJECT = 250
ADDRESS = re.compile(r"https?://\S+")
NAMED_ADDRESS = re.compile(r"\w{1,20}: https?://\S+")
QUOTE = ">"


@dataclass(frozen=True)
class Words:
    """A subject and a text."""

    subject: str
    body: str


@dataclass(frozen=True)
class Block:
    """A piece of a text: a paragraph's lines, a list's items, the lines that somebody wrote, or a
    button's label and address."""

    kind: Literal["paragraph", "list", "quote", "button"]
    lines: tuple[str, ...]
    address: str = ""


class OneLine(str):
    """A text in one line that remembers how it was written."""

    written: str

    def __new__(cls, written: str) -> "OneLine":
        made = super().__new__(cls, one_line(written))
        made.written = written
        return made


def quoted(text: str) -> str:
    """Somebody's words with their own lines, each behind a ">": a quotation of `blocks_of`."""
    written = text.written if isinstance(text, OneLine) else text
    lines = (one_line(line) for line in written.strip().splitlines())
    return "\n".join(f"{QUOTE} {line}".rstrip() for line in lines)


@dataclass(frozen=True)
class House:
    """What the texts of an organization's messages need of it."""

    name: str
    time_zone: str
    slug: str = ""


def house_entered() -> House:
    """The organization entered; the one that owns account mails goes by the product's name."""
    row = OrganizationSettings.objects.values_list(
        "name", "time_zone", "organization__slug"
    ).first()
    return House(*row) if row else House("Peerlearn", "UTC")


def words_of(
    kind: str, *, to: Person, context: Mapping[str, Any], link: str, house: House
) -> Words:
    """Render a kind's templates in the recipient's zone, else the organization's.

    The templates know `to` (the person), `link` (absolute), `organization_name`, and `context`.
    Raises TemplateDoesNotExist when the kind has no texts.
    """
    app, name = kind.split(".", 1)
    known = {
        "to": to,
        "link": absolute(link) if link else "",
        "organization_name": one_line(house.name),
        **context,
    }
    zone = ZoneInfo(to.time_zone or house.time_zone)
    with timezone.override(zone), translation.override(settings.LANGUAGE_CODE):
        subject = _render(f"{app}/mail/{name}.subject.txt", known)
        body = _render(f"{app}/mail/{name}.txt", known)
    return Words(subject=one_line(subject)[:LONGEST_SUBJECT], body=tidy(body))


def written_words(subject: str, body: str, fill: Callable[[str], str]) -> Words:
    """Words that somebody in the organization wrote, each text filled by `fill`."""
    return Words(subject=one_line(fill(subject))[:LONGEST_SUBJECT], body=tidy(fill(body)))


def single_lines(value: Any) -> Any:
    """A text in one line; a row with its texts so, in it and in the rows at hand.

    Names, titles and reasons are others' words: none may begin a paragraph or a button of our
    mails. Other values stay as they are, and so does the row given.
    """
    if isinstance(value, str):
        return OneLine(value)
    if not isinstance(value, Model):
        return value
    row = copy(value)
    for field in row._meta.concrete_fields:
        held = row.__dict__.get(field.attname)
        if isinstance(field, CharField | TextField) and isinstance(held, str):
            row.__dict__[field.attname] = OneLine(held)
        elif isinstance(field, ForeignKey) and field.is_cached(row):
            field.set_cached_value(row, single_lines(field.get_cached_value(row)))
    return row


def tidy(text: str) -> str:
    """Without blanks at the ends of lines, and with one empty line between paragraphs."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def blocks_of(body: str) -> list[Block]:
    """The pieces of a text, in order."""
    return [_block(part.split("\n")) for part in re.split(r"\n{2,}", body) if part]


def without_addresses(body: str) -> str:
    """A text for others than its reader: its addresses may act in the reader's name."""
    return ADDRESS.sub("[…]", body)


def _block(lines: list[str]) -> Block:
    if len(lines) == 2 and lines[0].endswith(":") and ADDRESS.fullmatch(lines[1]):
        return Block("button", (lines[0].removesuffix(":"),), lines[1])
    if all(line.startswith(QUOTE) for line in lines):
        return Block("quote", tuple(line.removeprefix(QUOTE).lstrip() for line in lines))
    if all(line.startswith("- ") for line in lines):
        return Block("list", tuple(line.removeprefix("- ") for line in lines))
    return Block("paragraph", tuple(lines))


def _render(template: str, context: Mapping[str, Any]) -> str:
    # Text has no markup to protect: "Müller & Sohn" stays as it is.
    found = Engine.get_default().get_template(template)
    safe = {name: single_lines(value) for name, value in context.items()}
    return found.render(Context(safe, autoescape=False))

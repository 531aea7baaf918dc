"""What may become of a question, and who sees it when."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HELD, ASKED, ON_SCREEN = "held", "submitted", "highlighted"
ANSWERED, ARCHIVED, DISMISSED = "answered", "archived", "dismissed"

MOVES: dict[str, frozenset[str]] = {
    HELD: frozenset({ASKED, ON_SCREEN, DISMISSED}),
    ASKED: frozenset({HELD, ON_SCREEN, ANSWERED, ARCHIVED, DISMISSED}),
    ON_SCREEN: frozenset({HELD, ASKED, ANSWERED, ARCHIVED, DISMISSED}),
    ANSWERED: frozenset({ASKED, ON_SCREEN, ARCHIVED, DISMISSED}),
    ARCHIVED: frozenset({ASKED, ON_SCREEN, ANSWERED, DISMISSED}),
    DISMISSED: frozenset({HELD, ASKED, ON_SCREEN, ANSWERED, ARCHIVED}),
}
# What the facilitator is told after a move, by where it led.
MOVED = {
    HELD: _("The question waits for your approval again."),
    ASKED: _("The question is open."),
    ON_SCREEN: _("The question is on the screen."),
    ANSWERED: _("The question is marked as answered."),
    ARCHIVED: _("The question is archived: only you see it."),
    DISMISSED: _("The question is dismissed: only you see it."),
}
# What everybody in the room reads; the others only the facilitator.
SHOWN = frozenset({ASKED, ON_SCREEN, ANSWERED})
# What still waits for its answer, and can be voted for.
OPEN = frozenset({ASKED, ON_SCREEN})
MOST_CHARACTERS = 500
# Who sees people come in could tell which of fewer it was. Only those count who came in by
# themselves: nobody else can ask, and whoever is only ticked off may not be there.
LEAST_PEOPLE = 3
RECEIPT = _(
    "Nobody can see who asked, not even HR or the facilitator. "
    "Your name is not stored with the question, and neither is the time."
)
RECEIPT_PEOPLE = _(
    "Questions are open only while at least %(least)d people are here who came in by themselves. "
    "Who is only ticked off by the facilitator doesn't count, so that nobody can count down to you."
)
RECEIPT_HELD = _("The facilitator reads it first and then shows it to everyone in the room.")
RECEIPT_SHOWN = _("Everyone in the room reads the question at once.")

# Joiners hold emoji and some scripts together; every other invisible character goes.
INVISIBLE = re.compile(r"[^\S\n ]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Asked(Protocol):
    """What ordering needs to know of a question."""

    @property
    def id(self) -> object: ...
    @property
    def state(self) -> str: ...
    @property
    def votes(self) -> int: ...


Question = TypeVar("Question", bound=Asked)


class QuestionRefusedError(Exception):
    """A question can't be asked, voted for or moved; str() is a sentence for the person."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class RoomClosedError(QuestionRefusedError):
    """The session isn't live."""

    sentence = _("The room is closed: nothing can be asked or voted for now.")


class TooFewPeopleError(QuestionRefusedError):
    """So few are in the room that whoever sees them could tell who asked."""

    def __str__(self) -> str:
        return why_closed_to_questions()


class ConductFirstError(QuestionRefusedError):
    """Who hasn't accepted the program's code of conduct reads, and doesn't ask."""

    sentence = _("Please accept the code of conduct of the program first. Your text is kept.")


class TooManyQuestionsError(QuestionRefusedError):
    """More questions than anybody reads."""

    sentence = _("You have asked a lot just now. Wait a minute; your text is kept.")


class EmptyQuestionError(QuestionRefusedError):
    """There is no question in the text."""

    sentence = _("Write your question.")


class LongQuestionError(QuestionRefusedError):
    """It is too long."""

    sentence = _("A question has at most 500 characters.")


class QuestionSettledError(QuestionRefusedError):
    """It has been answered or taken down: no vote changes that."""

    sentence = _("This question is no longer open for votes.")


class MoveRefusedError(QuestionRefusedError):
    """A question can't go from its state to that one."""

    sentence = _("This question was changed meanwhile. Look again.")


def clean_question(text: str) -> str:
    """A question as it is stored: one form of each letter, no control characters, no blank space
    around it or in rows.

    Raises EmptyQuestionError or LongQuestionError.
    """
    plain = INVISIBLE.sub(" ", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    plain = "".join(c for c in plain if c == "\n" or unicodedata.category(c) != "Cc")
    lines = (" ".join(line.split(" ")).strip() for line in plain.split("\n"))
    cleaned = re.sub(r"\n{2,}", "\n", re.sub(r" {2,}", " ", "\n".join(lines))).strip()
    if not cleaned:
        raise EmptyQuestionError
    if len(cleaned) > MOST_CHARACTERS:
        raise LongQuestionError
    return cleaned


def may_ask(*, here: int) -> bool:
    """Whether enough participants have come in by themselves for a question to be nobody's."""
    return here >= LEAST_PEOPLE


def why_closed_to_questions() -> str:
    """The sentence in place of the box, before anybody types."""
    sentence = _(
        "You can ask as soon as %(least)d people have come in by themselves, with the code or "
        "their own login. Among fewer, whoever sees you come in could tell who asked."
    )
    return sentence % {"least": LEAST_PEOPLE}


def may_move(state: str, to: str) -> bool:
    """Whether a question may go from one state to another."""
    return to in MOVES.get(state, frozenset())


def first_state(*, holds_questions: bool) -> str:
    """Where a new question begins."""
    return HELD if holds_questions else ASKED


def receipt(*, holds_questions: bool) -> str:
    """Who will see what, said before anybody types."""
    then = RECEIPT_HELD if holds_questions else RECEIPT_SHOWN
    return f"{RECEIPT} {RECEIPT_PEOPLE % {'least': LEAST_PEOPLE}} {then}"


def in_order(questions: Iterable[Question]) -> list[Question]:
    """What is on the screen, then by votes, what is answered last. Among equals a random id
    decides: nothing tells in which order they came.
    """
    rank = {ON_SCREEN: 0, ANSWERED: 2}
    return sorted(questions, key=lambda q: (rank.get(q.state, 1), -q.votes, str(q.id)))

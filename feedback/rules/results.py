"""What of a round's answers is shown, and what the figures say."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.rules.rounds import RATINGS

Words = str | Promise


class Stage(StrEnum):
    """How far a round is, as those see it who may read its results."""

    COLLECTING = "collecting"
    TOO_FEW_THERE = "too_few_there"
    TOO_FEW_ANSWERS = "too_few_answers"
    SHOWN = "shown"


class Question(StrEnum):
    """The two ratings; the values are the names of the columns."""

    USEFUL = "useful"
    SAFE_TO_ASK = "safe_to_ask"


ASKED: dict[Question, Words] = {
    Question.USEFUL: gettext_lazy("How useful was it for your work?"),
    Question.SAFE_TO_ASK: gettext_lazy("“I felt safe to ask.”"),
}
CHOICES: dict[Question, dict[int, Words]] = {
    Question.USEFUL: {
        1: gettext_lazy("not useful"),
        2: gettext_lazy("slightly"),
        3: gettext_lazy("fairly"),
        4: gettext_lazy("useful"),
        5: gettext_lazy("very useful"),
    },
    Question.SAFE_TO_ASK: {
        1: gettext_lazy("not at all"),
        2: gettext_lazy("a little"),
        3: gettext_lazy("partly"),
        4: gettext_lazy("mostly"),
        5: gettext_lazy("completely"),
    },
}
FINDINGS: dict[Question, tuple[Words, Words, Words]] = {
    Question.USEFUL: (
        gettext_lazy("Most found it useful: %(mean)s of 5 on average"),
        gettext_lazy("About half found it useful: %(mean)s of 5 on average"),
        gettext_lazy("Few found it useful: %(mean)s of 5 on average"),
    ),
    Question.SAFE_TO_ASK: (
        gettext_lazy("Most felt safe to ask: %(mean)s of 5 on average"),
        gettext_lazy("About half felt safe to ask: %(mean)s of 5 on average"),
        gettext_lazy("Few felt safe to ask: %(mean)s of 5 on average"),
    ),
}
MOST, HALF = 0.6, 0.4


def stage_of(*, is_closed: bool, invited: int, answers: int, threshold: int) -> Stage:
    """Nothing before the close, nothing below the threshold."""
    if invited < threshold:
        return Stage.TOO_FEW_THERE
    if not is_closed:
        return Stage.COLLECTING
    return Stage.SHOWN if answers >= threshold else Stage.TOO_FEW_ANSWERS


@dataclass(frozen=True)
class Distribution:
    """How often each rating from 1 to 5 was chosen for a question; at least once in all."""

    question: Question
    counts: tuple[int, int, int, int, int]

    @property
    def total(self) -> int:
        """The number of answers."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The average rating."""
        weighted = sum(rating * count for rating, count in zip(RATINGS, self.counts, strict=True))
        return weighted / self.total

    @property
    def mean_text(self) -> str:
        """The average with one decimal, as the reader's language writes it."""
        return formats.number_format(round(self.mean, 1), decimal_pos=1)  # it cuts, else

    @property
    def asked(self) -> Words:
        """The question."""
        return ASKED[self.question]

    @property
    def finding(self) -> str:
        """What the distribution says, for the title of its chart."""
        high = sum(self.counts[3:]) / self.total
        most, half, few = FINDINGS[self.question]
        said = most if high >= MOST else half if high >= HALF else few
        return str(said) % {"mean": self.mean_text}

    @property
    def rows(self) -> list[tuple[str, int]]:
        """What each rating means and how often it was chosen, the best first."""
        words = CHOICES[self.question]
        pairs = list(zip(RATINGS, self.counts, strict=True))
        return [
            (_("%(rating)d · %(words)s") % {"rating": rating, "words": words[rating]}, count)
            for rating, count in reversed(pairs)
        ]

    @property
    def summary(self) -> str:
        """The distribution in a sentence."""
        low, middle, high = sum(self.counts[:2]), self.counts[2], sum(self.counts[3:])
        return _("%(high)d chose 4 or 5, %(middle)d chose 3, %(low)d chose 1 or 2.") % {
            "high": high,
            "middle": middle,
            "low": low,
        }

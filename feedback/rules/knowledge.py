"""The knowledge check: what a question must be, what an attempt scores, what was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from feedback.rules.rounds import FeedbackRefusedError

FEWEST_QUESTIONS, USUAL_QUESTIONS, MOST_QUESTIONS = 1, 3, 5
FEWEST_CHOICES, MOST_CHOICES = 2, 4
LONGEST_QUESTION, LONGEST_CHOICE = 300, 200
# Below this share of right answers something is worth taking up again.
LOST_BELOW = 0.8


class BadQuestionsError(FeedbackRefusedError):
    """The questions are none, too many, or incomplete."""

    sentence = _("Write 1 to 5 questions, each with 2 to 4 choices and the right one marked.")


class CheckTakenError(FeedbackRefusedError):
    """Somebody has answered: to change the questions would change what they answered."""

    sentence = _("Somebody has answered already, so the questions can't be changed any more.")


class IncompleteAttemptError(FeedbackRefusedError):
    """An answer is missing, or is none of the choices."""

    sentence = _("Choose one answer for each question.")


class NotThereError(FeedbackRefusedError):
    """The check is for those who attended, once the session is over."""

    sentence = _("The knowledge check is for the people who were there, after the session.")


@dataclass(frozen=True)
class Question:
    """One question as it is written; `correct` is the index of the right choice."""

    text: str
    choices: tuple[str, ...]
    correct: int


def problems_of(text: str, choices: Sequence[str], correct: int | None) -> dict[str, str | Promise]:
    """What is wrong with a question, by "text", "choices" and "correct". Empty choices are gaps."""
    problems: dict[str, str | Promise] = {}
    filled = [choice for choice in choices if choice]
    if not text:
        problems["text"] = _("Write the question.")
    if len(filled) < FEWEST_CHOICES:
        problems["choices"] = _("Write at least two choices.")
    elif len({choice.casefold() for choice in filled}) < len(filled):
        problems["choices"] = _("Two choices are the same.")
    if correct is None:
        problems["correct"] = _("Mark the right choice.")
    elif not 0 <= correct < len(choices) or not choices[correct]:
        problems["correct"] = _("The choice that is marked as right is empty.")
    return problems


def without_gaps(text: str, choices: Sequence[str], correct: int) -> Question:
    """The question with its empty choices left out."""
    filled = tuple(choice for choice in choices if choice)
    return Question(text, filled, sum(1 for choice in choices[:correct] if choice))


def are_sound(questions: Sequence[Question]) -> bool:
    """Whether these can be a knowledge check."""
    if not FEWEST_QUESTIONS <= len(questions) <= MOST_QUESTIONS:
        return False
    return all(
        not problems_of(question.text, question.choices, question.correct)
        and len(question.choices) <= MOST_CHOICES
        for question in questions
    )


def score_of(answers: Sequence[int], questions: Sequence[Question]) -> int:
    """How many answers are right.

    Raises IncompleteAttemptError unless each question has an answer that is one of its choices.
    """
    if len(answers) != len(questions) or not all(
        0 <= answer < len(question.choices)
        for answer, question in zip(answers, questions, strict=True)
    ):
        raise IncompleteAttemptError
    return sum(
        answer == question.correct for answer, question in zip(answers, questions, strict=True)
    )


def right_counts(attempts: Sequence[Sequence[int]], correct: Sequence[int]) -> list[int]:
    """How many attempts were right, question by question."""
    return [
        sum(answers[place] == right for answers in attempts) for place, right in enumerate(correct)
    ]


def most_lost(rights: Sequence[int], attempts: int) -> int | None:
    """Which question was answered rightly least often; None when all went well."""
    if not rights or not attempts:
        return None
    worst = min(range(len(rights)), key=lambda place: rights[place])
    return worst if is_lost(rights[worst], attempts) else None


def is_lost(right: int, attempts: int) -> bool:
    """Whether too few were right to call it learned."""
    return right < LOST_BELOW * attempts


def finding_of(rights: Sequence[int], attempts: int) -> str:
    """What the totals say, for the title of their chart: on how many questions more than half of
    the takers were right. It says "most" of nothing that the bars show at half or below.
    """
    most = sum(right * 2 > attempts for right in rights)
    if not attempts or not rights:
        return gettext("Nobody has answered")
    if all(right == attempts for right in rights):
        return gettext("Everybody was right on everything")
    if not any(rights):
        return gettext("Nobody was right on anything")
    if most == len(rights):
        return ngettext(
            "Most people were right on the question",
            "Most people were right on all %(all)d questions",
            len(rights),
        ) % {"all": len(rights)}
    if not most:
        return gettext("On no question were more than half of the people right")
    return gettext("Most people were right on %(most)d of %(all)d questions") % {
        "most": most,
        "all": len(rights),
    }

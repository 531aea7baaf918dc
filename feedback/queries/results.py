"""What a round's readers are shown: nothing before its close, nothing below its threshold."""

from dataclasses import dataclass

from django.db import connection

from feedback.models import FeedbackComment, FeedbackRound
from feedback.queries.checks import CheckTotals, totals_of
from feedback.rules.results import Distribution, Question, Stage
from feedback.rules.rounds import RATINGS


@dataclass(frozen=True)
class Results:
    """A round as its readers may know it. `distributions` is empty unless `stage` is SHOWN,
    `comments` unless there were enough answers for them too.
    """

    stage: Stage
    invited: int
    answered: int
    unreadable: int
    distributions: list[Distribution]
    comments: list[str]
    shows_comments: bool
    check: CheckTotals | None

    @property
    def is_shown(self) -> bool:
        """Whether there are figures to see."""
        return self.stage == Stage.SHOWN


def results_of(feedback_round: FeedbackRound) -> Results:
    """The results of a round that came through rounds_visible_to()."""
    stage = feedback_round.stage
    is_shown = stage == Stage.SHOWN
    shows_comments = is_shown and feedback_round.answer_count >= feedback_round.comment_threshold
    return Results(
        stage=stage,
        invited=feedback_round.invited_count,
        answered=feedback_round.answered,
        unreadable=feedback_round.unreadable_count,
        distributions=_distributions(feedback_round) if is_shown else [],
        comments=_comments(feedback_round) if shows_comments else [],
        shows_comments=shows_comments,
        check=totals_of(feedback_round),
    )


def _distributions(feedback_round: FeedbackRound) -> list[Distribution]:
    """From a database function that gives totals only: the app can't select answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT question, rating, answers FROM feedback_results(%s)", [feedback_round.pk]
        )
        counts = {(question, rating): answers for question, rating, answers in cursor.fetchall()}
    if not counts:
        return []
    return [
        Distribution(question, tuple(counts.get((question, rating), 0) for rating in RATINGS))
        for question in Question
    ]


def _comments(feedback_round: FeedbackRound) -> list[str]:
    """By id, which is random: the order says nothing."""
    comments = FeedbackComment.objects.filter(round=feedback_round).order_by("id")
    return list(comments.values_list("text", flat=True))

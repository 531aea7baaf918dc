"""The forms of feedback and of the knowledge check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.rules.knowledge import (
    LONGEST_CHOICE,
    LONGEST_QUESTION,
    MOST_CHOICES,
    MOST_QUESTIONS,
    USUAL_QUESTIONS,
    Question,
    problems_of,
    without_gaps,
)
from feedback.rules.results import ASKED, CHOICES
from feedback.rules.results import Question as Rating
from feedback.rules.rounds import LONGEST_SUGGESTION
from feedback.seals import Answer


class CardSelect(forms.RadioSelect):
    """Radio buttons as cards that a thumb can hit; the keyboard's arrows move between them."""

    template_name = "forms/widgets/card_select.html"
    option_template_name = "forms/widgets/card_option.html"


class RatingSelect(CardSelect):
    """Five cards from 1 to 5, each with its number."""

    template_name = "forms/widgets/rating_select.html"
    option_template_name = "forms/widgets/rating_option.html"


class RatingField(forms.TypedChoiceField):
    """A rating from 1 to 5."""

    def __init__(self, rating: Rating) -> None:
        super().__init__(
            label=cast("Any", ASKED[rating]),
            choices=list(CHOICES[rating].items()),
            coerce=int,
            widget=RatingSelect,
            error_messages={"required": gettext_lazy("Choose a number from 1 to 5.")},
        )


class FeedbackForm(forms.Form):
    """Two ratings, and a suggestion where one can be shown."""

    useful = RatingField(Rating.USEFUL)
    safe_to_ask = RatingField(Rating.SAFE_TO_ASK)
    suggestion = forms.CharField(
        label=gettext_lazy("What should be different next time?"),
        help_text=gettext_lazy("Leave out what would tell who you are: names, places, dates."),
        required=False,
        max_length=LONGEST_SUGGESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, asks_for_suggestion: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_suggestion:
            del self.fields["suggestion"]

    def answer(self) -> Answer:
        """What a valid form says."""
        return Answer(
            self.cleaned_data["useful"],
            self.cleaned_data["safe_to_ask"],
            self.cleaned_data.get("suggestion", ""),
        )


class TakeCheckForm(forms.Form):
    """A knowledge check as its takers see it; it doesn't know what is right."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions):
            self.fields[f"question_{place}"] = forms.TypedChoiceField(
                label=question.text,
                choices=list(enumerate(question.choices)),
                coerce=int,
                widget=CardSelect,
                error_messages={"required": _("Choose an answer.")},
            )

    def answers(self) -> list[int]:
        """The indexes chosen in a valid form, in the questions' order."""
        return list(self.cleaned_data.values())


@dataclass(frozen=True)
class QuestionBlock:
    """The fields of one question, for the page that edits them."""

    number: int
    text: forms.BoundField
    choices: list[tuple[int, forms.BoundField]]
    right: forms.BoundField

    @property
    def marked(self) -> str:
        """The index marked as right, as the form holds it."""
        value = self.right.value()
        return "" if value is None else str(value)


class CheckForm(forms.Form):
    """One to five questions with their choices. A block that was left empty is left out."""

    may_be_empty = False
    count = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, questions: Sequence[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = self._size(len(questions))
        self.initial["count"] = self.size
        for place in range(self.size):
            self._add_block(place, questions[place] if place < len(questions) else None)

    @classmethod
    def with_one_more(cls, sent: Mapping[str, str]) -> Self:
        """What was typed so far, not yet judged, and an empty block below it."""
        count = str(sent.get("count", ""))
        size = int(count) if count.isdecimal() else USUAL_QUESTIONS
        return cls(initial={**sent, "count": size + 1})

    @property
    def can_grow(self) -> bool:
        """Whether another question fits."""
        return self.size < MOST_QUESTIONS

    @property
    def blocks(self) -> list[QuestionBlock]:
        """The questions' fields, in order."""
        return [
            QuestionBlock(
                number=place + 1,
                text=self[f"text_{place}"],
                choices=[(n, self[f"choice_{place}_{n}"]) for n in range(MOST_CHOICES)],
                right=self[f"right_{place}"],
            )
            for place in range(self.size)
        ]

    @property
    def questions(self) -> list[Question]:
        """What a valid form says."""
        written: list[Question] = self.cleaned_data["questions"]
        return written

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        questions = [self._question(place, data) for place in range(self.size)]
        data["questions"] = [question for question in questions if question is not None]
        if not data["questions"] and not self.errors and not self.may_be_empty:
            self.add_error("text_0", _("Write at least one question."))
        return data

    def _size(self, written: int) -> int:
        asked = str(self.data.get("count") if self.is_bound else self.initial.get("count"))
        wanted = int(asked) if asked.isdecimal() else max(written, USUAL_QUESTIONS)
        return min(max(wanted, 1), MOST_QUESTIONS)

    def _add_block(self, place: int, question: Question | None) -> None:
        number = {"number": place + 1}
        self.fields[f"text_{place}"] = forms.CharField(
            label=_("Question %(number)d") % number,
            max_length=LONGEST_QUESTION,
            required=False,
            initial=question.text if question else None,
        )
        for n in range(MOST_CHOICES):
            self.fields[f"choice_{place}_{n}"] = forms.CharField(
                label=_("Question %(number)d, choice %(letter)s") % {**number, "letter": "ABCD"[n]},
                max_length=LONGEST_CHOICE,
                required=False,
                initial=question.choices[n] if question and n < len(question.choices) else None,
            )
        self.fields[f"right_{place}"] = forms.TypedChoiceField(
            label=_("Question %(number)d, right choice") % number,
            choices=list(enumerate("ABCD")),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            initial=question.correct if question else None,
        )

    def _question(self, place: int, data: dict[str, Any]) -> Question | None:
        text = data.get(f"text_{place}", "")
        choices = [data.get(f"choice_{place}_{n}", "") for n in range(MOST_CHOICES)]
        right = data.get(f"right_{place}")
        if not text and not any(choices):
            return None
        problems = problems_of(text, choices, right)
        fields = {
            "text": f"text_{place}",
            "choices": f"choice_{place}_{next((n for n in range(2) if not choices[n]), 0)}",
            "correct": f"right_{place}",
        }
        for part, problem in problems.items():
            if fields[part] not in self.errors:
                self.add_error(fields[part], str(problem))
        return None if problems or right is None else without_gaps(text, choices, right)

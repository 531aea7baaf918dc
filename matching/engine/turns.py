"""Wishes about one of the two alone: mentors who answer, mentees whose turn it is."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .arrays import ScoreArray
from .factors import Kinds
from .people import Columns
from .soft import Detail, KindWish

NEUTRAL = 0.5  # of who has no record; also of all, if nobody has one
STEPS = 20  # a record counts in steps of a twentieth: few kinds of mentors


@dataclass(frozen=True)
class MentorAnswers(KindWish):
    """How reliably the mentor has answered so far; `neutral` for who has no record."""

    name: ClassVar[str] = "answers"
    neutral: float = NEUTRAL

    def kinds(self, people: Columns) -> Kinds:
        told = np.nan_to_num(people.answers, nan=self.neutral)
        kinds: Kinds = np.rint(np.clip(told, 0, 1) * STEPS) / STEPS
        return kinds

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        value: ScoreArray = np.broadcast_to(mentors, (len(mentees), len(mentors)))
        return value.astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"answers": mentor.people[0].answers}


@dataclass(frozen=True)
class WaitedBefore(KindWish):
    """The mentee stayed without a mentor last time: where places are short, they go first."""

    name: ClassVar[str] = "left_out_before"

    def kinds(self, people: Columns) -> Kinds:
        return people.waits

    def table(self, mentees: Kinds, mentors: Kinds) -> ScoreArray:
        value: ScoreArray = np.broadcast_to(mentees[:, None], (len(mentees), len(mentors)))
        return value.astype(np.float32)

    def detail(self, mentee: Columns, mentor: Columns) -> Detail:
        return {"waited": mentee.people[0].waits}

"""Input that makes no sense is refused by name and in words."""

import numpy as np
import pytest

from matching.engine import (
    CapacityError,
    EngineError,
    PersonError,
    Rules,
    ScoreError,
    SettingError,
    ShapeError,
    WantedTopics,
    assign,
)
from matching.engine.hard import ReportingLine, TooFewSharedHours
from matching.engine.people import Person, encode
from matching.engine.soft import GradeGap, SharedHours, TenureGap

from .test_assign import Stored

ONES = np.ones((2, 2))
ONE = np.array([0])


@pytest.mark.parametrize(
    ("error", "words", "arguments"),
    [
        (ShapeError, "2 dimensions", {"scores": np.ones(2)}),
        (ShapeError, "different lengths", {"scores": [[1.0], [1.0, 2.0]]}),
        (ShapeError, "There are 2 mentors", {"capacities": [1, 1, 1]}),
        (ShapeError, "forbidden", {"forbidden": np.zeros((2, 3), bool)}),
        (ShapeError, "booleans", {"forbidden": np.zeros((2, 2), int)}),
        (ScoreError, "infinite", {"scores": np.array([[1, np.inf], [1, 1]])}),
        (ScoreError, "real numbers", {"scores": np.full((2, 2), "a")}),
        (ScoreError, "9e11", {"scores": ONES * 1e12}),
        (
            ScoreError,
            "scale them down",
            {"scores": np.diag([8e11] * 20), "capacities": [1] * 20},
        ),
        (CapacityError, "Mentor 1 has a negative capacity", {"capacities": [1, -1]}),
        (CapacityError, "whole numbers", {"capacities": [1, 1.5]}),
        (CapacityError, "whole numbers", {"capacities": [1, np.nan]}),
        (SettingError, "at least 1", {"per_mentee": 0}),
        (SettingError, "whole number", {"per_mentee": 1.5}),
        (SettingError, "finite", {"floor": np.nan}),
        (
            ScoreError,
            "two scores",
            {"scores": Stored(ONE.repeat(2), ONE.repeat(2), ONES[0], (2, 2))},
        ),
        (ShapeError, "outside", {"scores": Stored(ONE + 2, ONE, ONES[0, :1], (2, 2))}),
        (ShapeError, "2 dimensions", {"scores": Stored(ONE, ONE, ONES[0, :1], (2,))}),
    ],
)
def test_assign_refuses(error, words, arguments):
    with pytest.raises(error, match=words) as refusal:
        assign(**{"scores": ONES, "capacities": [1, 1], **arguments})
    assert isinstance(refusal.value, EngineError)


@pytest.mark.parametrize(
    "make",
    [
        lambda: WantedTopics(-1),
        lambda: WantedTopics(float("nan")),
        lambda: SharedHours(1, ideal=0),
        lambda: TenureGap(1, ideal_from=0),
        lambda: GradeGap(1, ideal_from=4, ideal_to=3),
        lambda: GradeGap(1, ideal_to=3, limit=3),
        lambda: TooFewSharedHours(-1),
        lambda: Rules(soft=(WantedTopics(1), WantedTopics(2))),
        lambda: Rules(hard=(ReportingLine(), ReportingLine())),
    ],
)
def test_rules_refuse_settings_out_of_range(make):
    with pytest.raises(SettingError):
        make()


@pytest.mark.parametrize(
    "record",
    [
        {"workday": (540, 540)},
        {"workday": (-1, 540)},
        {"reporting": (3, 3)},
        {"reporting": (-1, 3)},
    ],
)
def test_person_refuses_a_record_that_contradicts_itself(record):
    with pytest.raises(PersonError):
        Person(id="Ann", **record)


def test_encode_refuses_the_same_person_twice_on_one_side():
    with pytest.raises(PersonError, match="Ann is twice among the mentors"):
        encode([Person(id="Ann")], [Person(id="Ann"), Person(id="Ann")])

"""How a pair is doing, with the reason in words."""

from datetime import date, timedelta

import pytest

from matching.rules.health import Dates, Health, health_of

TODAY = date(2026, 3, 20)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def health(**given):
    return health_of(Dates(**{"today": TODAY, "due_on": days(3), **given}))


@pytest.mark.parametrize(
    ("given", "expected", "reason", "outside"),
    [
        (
            {},
            Health.TOO_EARLY,
            "Your first meeting is due by 23 Mar 2026.",
            "The first meeting isn't due yet.",
        ),
        (
            {"next_on": days(9)},
            Health.TOO_EARLY,
            "Your first meeting is planned for 29 Mar 2026.",
            "The first meeting is planned.",
        ),
        (
            {"due_on": days(-1)},
            Health.CHECK_IN,
            "Your first meeting was due by 19 Mar 2026, and none is noted.",
            "The first meeting was due, and none is noted.",
        ),
        (
            {"met_on": days(-10)},
            Health.ON_TRACK,
            "You met on 10 Mar 2026. Plan the next meeting.",
            "They have met within the last 4 weeks.",
        ),
        (
            {"met_on": days(-40), "next_on": days(2)},
            Health.ON_TRACK,
            "You have met, and the next meeting is planned for 22 Mar 2026.",
            "They have met, and the next meeting is planned.",
        ),
        (
            {"met_on": days(-29)},
            Health.CHECK_IN,
            "You last met on 19 Feb 2026, and no next meeting is planned.",
            "They haven't met for more than 4 weeks, and no meeting is planned.",
        ),
        (
            {"met_on": days(-8), "check_in_weeks": 1},
            Health.CHECK_IN,
            "You last met on 12 Mar 2026, and no next meeting is planned.",
            "They haven't met for more than 1 week, and no meeting is planned.",
        ),
        (
            {"is_paused": True, "returns_on": days(30), "due_on": days(-9)},
            Health.PAUSED,
            "You pause until 19 Apr 2026; the clock stands still.",
            "They take a break.",
        ),
        (
            {"is_over": True},
            Health.OVER,
            "You two are no longer a pair.",
            "The pair is over.",
        ),
    ],
)
def test_health_is_told_with_its_reason(given, expected, reason, outside):
    found = health(**given)
    assert (found.health, found.reason, found.outside) == (expected, reason, outside)


def test_health_outside_names_no_day():
    for given in ({}, {"met_on": days(-3)}, {"met_on": days(-99)}, {"next_on": days(4)}):
        assert "2026" not in health(**given).outside


def test_health_counts_from_the_end_of_a_break():
    assert health(met_on=days(-60), back_on=days(-5)).health == Health.ON_TRACK


def test_planned_meeting_counts_for_three_days_after_its_day():
    assert health(met_on=days(-60), next_on=days(-3)).health == Health.ON_TRACK
    assert health(met_on=days(-60), next_on=days(-4)).health == Health.CHECK_IN

"""What becomes of a series' rule when a part of its sessions goes its own way."""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _

from sessions.models import LearningSession, SessionSeries
from sessions.rules.recurrence import BadRuleError, moved_rule, read_rule


def split_series(series: SessionSeries, first: LearningSession) -> SessionSeries:
    """Give a session and those that follow it a series of their own; the one before ends the day
    before. A session that is the first of its series has it already. Needs the series' lock.
    """
    before = LearningSession.objects.filter(repeats=series, starts_at__lt=first.starts_at)
    day = first.repeats_on
    if day is None or not before.exists():
        return series
    rule = read_rule(series.rule)
    days = rule.days(series.first_day)
    rest = replace(rule, count=None, until=days[-1])
    ended = replace(rule, count=None, until=day - timedelta(days=1))
    made: SessionSeries = SessionSeries.objects.create(
        program=series.program,
        rule=str(rest),
        first_day=day,
        clock=series.clock,
        time_zone=series.time_zone,
        left_out=[one for one in series.left_out if one >= day.isoformat()],
        split_from=series,
        created_by=series.created_by,
    )
    series.rule = str(ended)
    series.left_out = [one for one in series.left_out if one < day.isoformat()]
    series.save(update_fields=["rule", "left_out"])
    following = LearningSession.objects.filter(repeats=series, starts_at__gte=first.starts_at)
    following.update(repeats=made)
    first.repeats = made
    return made


def move_rule(series: SessionSeries, *, days: int) -> None:
    """Have a rule say other days. Raises BadRuleError where none can."""
    rule = moved_rule(read_rule(series.rule), days=days)
    if rule is None:
        raise BadRuleError(
            _(
                "What repeats by the month keeps its day. Move this session alone, or choose"
                " another time of the same day."
            )
        )
    series.rule = str(rule)
    series.first_day += timedelta(days=days)
    series.save(update_fields=["rule", "first_day"])

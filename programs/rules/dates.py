"""When a program's first and last day make sense, in words."""

from datetime import date

from django.utils.translation import gettext as _

from peerlearn.web.moments import date_text

# A longer program is a slip of the keyboard ("2062").
LONGEST_YEARS = 5


def date_problems(starts_on: date, ends_on: date | None, *, today: date) -> dict[str, str]:
    """What is wrong with the days, by field; empty when they are fine, as without a last day.

    Only a program that is over before it starts, or is far too long, is refused: one that
    started before today is common.
    """
    if ends_on is None:
        return {}
    if ends_on < starts_on:
        return {
            "ends_on": _("The last day, %(last)s, is before the first day, %(first)s.")
            % {"last": _day(ends_on), "first": _day(starts_on)}
        }
    if ends_on < today:
        return {
            "ends_on": _("The last day, %(last)s, has passed. Choose today or later.")
            % {"last": _day(ends_on)}
        }
    if ends_on > years_after(starts_on, LONGEST_YEARS):
        return {
            "ends_on": _(
                "That is more than %(years)s years after the first day. Is the year right?"
            )
            % {"years": LONGEST_YEARS}
        }
    return {}


def past_start(starts_on: date, *, today: date) -> str:
    """What to know of a first day that has passed; empty for one that hasn't."""
    if starts_on >= today:
        return ""
    return _(
        "Its first day, %(first)s, has passed: with the launch the program is running at once."
    ) % {"first": _day(starts_on)}


def past_days(starts_on: date, *, today: date) -> str:
    """The same, and what it means for the sessions that were laid out from it."""
    past = past_start(starts_on, today=today)
    hint = _(
        "Drafts of sessions on days that have passed need another day before you publish them."
    )
    return f"{past} {hint}" if past else ""


def is_over(ends_on: date | None, *, today: date) -> bool:
    """Whether the last day has passed; an evergreen program is never over by itself."""
    return ends_on is not None and ends_on < today


def day_in_program(joined_on: date, starts_on: date, *, today: date) -> int:
    """Which day of "their program" it is for a person, 1 on the first; 0 or less before it."""
    return (today - max(joined_on, starts_on)).days + 1


def years_after(day: date, years: int) -> date:
    """The same day `years` later (earlier if negative); 29 February becomes the 28th."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _day(day: date) -> str:
    return date_text(day)

"""Lunch at sessions: until when it can be ordered, what people may need, and how it is counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.people.rules.holidays import is_day_off, open_day_before

# The order leaves so many hours before the start, by the session's kind; for others there is none.
LUNCH_HOURS = {"lunch_and_learn": 24}
MOST_LUNCH_HOURS = 336
# A session that is planned after its order would have left has it leave so many hours before.
LATE_HOURS = (4, 2, 1)
# So much before its usual time an order leaves at the earliest; the scheduler looks as far ahead.
MOST_EARLIER = timedelta(days=21)

NEEDS: dict[str, Promise] = {
    "vegetarian": gettext_lazy("vegetarian"),
    "vegan": gettext_lazy("vegan"),
    "no_pork": gettext_lazy("no pork"),
    "no_fish": gettext_lazy("no fish"),
    "halal": gettext_lazy("halal"),
    "kosher": gettext_lazy("kosher"),
    "no_gluten": gettext_lazy("no gluten"),
    "no_lactose": gettext_lazy("no lactose"),
    "no_nuts": gettext_lazy("no nuts or peanuts"),
    "no_egg": gettext_lazy("no egg"),
    "no_soy": gettext_lazy("no soy"),
    "no_shellfish": gettext_lazy("no shellfish"),
}
# Rises when the sentences below promise something else.
RECEIPT = 1


def receipt() -> list[str]:
    """Who sees what somebody eats, said before they tell it."""
    return [
        _(
            "Nobody reads this beside your name: not your manager, not HR, not those who run a"
            " session. It is in no export and in no log."
        ),
        _(
            "It is used for one thing: when the lunch of a session is ordered in which you come to"
            " the room, HR and the kitchen see how many meals of which kind are needed, for"
            " example “1 × vegan, no gluten”, without names."
        ),
        _(
            "HR also sees who comes. Where few people eat, or where yours is the only meal of its"
            " kind, colleagues can guess that it is yours, at the latest when it is handed out. If"
            " you don't want that, leave it empty and bring something along."
        ),
        _(
            "An order is counted once, and never again when people come or go: so nobody can tell"
            " from a changed number what you eat. Only a session that is moved to another day is"
            " counted anew, for that day."
        ),
    ]


@dataclass(frozen=True)
class Leaving:
    """When an order is counted and leaves; `usual` is another time where that was on a day off."""

    at: datetime
    usual: datetime

    @property
    def is_earlier(self) -> bool:
        """Whether it leaves on the last working day before."""
        return self.at != self.usual


def order_leaves_at(
    starts_at: datetime,
    hours: int,
    *,
    planned_at: datetime,
    zone: ZoneInfo,
    closed: Collection[date] = (),
) -> Leaving | None:
    """When the order is counted and leaves; None where nothing is ordered. Nobody reads it on a
    weekend, or on one of the `closed` days at the place of the session: then it leaves on the last
    working day before, at the same time of day. Where that is over, it leaves as late as can be.
    """
    if not hours:
        return None
    usual = [starts_at - timedelta(hours=each) for each in (hours, *_late(hours))]
    wanted = [Leaving(_on_working_day(each, zone, closed), each) for each in usual]
    as_it_is = [Leaving(each, each) for each in usual]
    return next((one for one in (*wanted, *as_it_is) if one.at > planned_at), None)


def _late(hours: int) -> list[int]:
    return [late for late in LATE_HOURS if late < hours]


def _on_working_day(moment: datetime, zone: ZoneInfo, closed: Collection[date]) -> datetime:
    """The same time of day on the last working day; a place that is closed for longer than
    MOST_EARLIER is asked as usual.
    """
    local = moment.astimezone(zone)
    if not is_day_off(local.date(), closed):
        return moment
    day = open_day_before(local.date(), closed)
    if local.date() - day > MOST_EARLIER:
        return moment
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


@dataclass(frozen=True)
class Meal:
    """Meals of one kind: all that each of them must be, and how many."""

    needs: tuple[str, ...]
    count: int

    @property
    def words(self) -> str:
        """What it must be, in words."""
        named = [str(NEEDS[need]) for need in self.needs if need in NEEDS]
        return ", ".join(named) or _("no special needs")


def meals_of(people: Iterable[object], needs: Mapping[object, Sequence[str]]) -> list[Meal]:
    """How many meals of which kind so many people need. Somebody with two needs needs one meal
    that meets both, so kinds are never added up or merged. Those without needs come first.
    """
    counted = Counter(tuple(sorted(needs.get(person, ()))) for person in people)
    return [
        Meal(kind, counted[kind]) for kind in sorted(counted, key=lambda kind: (len(kind), kind))
    ]


def total_cost(heads: int, each: Decimal | None) -> Decimal | None:
    """What an order costs; None where nobody said what a head costs."""
    return None if each is None else each * heads


@dataclass(frozen=True)
class Since:
    """What changed after an order left: how many came for whom nothing is ordered, and how many
    lunches are over. Heads only: kinds of meals would say who needs them.
    """

    late: int
    gone: int

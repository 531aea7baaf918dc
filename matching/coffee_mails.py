"""The mails around coffee rounds. They hold what everybody may read, nothing private."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.models import CoffeeGroup, CoffeeRound
from matching.queries.pairs import zone_of_house, zones_of
from matching.rules.clock import in_working_hours
from matching.rules.coffee import Guest, common_ground, starters
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse

TOGETHER, NOBODY, CHANGED = (
    "matching.coffee_round",
    "matching.coffee_nobody",
    "matching.coffee_changed",
)
# A coffee that somebody hears of later than this is worthless.
WORTH_TELLING = timedelta(days=7)


def tell_round(
    made: CoffeeRound,
    groups: Iterable[tuple[CoffeeGroup, Sequence[Person]]],
    alone: Iterable[Person],
    guests: dict[UUID, Guest],
    *,
    now: datetime,
) -> None:
    """Tell everybody of a round, each in their working hours, with whom they have a coffee."""
    rows: list[Notification | None] = []
    mails = Mails(made, now=now)
    for group, people in groups:
        rows.extend(mails.of_group(TOGETHER, group, people, guests, key=""))
    rows.extend(mails.of_nobody(person, key="") for person in alone)
    notify_all(rows)


def tell_change(
    group: CoffeeGroup,
    people: Sequence[Person],
    guests: dict[UUID, Guest],
    *,
    gone: str,
    now: datetime,
) -> None:
    """Tell those of a group that it is another one now."""
    mails = Mails(group.round, now=now)
    key = f"{group.id}:{len(people)}:{':'.join(sorted(str(one.id)[-8:] for one in people))}"
    notify_all(mails.of_group(CHANGED, group, people, guests, key=key, gone=gone))


def tell_alone(made: CoffeeRound, person: Person, *, now: datetime) -> None:
    """Tell somebody whose partner is gone, and for whom nobody else was found."""
    notify_all([Mails(made, now=now).of_nobody(person, key="later")])


class Mails:
    """What the mails of one round share."""

    def __init__(self, made: CoffeeRound, *, now: datetime) -> None:
        self.made, self.now = made, now
        self.house, self.zone = house_entered(), zone_of_house()
        self.link = org_reverse(made.organization, "matching:coffees")

    def of_group(
        self,
        kind: str,
        group: CoffeeGroup,
        people: Sequence[Person],
        guests: dict[UUID, Guest],
        *,
        key: str,
        gone: str = "",
    ) -> Iterator[Notification | None]:
        """One mail to each of a group."""
        questions = starters([guests[person.id] for person in people])
        for to in people:
            others = [person for person in people if person.id != to.id]
            ground = [
                sentence
                for other in others
                for sentence in common_ground(guests[to.id], guests[other.id])
            ]
            context: dict[str, object] = {
                "others": others,
                "names": ", ".join(person.display_name for person in others),
                "ground": ground,
                "starters": questions,
                "gone": gone,
            }
            yield self._mail(kind, to, f"{kind}:{group.id}:{to.id}:{key}", str(group.id), context)

    def of_nobody(self, to: Person, *, key: str) -> Notification | None:
        """To somebody who has no partner this time."""
        return self._mail(NOBODY, to, f"{NOBODY}:{self.made.id}:{to.id}:{key}", "", {})

    def _mail(
        self, kind: str, to: Person, dedupe_key: str, cause: str, context: dict[str, object]
    ) -> Notification | None:
        [zone] = zones_of([to], default=self.zone)
        return compose(
            to=to,
            kind=kind,
            dedupe_key=dedupe_key,
            cause=cause,
            context={"program": self.made.program, **context},
            link=self.link,
            is_private=True,
            house=self.house,
            due_at=in_working_hours(self.now, zone),
            expires_at=self.now + WORTH_TELLING,
        )

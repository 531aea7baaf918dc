"""The mail about fixed pairs that are free because somebody has left."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from matching.models import FixedPair
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse

FREED = "matching.fixed_pair_freed"


def tell_freed(freed: Sequence[FixedPair]) -> None:
    """Tell who fixed them (or all HR admins, when they are gone), a mail for each program."""
    by_program: dict[UUID, list[FixedPair]] = defaultdict(list)
    for one in freed:
        by_program[one.program_id].append(one)
    admins = list(hr_admins()) if freed else []
    notify_all(mail for pairs in by_program.values() for mail in _mails(pairs, admins))


def _mails(pairs: Sequence[FixedPair], admins: Sequence[Person]) -> Iterator[Notification | None]:
    program, house = pairs[0].program, house_entered()
    of_admin: dict[UUID, list[FixedPair]] = defaultdict(list)
    for one in pairs:
        for admin in [a for a in admins if a.id == one.fixed_by_id] or admins:
            of_admin[admin.id].append(one)
    for admin in admins:
        mine = of_admin[admin.id]
        if mine:
            yield compose(
                to=admin,
                kind=FREED,
                dedupe_key=f"{FREED}:{mine[0].id}:{len(mine)}:{admin.id}",
                cause=str(program.id),
                context={"program": program, "pairs": mine},
                link=org_reverse(program.organization, "matching:fixed", program.id),
                house=house,
            )

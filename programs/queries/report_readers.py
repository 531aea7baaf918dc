"""Who reads a quiet report today: asked again at every look, of the org chart as it is now.

Readers are frozen when a report is sent, and the reporter saw them named. Of these, whoever has
left, joined HR, come to own the program, or come too near to somebody concerned passes no more;
nor does who has said no before a report came to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import reporting_lines
from programs.models import QuietReport, ReaderConsent
from programs.queries.reports import HR_ADMIN, concerned_by
from programs.rules.report_reading import Named, Standing, bar_of
from programs.rules.reports import too_near


def reports_readable_by(person: Person) -> QuerySet[QuietReport]:
    """The door to reports: those that one reads today, each from the morning after it was sent.
    Nobody else passes, HR admins never.
    """
    return (
        QuietReport.objects.filter(id__in=_read_by(person, _naming(person)))
        .select_related("program", "reader", "successor")
        .order_by("-reader_has_news", "-week", "id")
    )


def news_count(person: Person) -> int:
    """In how many reports there is something that their reader hasn't seen."""
    return len(_read_by(person, _naming(person).filter(reader_has_news=True)))


@dataclass(frozen=True)
class Reading:
    """What somebody reads as a trusted person, in figures."""

    all: int
    unfinished: int
    news: int


def reading_of(person: Person) -> Reading:
    """How much of it there is; one query for those whom no report names."""
    named = {report.id: report for report in _naming(person)}
    mine = [named[key] for key in _read_by(person, named.values())]
    closed = QuietReport.State.CLOSED
    return Reading(
        all=len(mine),
        unfinished=sum(report.state != closed for report in mine),
        news=sum(report.reader_has_news for report in mine),
    )


def reader_of(report: QuietReport) -> Person | None:
    """Who reads it today; None when nobody named may any more."""
    return readers_of([report]).get(report.id)


def readers_of(reports: Iterable[QuietReport]) -> dict[UUID, Person]:
    """Who reads each of some reports today, by the report's id; three queries."""
    rows = list(reports)
    found: dict[UUID, Person] = {}
    for row, standing in zip(rows, _standings(rows), strict=True):
        reader = standing.reader
        if reader is not None:
            found[row.id] = next(one for one in _named(row) if one.id == reader.id)
    return found


def standing_of(report: QuietReport) -> Standing:
    """Who may read a report today, and who may not any more and why."""
    [standing] = _standings([report])
    return standing


def _naming(person: Person) -> QuerySet[QuietReport]:
    hr_admin = Membership.objects.filter(person=person, role=HR_ADMIN)
    return (
        QuietReport.objects.filter(Q(reader=person) | Q(successor=person), shown_up_to__gte=0)
        .exclude(program__owner=person)
        .exclude(Exists(hr_admin))
        .select_related("program", "reader", "successor")
    )


def _read_by(person: Person, reports: Iterable[QuietReport]) -> list[UUID]:
    return [key for key, reader in readers_of(reports).items() if reader.id == person.id]


# Also whoever is asked once more since: nothing comes to them before they have agreed.
HAS_SAID_NO = Q(state=ReaderConsent.State.DECLINED) | Q(
    state=ReaderConsent.State.ASKED, answered_at__isnull=False
)


@dataclass(frozen=True)
class _Today:
    """What there is to know of people: who can sign in and as what."""

    roles: dict[UUID, str]
    # who has said no, with the program
    declined: set[tuple[UUID, UUID]]

    def named(self, one: Person, report: QuietReport, near: set[UUID]) -> Named:
        role = self.roles.get(one.id)
        bar = bar_of(
            is_there=role is not None and one.state == Person.State.ACTIVE,
            is_biased=role == HR_ADMIN or one.id == report.program.owner_id,
            is_near=one.id in near,
            has_declined=not _came_to(one, report) and (one.id, report.program_id) in self.declined,
        )
        return Named(one.id, one.display_name, bar)


def _standings(reports: list[QuietReport]) -> list[Standing]:
    ids = {one.id for report in reports for one in _named(report)}
    roles = Membership.objects.filter(person_id__in=ids).order_by()
    today = _Today(dict(roles.values_list("person_id", "role")), _declined(reports))
    concerned = [concerned_by(report) for report in reports]
    everybody = {person_id for people in concerned for person_id in people}
    lines = reporting_lines(everybody) if everybody else {}
    around = {person_id: line.everybody for person_id, line in lines.items()}
    found = []
    for report, people in zip(reports, concerned, strict=True):
        near = too_near(people, around)
        named = [today.named(one, report, near) for one in _named(report)]
        found.append(Standing(named, was_with_second=report.successor_has_read))
    return found


def _declined(reports: list[QuietReport]) -> set[tuple[UUID, UUID]]:
    """Those of the named to whom no report came yet and who don't want any, with the program."""
    waiting = [one for one in reports if one.successor_id and not one.successor_has_read]
    said_no = ReaderConsent.objects.filter(
        HAS_SAID_NO,
        person_id__in={one.successor_id for one in waiting},
        desk__program_id__in={one.program_id for one in waiting},
    )
    return set(said_no.values_list("person_id", "desk__program_id"))


def _came_to(one: Person, report: QuietReport) -> bool:
    """Whether a report is somebody's since it was sent, or since they went on with it."""
    return one.id == report.reader_id or report.successor_has_read


def _named(report: QuietReport) -> list[Person]:
    return [one for one in (report.reader, report.successor) if one is not None]

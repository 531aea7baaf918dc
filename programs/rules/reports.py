"""Who reads a quiet report: one rule decides it, and writes the sentence about it."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

LONGEST_REPORT = 4000
MOST_CONCERNED = 10

RECEIVED, READ, IN_WORK, CLOSED = "received", "read", "in_work", "closed"
# What the reader can do with a report by hand, from which state.
MOVES: dict[str, tuple[str, ...]] = {
    RECEIVED: (IN_WORK, CLOSED),
    READ: (IN_WORK, CLOSED),
    IN_WORK: (CLOSED,),
    CLOSED: (IN_WORK,),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be given a report. `is_there`: works here, can sign in, and isn't
    `is_biased`: has become an HR admin or the program's owner since they were named;
    `is_awaited`: is invited, and hasn't signed in for the first time; `is_asked`: hasn't said
    yet whether they agree; `has_declined`: would rather not.
    """

    id: UUID
    name: str
    is_there: bool = True
    is_biased: bool = False
    is_awaited: bool = False
    is_asked: bool = False
    has_declined: bool = False


@dataclass(frozen=True)
class Desk:
    """Whom a program names, in order."""

    trusted: Candidate | None
    stand_in: Candidate | None


@dataclass(frozen=True)
class Route:
    """Who reads a report, and who goes on when the reader leaves the company, joins HR, becomes
    the program's owner or comes too near to somebody concerned.
    """

    reader: Candidate | None
    successor: Candidate | None = None


def route(desk: Desk, *, concerned: Set[UUID], lines: Mapping[UUID, Collection[UUID]]) -> Route:
    """The trusted person, unless the report concerns them or somebody in their reporting line,
    either way and at any depth, or bound to them by a review of work; else the stand-in by the
    same rule; else nobody.

    `lines` holds everybody above and below each of those concerned, and reviewers either way.
    """
    barred = too_near(concerned, lines)
    fit = [
        one
        for one in (desk.trusted, desk.stand_in)
        if one is not None and one.is_there and one.id not in barred
    ]
    return Route(fit[0] if fit else None, fit[1] if len(fit) > 1 else None)


def too_near(concerned: Collection[UUID], lines: Mapping[UUID, Collection[UUID]]) -> set[UUID]:
    """Who may not read a report about these people: they, and all whom authority binds to them."""
    return set(concerned).union(*(lines.get(person_id, ()) for person_id in concerned))


def promise(way: Route) -> str:
    """What stands above the box before anybody types. "" when nobody may read it."""
    if way.reader is None:
        return ""
    parts = [
        _("Only %(reader)s will read this: no HR admin, no manager, nobody else.")
        % {"reader": way.reader.name}
    ]
    if way.successor is not None:
        parts.append(
            _(
                "If %(reader)s leaves the company, joins HR or comes to stand in one reporting line"
                " with somebody it is about, %(successor)s goes on with it."
            )
            % {"reader": way.reader.name, "successor": way.successor.name}
        )
    parts.append(
        _("Your name is not kept, and of the time only the week. What you write may still tell.")
    )
    return " ".join(parts)


def why_nobody(desk: Desk) -> str:
    """What a reporter is told, before writing, when no one named may read it."""
    named = [one for one in (desk.trusted, desk.stand_in) if one is not None]
    if not named:
        return _("This program has named nobody yet who reads quiet reports.")
    return " ".join(_why_not_this(one) for one in named)


def _why_not_this(one: Candidate) -> str:
    if one.is_biased:
        said = _("%(name)s is an HR admin or owns this program, and reads no report.")
    elif one.has_declined:
        said = _("%(name)s reads no reports here.")
    elif one.is_awaited:
        said = _("%(name)s hasn't signed in yet, and can read no report before.")
    elif one.is_asked:
        said = _("%(name)s hasn't agreed yet to read reports.")
    elif not one.is_there:
        said = _("%(name)s has left, or can't sign in.")
    else:
        said = _("%(name)s is too close to whom this report concerns.")
    return said % {"name": one.name}


def absences(desk: Desk) -> list[str]:
    """What HR is told of those who are named and get no report, and where reports go instead."""
    named = [one for one in (desk.trusted, desk.stand_in) if one is not None]
    instead = next((one.name for one in named if one.is_there), "")
    return [_absence(one, instead) for one in named if not one.is_there]


def _absence(one: Candidate, instead: str) -> str:
    if one.is_biased:
        said = _("%(name)s is an HR admin or owns this program now, and reads no report any more.")
    elif one.is_awaited or (one.is_asked and not one.has_declined):
        said = _("%(name)s is asked, and hasn't answered yet.")
        if one.is_awaited:
            said = _("%(name)s is invited, and hasn't signed in for the first time.")
        goes = (
            _("Until then reports go to %(name)s.") % {"name": instead}
            if instead
            else _("Until then nobody can send a quiet report.")
        )
        return f"{said % {'name': one.name}} {goes}"
    elif one.has_declined:
        said = _("%(name)s has declined to read reports here.")
    else:
        said = _("%(name)s has left, or can't sign in: they get no report.")
    goes = (
        _("Reports go to %(name)s from now on. Name somebody else.") % {"name": instead}
        if instead
        else _("Nobody reads reports now. Name somebody else.")
    )
    return f"{said % {'name': one.name}} {goes}"


@dataclass(frozen=True)
class Nominee:
    """Somebody whom HR would name. `is_reachable`: they can be invited, where they have no
    login.
    """

    id: UUID
    name: str
    is_reachable: bool
    is_hr_admin: bool
    facilitates: bool = False
    has_declined: bool = False


def desk_problems(
    trusted: Nominee | None,
    stand_in: Nominee | None,
    *,
    owner_id: UUID | None,
    line_of_trusted: Collection[UUID],
) -> dict[str, str]:
    """Why these two can't read the quiet reports of a program, by field; empty when they can."""
    problems = {
        field: _why_not(one, owner_id)
        for field, one in (("trusted_person", trusted), ("stand_in", stand_in))
        if one is not None
    }
    problems = {field: said for field, said in problems.items() if said}
    if trusted and stand_in and "stand_in" not in problems:
        if trusted.id == stand_in.id:
            problems["stand_in"] = _("Choose somebody else than the trusted person.")
        elif stand_in.id in line_of_trusted:
            problems["stand_in"] = _(
                "%(stand_in)s and %(trusted)s are in one reporting line, or one reviews the other’s"
                " work: a report about one of them could go to neither."
            ) % {"stand_in": stand_in.name, "trusted": trusted.name}
    return problems


def _why_not(one: Nominee, owner_id: UUID | None) -> str:
    if one.id == owner_id:
        return _("%(name)s owns this program, and reports may be about how it is run.") % {
            "name": one.name
        }
    if one.is_hr_admin:
        return _("%(name)s is an HR admin: nobody from HR reads quiet reports.") % {
            "name": one.name
        }
    if one.facilitates:
        return _(
            "%(name)s facilitates this program, and reports may be about what happens in its"
            " sessions."
        ) % {"name": one.name}
    if one.has_declined:
        return _("%(name)s has declined to read quiet reports here.") % {"name": one.name}
    if not one.is_reachable:
        return _("%(name)s has no e-mail address, and could not be told of a report.") % {
            "name": one.name
        }
    return ""


def week_of(day: date) -> date:
    """The Monday of a day's week: all that is kept of the time."""
    return day - timedelta(days=day.weekday())

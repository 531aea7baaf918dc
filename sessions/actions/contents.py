"""Saving the agenda and the materials of sessions, and taking that back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.web.seen import fingerprint
from peerlearn.web.single_line import one_line
from programs.errors import ProgramError
from sessions.models import AgendaItem, ContentsChange, LearningSession, SessionMaterial
from sessions.rules.agenda import AgendaRow, agenda_problem
from sessions.rules.materials import MaterialRow, materials_problem, with_small_scheme
from sessions.rules.series_changes import AGENDA, MATERIALS, ONE

Row = AgendaRow | MaterialRow
Rows = Sequence[Row]
Item = AgendaItem | SessionMaterial
MODELS: dict[str, type[AgendaItem] | type[SessionMaterial]] = {
    AGENDA: AgendaItem,
    MATERIALS: SessionMaterial,
}
FIELDS = {AGENDA: ("stage", "title", "minutes", "who"), MATERIALS: ("title", "url", "audience")}


class ContentsSeenError(ProgramError):
    """Somebody else has saved since."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has saved this meanwhile. Nothing was overwritten."))


class ContentsRefusedError(ProgramError):
    """It can't be kept so."""


class ContentsClosedError(ProgramError):
    """The session was called off, or is over."""

    def __init__(self) -> None:
        super().__init__(_("This session is over or was cancelled. It can't be changed any more."))


class ContentsUndoneError(ProgramError):
    """It can't be taken back any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This can't be undone any more: it is undone already, or was changed since.")
        )


@dataclass(frozen=True)
class Saved:
    """What was done: to which sessions, which others keep their own, and what undoes it."""

    sessions: list[LearningSession]
    kept: list[LearningSession] = field(default_factory=list)
    change: ContentsChange | None = None


def rows_of(learning_session: LearningSession, part: str) -> list[dict[str, Any]]:
    """What is stored, as it is typed."""
    return [
        {name: getattr(item, name) for name in FIELDS[part]}
        for item in MODELS[part].objects.filter(learning_session=learning_session)
    ]


def seen_of_contents(learning_session: LearningSession, part: str) -> str:
    """What it looks like: whoever saves says what they saw."""
    return fingerprint({"rows": rows_of(learning_session, part)})


def save_contents(
    learning_session: LearningSession,
    part: str,
    rows: Rows,
    *,
    scope: str = ONE,
    others: Iterable[LearningSession] = (),
    overwrite: bool = False,
    seen: str | None = None,
    by: Person,
) -> Saved:
    """Keep an agenda, or materials, for a session, and for the `others` of its series that `scope`
    means. Of these, those that have their own keep it, unless it is to be overwritten. The same
    rows change nothing.

    Raises ContentsRefusedError, ContentsSeenError, ContentsClosedError.
    """
    _refuse(part, rows)
    wanted = [_plain(row) for row in rows]
    with transaction.atomic():
        held = _lock([learning_session, *others])
        edited = held.pop(learning_session.pk)
        if not may_be_saved(edited, part):
            raise ContentsClosedError
        if seen is not None and seen != seen_of_contents(edited, part):
            raise ContentsSeenError
        kept = [one for one in held.values() if part in one.own_changes and not overwrite]
        shared = [one for one in held.values() if one not in kept]
        change = ContentsChange(learning_session=edited, part=part, by=by)
        for one in [edited, *shared]:
            _write(one, wanted, change, is_own=scope == ONE)
        if change.after:
            change.save()
    return Saved([edited, *shared], kept, change if change.after else None)


def copy_contents(
    learning_session: LearningSession, original: LearningSession, *, parts: Iterable[str]
) -> None:
    """Give a new session what another one has."""
    for part in parts:
        _store(learning_session, part, rows_of(original, part))


def undo_contents(change: ContentsChange, *, by: Person) -> Saved:
    """Give the sessions back what they had, where nobody has saved since.

    Raises ContentsUndoneError.
    """
    with transaction.atomic():
        held = ContentsChange.objects.select_for_update().get(pk=change.pk)
        found = LearningSession.objects.filter(pk__in=held.before)
        same = [
            one
            for one in _lock(found).values()
            if rows_of(one, held.part) == held.after[str(one.pk)]["rows"]
            and may_be_saved(one, held.part)
        ]
        if held.undone_at is not None or not same:
            raise ContentsUndoneError
        for one in same:
            before = held.before[str(one.pk)]
            _store(one, held.part, before["rows"])
            _mark(one, held.part, is_own=before["own"])
        held.undone_at = timezone.now()
        held.save(update_fields=["undone_at"])
    return Saved(same)


def may_be_saved(learning_session: LearningSession, part: str) -> bool:
    """An agenda until the session is over; materials also afterwards. Nothing once it is called
    off.
    """
    if learning_session.state == LearningSession.State.FINISHED:
        return part == MATERIALS
    return learning_session.is_on or learning_session.is_draft


def _refuse(part: str, rows: Rows) -> None:
    agenda = [row for row in rows if isinstance(row, AgendaRow)]
    materials = [row for row in rows if isinstance(row, MaterialRow)]
    problem = agenda_problem(agenda) or materials_problem(materials)
    if problem:
        raise ContentsRefusedError(problem)


def _lock(sessions: Iterable[LearningSession]) -> dict[Any, LearningSession]:
    """The sessions as they are now, locked in one order."""
    ids = [one.pk for one in sessions]
    found = LearningSession.objects.filter(pk__in=ids).select_for_update(no_key=True)
    return {one.pk: one for one in found.order_by("pk")}


def _plain(row: Row) -> dict[str, Any]:
    told = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in asdict(row).items()
    }
    return told | ({"url": with_small_scheme(told["url"])} if "url" in told else {})


def _write(
    one: LearningSession, rows: list[dict[str, Any]], change: ContentsChange, *, is_own: bool
) -> None:
    """Store rows, and note what was there. One that stands alone has nothing of its own."""
    part, own = change.part, change.part in one.own_changes
    before, is_own = rows_of(one, part), is_own and one.repeats_id is not None
    if before != rows:
        key = str(one.pk)
        change.before[key] = {"rows": before, "own": own}
        change.after[key] = {"rows": rows, "own": is_own}
        _store(one, part, rows)
        _mark(one, part, is_own=is_own)
    elif own and not is_own:
        _mark(one, part, is_own=False)


def _store(one: LearningSession, part: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in their order. An item that is still there stays the same row: the live room
    may be in the middle of it.
    """
    items: list[Item] = list(MODELS[part].objects.filter(learning_session=one))
    key = FIELDS[part][:2]
    for position, row in enumerate(rows):
        same = [item for item in items if all(getattr(item, name) == row[name] for name in key)]
        item = same[0] if same else MODELS[part](learning_session=one)
        if same:
            items.remove(item)
        item.position = position
        for name, value in row.items():
            setattr(item, name, value)
        item.save()
    MODELS[part].objects.filter(pk__in=[item.pk for item in items]).delete()


def _mark(one: LearningSession, part: str, *, is_own: bool) -> None:
    """Note whether a session of a series has something for itself alone."""
    parts = set(one.own_changes) - {part}
    one.own_changes = sorted(parts | {part} if is_own else parts)
    one.save(update_fields=["own_changes"])

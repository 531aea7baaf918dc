"""HR fixes pairs by hand; every matching of the program keeps them until they are freed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from matching.actions.freeing import free, let_go_of_paired
from matching.errors import NotFixableError, ProgramOverError, ReasonNeededError
from matching.models import FixedPair, Match, MatchLock, MatchOverride, MatchRun
from matching.queries.fixed_pairs import fixed_together_with, standing_fixed
from matching.queries.fixing import desk_of
from matching.rules.fixing import Check, broken_text, check_new, check_text, refusal_text
from matching.rules.group import Pair
from peerlearn.people.models import Person
from programs.actions.moves import hold_program
from programs.models import Program

Freed = FixedPair.Freed


@dataclass(frozen=True)
class Wanted:
    """A pair to be fixed; `reason` is for HR."""

    mentor: Person
    mentee: Person
    reason: str = ""

    @property
    def pair(self) -> Pair:
        """By their ids."""
        return self.mentor.id, self.mentee.id


@dataclass(frozen=True)
class Fixing:
    """What became of many: `refused` says why, in the order of the list."""

    fixed: list[FixedPair]
    refused: list[tuple[Wanted, str]]


def fix_pair(
    program: Program, *, mentor: Person, mentee: Person, by: Person, reason: str = ""
) -> FixedPair:
    """Have every matching of a program keep a pair. Twice is once.

    Rules that HR has chosen can be overridden with a reason. Raises ReasonNeededError without one,
    NotFixableError for what nobody can override, and ProgramOverError.
    """
    with transaction.atomic():
        wanted = Wanted(mentor, mentee, reason.strip())
        [(check, row)] = _fix(program, [wanted], by=by)
        if row is not None:
            return row
        names = (mentor.display_name, mentee.display_name)
        if check.refusal:
            raise NotFixableError(refusal_text(check.refusal, *names))
        raise ReasonNeededError(broken_text(check.broken, *names))


def fix_pairs(program: Program, wanted: Sequence[Wanted], *, by: Person) -> Fixing:
    """Fix those of many that can be, and say of the others why not. Raises ProgramOverError."""
    with transaction.atomic():
        done = list(zip(wanted, _fix(program, wanted, by=by), strict=True))
        rows = {row.id: row for _one, (_check, row) in done if row is not None}
        refused = [
            (one, check_text(check, one.mentor.display_name, one.mentee.display_name))
            for one, (check, row) in done
            if row is None
        ]
        return Fixing(list(rows.values()), refused)


def free_pair(fixed: FixedPair, *, by: Person) -> None:
    """Let a fixed pair be changed by the next matching. Twice is once."""
    with transaction.atomic():
        hold_program(fixed.program)
        free(FixedPair.objects.filter(id=fixed.id), Freed.BY_HAND, by=by)


def free_together(fixed: FixedPair, *, by: Person) -> int:
    """Take back all that was fixed at once with a pair. Returns how many."""
    with transaction.atomic():
        hold_program(fixed.program)
        return len(free(fixed_together_with(fixed), Freed.BY_HAND, by=by))


def fix_again(fixed: FixedPair, *, by: Person) -> FixedPair:
    """Take a freeing back, with the reason as it was. Twice is once.

    Raises as fix_pair does: what was possible may not be any more.
    """
    with transaction.atomic():
        hold_program(fixed.program)
        fixed.refresh_from_db(fields=["freed_at"])
        if fixed.freed_at is None:
            return fixed
        new = fix_pair(
            fixed.program, mentor=fixed.mentor, mentee=fixed.mentee, by=by, reason=fixed.reason
        )
        for match in _under_review(new):
            lock = {"locked_by": new.fixed_by, "fixed": new}
            MatchLock.objects.update_or_create(match=match, defaults=lock)
        return new


def _fix(
    program: Program, wanted: Sequence[Wanted], *, by: Person
) -> list[tuple[Check, FixedPair | None]]:
    """For each the check, and its row where it is fixed now."""
    program = hold_program(program)
    if program.is_closed:
        raise ProgramOverError
    let_go_of_paired(program)
    standing = {(one.mentor_id, one.mentee_id): one for one in standing_fixed(program)}
    checks, now = _checks(program, wanted), timezone.now()
    done: list[tuple[Check, FixedPair | None]] = []
    new: list[FixedPair] = []
    for one in wanted:
        check = checks[one.pair]
        if check.refusal or (not check.holds and not one.reason):
            done.append((check, None))
            continue
        if check.broken and one.reason:
            _insist(program, one, check, by=by)
        if one.pair not in standing:
            standing[one.pair] = _row_of(program, one, by=by, now=now)
            new.append(standing[one.pair])
        done.append((check, standing[one.pair]))
    FixedPair.objects.bulk_create(new)
    return done


def _checks(program: Program, wanted: Sequence[Wanted]) -> dict[Pair, Check]:
    """Those that are fixed already are looked at as if they were new."""
    pairs = list(dict.fromkeys(one.pair for one in wanted))
    desk = desk_of(program, now=timezone.now())
    return check_new(desk, pairs)


def _row_of(program: Program, one: Wanted, *, by: Person, now: datetime) -> FixedPair:
    return FixedPair(
        program=program,
        mentor=one.mentor,
        mentee=one.mentee,
        reason=one.reason,
        fixed_by=by,
        fixed_at=now,
    )


def _insist(program: Program, one: Wanted, check: Check, *, by: Person) -> None:
    MatchOverride.objects.update_or_create(
        program=program,
        mentor=one.mentor,
        mentee=one.mentee,
        defaults={"rules": list(check.broken), "reason": one.reason, "made_by": by},
    )


def _under_review(fixed: FixedPair) -> list[Match]:
    """The pair where a run proposes it now."""
    return list(
        Match.objects.filter(
            program=fixed.program_id,
            mentor=fixed.mentor_id,
            mentee=fixed.mentee_id,
            state=Match.State.PROPOSED,
            run__state=MatchRun.State.DONE,
        )
    )

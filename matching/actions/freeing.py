"""Fixed pairs that are free again: by hand, by another decision, or because somebody has left."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from matching.fixing_mails import tell_freed
from matching.models import FixedPair, Match, MatchLock, MatchOverride, MatchRun
from matching.queries.fixed_pairs import fixed_of_leavers, fixed_of_outsiders, standing_fixed
from peerlearn.people.models import Person
from programs.models import Program

Freed = FixedPair.Freed


def free(rows: QuerySet[FixedPair], because: str, *, by: Person | None) -> list[FixedPair]:
    """Free those of these that stand; a run under review no longer keeps what was freed by hand.
    Returns those that stood. Needs a transaction.
    """
    standing = rows.filter(freed_at__isnull=True).order_by("id").select_for_update(of=("self",))
    freed = list(standing)
    ids = [one.id for one in freed]
    FixedPair.objects.filter(id__in=ids).update(
        freed_at=timezone.now(), freed_by=by, freed_because=because
    )
    if because == Freed.BY_HAND:
        MatchLock.objects.filter(
            fixed__in=ids,
            match__state=Match.State.PROPOSED,
            match__run__state=MatchRun.State.DONE,
        ).delete()
        for one in freed:
            _insist_no_longer(one)
    return freed


def free_leavers(person_ids: Collection[UUID]) -> None:
    """Free what was fixed of those who have left, and tell HR. Twice is once."""
    _free_gone(fixed_of_leavers(person_ids))


def free_withdrawn(program: Program, person_ids: Collection[UUID]) -> None:
    """The same for those who no longer have their role in a program."""
    _free_gone(fixed_of_outsiders(program, person_ids))


def give_up_fixed(match: Match, *, by: Person) -> None:
    """HR takes a proposed pair out of a review, or no longer keeps it. Needs a transaction."""
    mine = FixedPair.objects.filter(
        program=match.program_id, mentor=match.mentor_id, mentee=match.mentee_id
    )
    free(mine, Freed.IN_REVIEW, by=by)


def give_up_fixed_of(run: MatchRun, mentee: Person, *, by: Person) -> None:
    """HR chooses somebody else in a review, or nobody. Needs a transaction."""
    mine = FixedPair.objects.filter(program=run.program_id, mentee=mentee)
    free(mine, Freed.IN_REVIEW, by=by)


def take_up_fixed(run: MatchRun, mentor_id: UUID, mentee_id: UUID) -> None:
    """HR takes such a decision back, in the same review: the pair is fixed as it was. Needs a
    transaction.
    """
    of_mentee = FixedPair.objects.filter(program=run.program_id, mentee=mentee_id)
    if of_mentee.filter(freed_at__isnull=True).exists():
        return
    given_up = of_mentee.filter(
        mentor=mentor_id,
        freed_because=Freed.IN_REVIEW,
        freed_at__gte=run.finished_at or run.created_at,
    )
    last = given_up.order_by("-freed_at").first()
    if last is not None:
        FixedPair.objects.filter(id=last.id).update(freed_at=None, freed_by=None, freed_because="")


def lock_as_fixed(match: Match, *, by: Person) -> None:
    """Keep a pair of a review; as fixed by who fixed it, where it is. Twice is once."""
    fixed = FixedPair.objects.filter(
        program=match.program_id,
        mentor=match.mentor_id,
        mentee=match.mentee_id,
        freed_at__isnull=True,
        fixed_at__lte=match.created_at,
    ).first()
    lock = {"locked_by": fixed.fixed_by if fixed else by, "fixed": fixed}
    MatchLock.objects.get_or_create(match=match, defaults=lock)


def let_go_of_paired(program: Program) -> None:
    """What has become a pair since is nothing to be kept any more. Needs a transaction."""
    fixed = FixedPair.objects.filter(program=program, freed_at__isnull=True)
    paired = fixed.exclude(id__in=standing_fixed(program).order_by().values("id"))
    free(paired, Freed.PAIRED, by=None)


def fix_unpaired(pairs: Collection[Match]) -> None:
    """The publication of these pairs is taken back: what was let go of since is fixed again. Needs
    the lock of the program.
    """
    published = {(one.mentor_id, one.mentee_id): one.published_at for one in pairs}
    program = {one.program_id for one in pairs}
    paired = FixedPair.objects.filter(program__in=program, freed_because=Freed.PAIRED)
    ids = [
        one.id
        for one in paired
        if one.freed_at and (at := published.get((one.mentor_id, one.mentee_id)))
        if one.freed_at >= at
    ]
    FixedPair.objects.filter(id__in=ids).update(freed_at=None, freed_by=None, freed_because="")


def _free_gone(rows: QuerySet[FixedPair]) -> None:
    with transaction.atomic():
        told = {one.id: one for one in rows}
        freed = free(FixedPair.objects.filter(id__in=list(told)), Freed.LEFT, by=None)
        tell_freed([told[one.id] for one in freed])


def _insist_no_longer(fixed: FixedPair) -> None:
    """HR insisted on the pair for the sake of fixing it; not where a review or a pair of today
    rests on that.
    """
    same = {"program": fixed.program_id, "mentor": fixed.mentor_id, "mentee": fixed.mentee_id}
    pairs = Match.objects.filter(**same)
    kept = pairs.filter(locks__isnull=False, run__state=MatchRun.State.DONE)
    if not kept.exists() and not pairs.filter(published_at__isnull=False).exists():
        MatchOverride.objects.filter(**same).delete()

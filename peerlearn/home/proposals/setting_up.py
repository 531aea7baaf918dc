"""Doing what we propose: each step by its own action, and by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.home.proposals.other_rows import NoPlaceError
from peerlearn.home.proposals.reading import proposals_of
from peerlearn.home.proposals.shapes import Proposal, Wish
from programs.actions.moves import hold_program
from programs.errors import ProgramError, WrongStateError
from programs.models import Program
from sessions.actions.plans import PlanRefusedError

Refusal = (ProgramError, PlanRefusedError, NoPlaceError)


@dataclass(frozen=True)
class SetUp:
    """The steps that were set up, and why others stay open, by their name."""

    done: list[Proposal] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def set_up(
    program: Program, chosen: Mapping[str, str], wish: Wish, *, now: datetime, today: date
) -> SetUp:
    """Set up these steps of a draft as was proposed: by their names, each with the word that was
    `seen` with it. What can't be done says why and stays open; the others are done all the same.

    What is set up already is passed over, so doing it twice is doing it once; and where others
    would be meant than were shown nothing is done. Raises WrongStateError once it is launched.
    """
    with transaction.atomic():
        must_be_draft(hold_program(program))
        result, proposed = SetUp(), proposals_of(program, now=now, today=today)
        unknown = chosen.keys() - {one.step for one in proposed}
        result.failed.update((step, _("This program has no such step.")) for step in unknown)
        for one in proposed:
            if one.act is None or one.step not in chosen:
                continue
            if why := _refused(one, chosen[one.step], wish):
                result.failed[one.step] = why
            else:
                result.done.append(one)
        return result


def _refused(proposal: Proposal, seen: str, wish: Wish) -> str:
    if seen != proposal.seen:
        return _("This has changed since you saw it. Look again.")
    assert proposal.act is not None  # noqa: S101  see set_up
    try:
        with transaction.atomic():
            proposal.act(wish)
    except Refusal as refusal:
        return str(refusal)
    return ""


def must_be_draft(program: Program) -> None:
    """Raises WrongStateError for a program that is launched."""
    if program.state != Program.State.DRAFT:
        raise WrongStateError(_("This program is launched already."))

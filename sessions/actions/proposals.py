"""Proposing topics, voting for them, offering to present."""

from datetime import datetime

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.moves import lock_program, must_not_be_over
from programs.errors import ConductNotAcceptedError
from programs.models import Program
from programs.permissions import may_take_part_in_writing
from sessions.actions.proposal_mails import tell_decline
from sessions.models import PresenterOffer, ProposalVote, TopicProposal
from sessions.rules.proposals import (
    MOST_OPEN,
    AlreadyProposedError,
    ProposalSettledError,
    TooManyProposalsError,
    clean_title,
)

State = TopicProposal.State


def propose_topic(
    program: Program, *, title: str, description: str = "", would_present: bool, by: Person
) -> TopicProposal:
    """Put a topic before the people of a program; whoever proposes it votes for it too.

    Sent twice it is the same. Raises TopicUnclearError, AlreadyProposedError,
    TooManyProposalsError, ConductNotAcceptedError, ProgramOverError.
    """
    title, description = clean_title(title), description.strip()
    _must_write(program, by)
    with transaction.atomic():
        lock_program(program)
        opened = TopicProposal.objects.filter(program=program, state=State.OPEN)
        same = opened.filter(title__iexact=title).first()
        if same is not None:
            if same.proposed_by_id != by.id or same.description != description:
                raise AlreadyProposedError(same.title)
            return same
        if opened.filter(proposed_by=by).count() >= MOST_OPEN:
            raise TooManyProposalsError
        proposal = TopicProposal.objects.create(
            program=program, title=title, description=description, proposed_by=by
        )
        ProposalVote.objects.create(proposal=proposal, person=by)
        if would_present:
            PresenterOffer.objects.create(proposal=proposal, person=by)
    return proposal


def vote_for_topic(proposal: TopicProposal, *, by: Person) -> None:
    """Say that one would come; twice is once.

    Raises ProposalSettledError, ConductNotAcceptedError, ProgramOverError.
    """
    with transaction.atomic():
        _must_write(proposal.program, by)
        ProposalVote.objects.get_or_create(proposal=_locked_open(proposal), person=by)


def take_topic_vote_back(proposal: TopicProposal, *, by: Person) -> None:
    """Would not come after all. Raises ProposalSettledError, ProgramOverError."""
    with transaction.atomic():
        must_not_be_over(proposal.program)
        ProposalVote.objects.filter(proposal=_locked_open(proposal), person=by).delete()


def offer_to_present(proposal: TopicProposal, *, by: Person) -> None:
    """Say that one would present it; twice is once.

    Raises ProposalSettledError, ConductNotAcceptedError, ProgramOverError.
    """
    with transaction.atomic():
        _must_write(proposal.program, by)
        PresenterOffer.objects.get_or_create(proposal=_locked_open(proposal), person=by)


def take_offer_back(proposal: TopicProposal, *, by: Person) -> None:
    """Would not present it after all. Raises ProposalSettledError, ProgramOverError."""
    with transaction.atomic():
        must_not_be_over(proposal.program)
        PresenterOffer.objects.filter(proposal=_locked_open(proposal), person=by).delete()


def withdraw_proposal(proposal: TopicProposal, *, now: datetime) -> TopicProposal:
    """Whoever made it takes it back; votes and offers are kept in case it returns.

    Raises ProposalSettledError when HR was quicker.
    """
    return _move(proposal, State.OPEN, State.WITHDRAWN, decided_by=None, decided_at=now)


def decline_proposal(
    proposal: TopicProposal, *, reason: str, by: Person, now: datetime
) -> TopicProposal:
    """Say no, with a reason that the people of the program read, and whoever proposed it is told.

    Raises ProposalSettledError.
    """
    with transaction.atomic():
        declined = _move(
            proposal,
            State.OPEN,
            State.DECLINED,
            decided_by=by,
            decided_at=now,
            decline_reason=reason.strip(),
        )
        tell_decline(declined)
        return declined


def reopen_proposal(proposal: TopicProposal) -> TopicProposal:
    """Undo a withdrawal or a refusal; an open one stays as it is.

    Raises ProposalSettledError for a planned one, AlreadyProposedError, ProgramOverError.
    """
    with transaction.atomic():
        lock_program(proposal.program)
        opened = TopicProposal.objects.filter(program=proposal.program, state=State.OPEN)
        if opened.filter(title__iexact=proposal.title).exclude(pk=proposal.pk).exists():
            raise AlreadyProposedError(proposal.title)
        was = proposal.state if proposal.state != State.PLANNED else State.OPEN
        return _move(proposal, was, State.OPEN, decided_by=None, decided_at=None, decline_reason="")


def _must_write(program: Program, by: Person) -> None:
    must_not_be_over(program)
    if not may_take_part_in_writing(by, program):
        raise ConductNotAcceptedError


def _locked_open(proposal: TopicProposal) -> TopicProposal:
    """The proposal, held against being settled meanwhile."""
    held = TopicProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if not held.is_open:
        raise ProposalSettledError
    return held


def _move(proposal: TopicProposal, was: str, state: str, **fields: object) -> TopicProposal:
    """From one state to another; arrived already is fine."""
    must_not_be_over(proposal.program)
    moved = TopicProposal.objects.filter(pk=proposal.pk, state=was).update(state=state, **fields)
    proposal.refresh_from_db()
    if not moved and proposal.state != state:
        raise ProposalSettledError
    return proposal

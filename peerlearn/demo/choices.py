"""Programs in which people choose each other: questions in all states, and lists on both sides."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from matching.actions.offers import accept_request, decline_request, expire_request
from matching.actions.wishes import choose_mentor_oneself, say_of_mentee, set_modes
from matching.errors import MatchingError
from matching.models import MatchModes, MatchRequest
from matching.queries.directory import Directory
from peerlearn.people.models import Person
from programs.models import Program

Choosing, State = MatchModes.Choosing, MatchRequest.State
ON_A_LIST = 3
WORDS = (
    "You built the reports that I read every Monday. I would like to learn how.",
    "I have changed teams and look for somebody who knows both sides.",
    "",
)


def show_questions(
    program: Program, mentees: Sequence[Person], mentor: Person, *, by: Person
) -> None:
    """Mentees ask mentors one after the other: one yes, one no, one silence, the others wait.
    One question is to `mentor`.
    """
    set_modes(program, by=by, choosing=Choosing.ASK, most_choices=ON_A_LIST)
    _choose(program, mentees[0], first=mentor)
    for mentee in mentees[1:]:
        _choose(program, mentee)
    asked = iter(_asked(program, but=mentor))
    if yes := next(asked, None):
        accept_request(yes, by=yes.mentor)
    if no := next(asked, None):
        decline_request(no, by=no.mentor, reason=MatchRequest.Reason.TIME)
    if silence := next(asked, None):
        over = timezone.now() - timedelta(minutes=1)
        MatchRequest.objects.filter(id=silence.id).update(expires_at=over)
        expire_request(silence, now=timezone.now())


def show_rankings(program: Program, mentees: Sequence[Person], *, by: Person) -> None:
    """Mentees and mentors rank each other; the matching of all is still to come."""
    closes = timezone.localdate() + timedelta(days=10)
    set_modes(program, by=by, choosing=Choosing.RANK, most_choices=ON_A_LIST, choose_until=closes)
    for mentee in mentees:
        _choose(program, mentee)
    wanted: dict[Person, list[Person]] = {}
    for request in _with_people(program).filter(state=State.QUEUED):
        wanted.setdefault(request.mentor, []).append(request.mentee)
    for at, (mentor, chosen_by) in enumerate(wanted.items()):
        for rank, mentee in enumerate(chosen_by[:2], start=1):
            rather_not = at == 1 and rank == 2
            say_of_mentee(program, mentee, rank=None if rather_not else rank, by=mentor)


def _choose(program: Program, mentee: Person, *, first: Person | None = None) -> None:
    """The best of the mentors for somebody, as far as they can be chosen."""
    ids = [first.id] if first else []
    listed = Directory(program, mentee, now=timezone.now()).listed
    ids += [one.fit.mentor.id for one in listed if one.fit.mentor.id not in ids]
    for at, mentor_id in enumerate(ids[:ON_A_LIST]):
        try:
            choose_mentor_oneself(program, mentor_id, by=mentee, words=WORDS[at % len(WORDS)])
        except MatchingError:
            continue


def _asked(program: Program, *, but: Person) -> Iterator[MatchRequest]:
    found = _with_people(program).filter(state=State.ASKED).exclude(mentor=but)
    yield from list(found)


def _with_people(program: Program) -> QuerySet[MatchRequest]:
    requests = MatchRequest.objects.filter(program=program)
    return requests.select_related("mentor", "mentee", "program").order_by(
        "mentee__name", "rank", "id"
    )

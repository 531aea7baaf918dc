"""Topics that the people of the demo company propose, and who would come."""

from dataclasses import dataclass

from peerlearn.demo.people import Company
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from programs.models import Program
from programs.permissions import may_take_part_in_writing
from programs.queries import active_enrollments
from sessions.actions.proposals import offer_to_present, propose_topic, vote_for_topic


@dataclass(frozen=True)
class Wish:
    """A topic with how many would come, and whether somebody could present it."""

    title: str
    description: str
    votes: int
    has_presenter: bool = True


WISHES = (
    Wish(
        "How we decide what goes into a release",
        "Who weighs customers' wishes against repairs, and how can a team get something in?",
        11,
    ),
    Wish(
        "Reading our own salary slip",
        "Line by line: what is taken off, and what of it can I change myself?",
        7,
        has_presenter=False,
    ),
    Wish(
        "What our customers do all day",
        "A morning with one of them, told by those who were there.",
        4,
    ),
)


def propose_topics(company: Company, program: Program) -> None:
    """Open proposals of people who have accepted the code of conduct."""
    with organization(company.organization.id):
        people = _writers(program)
        for number, wish in enumerate(WISHES):
            proposer, *others = people[number:] + people[:number]
            proposal = propose_topic(
                program,
                title=wish.title,
                description=wish.description,
                would_present=False,
                by=proposer,
            )
            for person in others[: wish.votes - 1]:
                vote_for_topic(proposal, by=person)
            if wish.has_presenter:
                offer_to_present(proposal, by=others[number])


def _writers(program: Program) -> list[Person]:
    people = {one.person for one in active_enrollments(program)}
    writers = [one for one in people if may_take_part_in_writing(one, program)]
    return sorted(writers, key=lambda one: one.name)

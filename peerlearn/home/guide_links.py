"""The set-up guide with the page on which each step is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from peerlearn.home.setup_facts import GuideFacts
from peerlearn.home.setup_guide import (
    PageName,
    Step,
    guide,
    next_step,
    people_first,
)
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.rules.steps import StepName

# The page of each step: the name of its address, and whether the program is in its
# path, in its query, or (topics are the organization's) not in it at all; a draft has its own.
PAGES: dict[PageName, tuple[str, str]] = {
    "facilitator": ("programs:facilitator", "path"),
    "safety": ("programs:conduct", "path"),
    "report_desk": ("programs:report_desk", "path"),
    "networking": ("sessions:create", "query"),
    "draft": ("sessions:detail", "draft"),
    "drafts": ("sessions:list", "query"),
    "enroll": ("programs:enroll", "path"),
    "pairs": ("matching:overview", "path"),
    "circles": ("matching:circles_of_program", "path"),
    "topics": ("people:topics", "nowhere"),
    "perspectives": ("matching:overview", "path"),
    "comprehension": ("sessions:list", "query"),
    "launch": ("home:launch", "path"),
}

CALLS: dict[StepName, Callable[[], str]] = {
    "facilitator": lambda: gettext("find a facilitator"),
    "safety": lambda: gettext("agree on a code of conduct"),
    "networking": lambda: gettext("plan a networking event"),
    "pairs": lambda: gettext("match mentors and mentees"),
    "topics": lambda: gettext("ask what people want to learn"),
    "perspectives": lambda: gettext("pair across departments"),
    "comprehension": lambda: gettext("plan a session with a knowledge check"),
}


@dataclass(frozen=True)
class LinkedStep:
    """A step, and where it is done."""

    step: Step
    href: str
    # where a step that was left out is added (POST)
    add_href: str = ""

    @property
    def title(self) -> str:
        """What there is to do."""
        return self.step.title

    @property
    def call(self) -> str:
        """What to do on its page, in the middle of a sentence."""
        if self.step.page == "enroll":
            return gettext("enroll people")
        if self.step.page == "circles":
            return gettext("form circles")
        if self.step.page == "report_desk":
            return gettext("name a trusted person for quiet reports")
        if self.step.page == "launch":
            return gettext("check your answers and launch")
        if self.step.page in ("draft", "drafts"):
            return gettext("publish your drafts")
        return CALLS[self.step.name]()

    @property
    def note(self) -> str:
        """What is there already."""
        return self.step.note

    @property
    def state(self) -> str:
        """How far it is."""
        return self.step.state


@dataclass(frozen=True)
class LinkedGuide:
    """The steps that one program needs, those that it doesn't, and the one to do next."""

    steps: list[LinkedStep]
    left_out: list[LinkedStep]
    next_step: LinkedStep | None
    # bringing people in, while some are missing: before all steps
    first: LinkedStep | None = None

    @property
    def waiting(self) -> int:
        """Of how many HR has done its part, and others have to answer."""
        return sum(step.state == "waiting" for step in self.steps)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.state == "done" for step in self.steps)


def linked_guide(organization: Organization, program: Program, facts: GuideFacts) -> LinkedGuide:
    """The guide of a program with its links: people first, for most steps need them."""
    steps = guide(facts, program.steps_left_out)
    first = people_first(facts, program.steps_left_out)
    following = first or next_step(steps, is_draft=facts.is_draft)
    linked = [_linked(organization, program, step) for step in steps]
    return LinkedGuide(
        steps=[one for one in linked if not one.step.is_left_out],
        left_out=[one for one in linked if one.step.is_left_out],
        next_step=_linked(organization, program, following) if following else None,
        first=_linked(organization, program, first) if first else None,
    )


def page_of(organization: Organization, program: Program, name: str, place: str) -> str:
    """A page about a program, whose id is in its path, in its query, or nowhere."""
    if place == "path":
        return org_reverse(organization, name, program.id)
    page = org_reverse(organization, name)
    return f"{page}?program={program.id}" if place == "query" else page


def _linked(organization: Organization, program: Program, step: Step) -> LinkedStep:
    name, place = PAGES[step.page]
    add = org_reverse(organization, "programs:step_add", program.id, step.name)
    if place == "draft":
        return LinkedStep(step, org_reverse(organization, name, step.draft), add)
    return LinkedStep(step, page_of(organization, program, name, place), add)

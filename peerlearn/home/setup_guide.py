"""The seven steps of setting up a program: how far each is, from what exists. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.readiness import match_now_or_later
from peerlearn.home.setup_circles import judge_circles
from peerlearn.home.setup_facts import GuideFacts, most
from programs.rules.steps import StepName

# "waiting": HR has done its part, others have to answer; "later": of a draft, it is done with the
# launch, or can wait until after it
StepState = Literal["done", "waiting", "later", "started", "todo"]
# Where a step is done; pairs need people first, a draft is to be published.
PageName = StepName | Literal["enroll", "circles", "report_desk", "draft", "drafts", "launch"]


@dataclass(frozen=True)
class Step:
    """One step: its state, and a line that says what is there."""

    name: StepName
    title: str
    state: StepState
    note: str
    page: PageName
    # the draft that the page "draft" is about
    draft: UUID | None = None
    # its template doesn't need it, and nobody has begun it: it counts for nothing
    is_left_out: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether HR has done its part, and others have to answer."""
        return self.state == "waiting"


def guide(facts: GuideFacts, left_out: Collection[str] = ()) -> list[Step]:
    """All seven steps in their order. Any of them may be done first; `left_out` names those that
    the program doesn't need. One of these that was begun all the same is a step like the others.
    """
    steps = [_step(facts, name, title(), *judge(facts)) for name, title, judge in STEPS]
    if facts.makes_circles:
        steps = [_of_circles(facts, step) if step.name == "pairs" else step for step in steps]
    return [_fitted(one, facts, left_out) for one in steps]


def _fitted(step: Step, facts: GuideFacts, left_out: Collection[str]) -> Step:
    if step.state != "todo" or step.page == "circles":
        return step
    if step.name in left_out:
        return replace(step, is_left_out=True)
    is_later = facts.is_draft and step.name in ("topics", "perspectives")
    return replace(step, state="later") if is_later else step


def next_step(steps: Sequence[Step], *, is_draft: bool = False) -> Step | None:
    """The first step on which HR can do something; else the first that waits for others, of a
    draft its launch; None when all that are needed are done.
    """
    left = [step for step in steps if step.state != "done" and not step.is_left_out]
    now = next((step for step in left if step.state in ("started", "todo")), None)
    if now or not is_draft:
        return now or next(iter(left), None)
    note = _("Everything else can wait")
    return Step("pairs", _("Check your answers and launch"), "todo", note, page="launch")


def people_first(facts: GuideFacts, left_out: Collection[str] = ()) -> Step | None:
    """Bringing people in, while those are missing whom the other steps need; None then."""
    mentors, mentees = _mentors(facts), _mentees(facts)
    if "pairs" in left_out or facts.makes_circles:
        is_missing, note = not (facts.people or facts.roles_filled), _("Nobody takes part yet")
    elif not facts.mentors and not facts.mentees and not facts.people:
        is_missing = True
        note = _("%(mentees)s and %(mentors)s: nobody takes part yet, and most steps need people")
    elif facts.mentees and not facts.mentors:
        is_missing, note = "mentor" not in facts.roles_filled, _("Still missing: %(mentors)s")
    elif facts.mentors and not facts.mentees:
        is_missing, note = "mentee" not in facts.roles_filled, _("Still missing: %(mentees)s")
    else:
        return None
    if not is_missing:
        return None
    said = note % {"mentors": mentors, "mentees": mentees}
    state: StepState = "started" if facts.people else "todo"
    return Step("pairs", _("Bring people in"), state, said, page="enroll")


def _mentors(facts: GuideFacts) -> str:
    return facts.mentors_called or _("Mentors")


def _mentees(facts: GuideFacts) -> str:
    return facts.mentees_called or _("Mentees")


def _step(facts: GuideFacts, name: StepName, title: str, state: StepState, note: str) -> Step:
    needs_people = name == "pairs" and not (facts.mentors and facts.mentees)
    is_named = facts.has_trusted_person or facts.is_reader_awaited
    needs_name = name == "safety" and facts.has_conduct and not is_named
    return Step(
        name,
        title,
        state,
        note,
        page="enroll" if needs_people else "report_desk" if needs_name else _page(facts, name),
        draft=facts.networking_draft if name == "networking" else None,
    )


def _of_circles(facts: GuideFacts, step: Step) -> Step:
    has_people = facts.people or facts.roles_filled or facts.circles_published
    page: PageName = "circles" if has_people else "enroll"
    state, note = judge_circles(facts)
    title = _("Form circles in which all learn from each other")
    return replace(step, title=title, state=state, note=note, page=page)


def _page(facts: GuideFacts, name: StepName) -> PageName:
    """Networking that is drafted leads to the draft, or to all of them; not to an empty form."""
    if name != "networking" or facts.networking_planned or not facts.networking_drafts:
        return name
    return "draft" if facts.networking_drafts == 1 else "drafts"


Judged = tuple[StepState, str]


def _facilitator(facts: GuideFacts) -> Judged:
    if facts.facilitators_not_neutral:
        return "started", _("Somebody who accepted is no longer neutral. Look at it.")
    if facts.facilitators_unchecked:
        return "started", ngettext(
            "%(count)s facilitator has accepted; neutrality is checked once people are enrolled",
            "%(count)s facilitators have accepted; neutrality is checked once people are enrolled",
            facts.facilitators_accepted,
        ) % {"count": facts.facilitators_accepted}
    if facts.facilitators_accepted:
        return "done", ngettext(
            "%(count)s facilitator has accepted",
            "%(count)s facilitators have accepted",
            facts.facilitators_accepted,
        ) % {"count": facts.facilitators_accepted}
    if facts.facilitators_asked:
        return "waiting", ngettext(
            "%(count)s person asked, no answer yet",
            "%(count)s people asked, no answer yet",
            facts.facilitators_asked,
        ) % {"count": facts.facilitators_asked}
    return "todo", _("Ask somebody whom nobody in the program reports to")


def _safety(facts: GuideFacts) -> Judged:
    if not facts.has_conduct:
        return "todo", _("Put a code of conduct in force; we have a text to begin with")
    note = ngettext(
        "%(part)s of %(whole)s person has accepted the code of conduct",
        "%(part)s of %(whole)s people have accepted the code of conduct",
        facts.people,
    ) % {"part": facts.conduct_accepted, "whole": facts.people}
    if not facts.people:
        note = _("Once people are enrolled, each is asked to accept the code of conduct")
    if facts.is_reader_awaited:
        return "waiting", _("The trusted person hasn't agreed yet. %(note)s") % {"note": note}
    if not facts.has_trusted_person:
        return "started", _("Name a trusted person for quiet reports. %(note)s") % {"note": note}
    return ("done" if most(facts.conduct_accepted, facts.people) else "waiting"), note


def _networking(facts: GuideFacts) -> Judged:
    if facts.networking_planned:
        return "done", ngettext(
            "%(count)s networking event planned or held",
            "%(count)s networking events planned or held",
            facts.networking_planned,
        ) % {"count": facts.networking_planned}
    if facts.networking_drafts and facts.is_draft:
        return "later", ngettext(
            "%(count)s networking event is a draft, published with the launch",
            "%(count)s networking events are drafts, published with the launch",
            facts.networking_drafts,
        ) % {"count": facts.networking_drafts}
    if facts.networking_drafts:
        return "started", ngettext(
            "%(count)s networking event is a draft: publish it",
            "%(count)s networking events are drafts: publish them",
            facts.networking_drafts,
        ) % {"count": facts.networking_drafts}
    return "todo", _("Plan a happy hour, a seminar or an office mixer")


def _pairs(facts: GuideFacts) -> Judged:
    called = {"mentors": _mentors(facts), "mentees": _mentees(facts)}
    if not facts.mentors and not facts.mentees:
        return "todo", _("Enroll both sides: %(mentors)s and %(mentees)s") % called
    if not facts.mentors:
        return "started", _("Enrolled: %(mentees)s. Missing: %(mentors)s") % called
    if not facts.mentees:
        return "started", _("Enrolled: %(mentors)s. Missing: %(mentees)s") % called
    if facts.is_draft and not facts.mentees_paired and not _have_told_topics(facts):
        return "later", match_now_or_later()
    figures = {"part": facts.mentees_paired, "whole": facts.mentees}
    if facts.mentees_called:
        note = _("%(mentees)s: %(part)s of %(whole)s are paired") % {**called, **figures}
        return ("done" if facts.mentees_paired >= facts.mentees else "started"), note
    note = (
        ngettext(
            "%(part)s of %(whole)s mentee has a mentor",
            "%(part)s of %(whole)s mentees have a mentor",
            facts.mentees,
        )
        % figures
    )
    return ("done" if facts.mentees_paired >= facts.mentees else "started"), note


def _have_told_topics(facts: GuideFacts) -> bool:
    # What people know comes with an import; a reason to learn takes both.
    return most(min(facts.people_who_want, facts.people_who_know), facts.people)


def _topics(facts: GuideFacts) -> Judged:
    if not facts.people:
        return "todo", _("Once people are enrolled: what they know and want to learn")
    said = ngettext(
        "%(want)s of %(whole)s person says what they want to learn, %(know)s what they know",
        "%(want)s of %(whole)s people say what they want to learn, %(know)s what they know",
        facts.people,
    )
    note = said % {
        "want": facts.people_who_want,
        "know": facts.people_who_know,
        "whole": facts.people,
    }
    if _have_told_topics(facts):
        return "done", note
    if facts.is_draft:
        return "later", _("%(note)s. People are asked with the launch.") % {"note": note}
    return "waiting", note


def _perspectives(facts: GuideFacts) -> Judged:
    if not facts.pairs:
        return "todo", _("Once pairs are published: how many cross departments")
    note = ngettext(
        "%(part)s of %(whole)s pair crosses departments",
        "%(part)s of %(whole)s pairs cross departments",
        facts.pairs,
    ) % {"part": facts.pairs_across_departments, "whole": facts.pairs}
    if most(facts.pairs_across_departments, facts.pairs):
        return "done", note
    return ("later" if facts.is_draft else "started"), note


def _comprehension(facts: GuideFacts) -> Judged:
    if not facts.teaching_sessions:
        if facts.teaching_drafts:
            begun: StepState = "later" if facts.is_draft else "started"
            return (begun if facts.teaching_drafts_with_check else "todo"), _drafts(facts)
        return "todo", _("Once a session is planned: three questions that show what stayed")
    note = ngettext(
        "%(part)s of %(whole)s session has a knowledge check",
        "%(part)s of %(whole)s sessions have a knowledge check",
        facts.teaching_sessions,
    ) % {"part": facts.teaching_sessions_with_check, "whole": facts.teaching_sessions}
    if facts.teaching_drafts:
        note = f"{note}. {_drafts(facts)}"
    if facts.teaching_sessions_with_check >= facts.teaching_sessions:
        return "done", note
    return ("started" if facts.teaching_sessions_with_check else "todo"), note


def _drafts(facts: GuideFacts) -> str:
    return ngettext(
        "%(part)s of %(whole)s drafted workshop or lunch-and-learn has a knowledge check",
        "%(part)s of %(whole)s drafted workshops and lunch-and-learns have a knowledge check",
        facts.teaching_drafts,
    ) % {"part": facts.teaching_drafts_with_check, "whole": facts.teaching_drafts}


STEPS: list[tuple[StepName, Callable[[], str], Callable[[GuideFacts], Judged]]] = [
    ("facilitator", lambda: _("Nominate a facilitator"), _facilitator),
    ("safety", lambda: _("Make it a safe environment"), _safety),
    ("networking", lambda: _("Plan networking events"), _networking),
    ("pairs", lambda: _("Pair seasoned employees with new recruits"), _pairs),
    ("topics", lambda: _("Find common reasons to learn from each other"), _topics),
    ("perspectives", lambda: _("Bring diverse perspectives together"), _perspectives),
    ("comprehension", lambda: _("Keep track of comprehension"), _comprehension),
]

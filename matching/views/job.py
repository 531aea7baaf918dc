"""A run on its way, as the page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import MatchRun
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse

Step = MatchRun.Step
STEPS = (Step.READING, Step.SCORING, Step.PAIRING, Step.EXPLAINING, Step.SAVING)


@dataclass(frozen=True)
class Job:
    """What components/job.html takes."""

    id: str
    url: str
    label: str
    text: str
    value: int
    max: int = len(STEPS)


def job_of(run: MatchRun, request: OrgRequest) -> Job:
    """How far a run is, in words and steps."""
    return Job(
        id=f"match-run-{run.id}",
        url=org_reverse(request.organization, "matching:progress", run.id),
        label=_("Finding the best pairs"),
        text=step_text(run),
        value=STEPS.index(Step(run.step)) if run.step else 0,
    )


def step_text(run: MatchRun) -> str:
    """ "Scoring 1,200 possible pairs"."""
    people = run.mentee_count + run.mentor_count
    match run.step:
        case "":
            return _("Waiting for a worker")
        case Step.READING:
            return (
                ngettext("Reading %(count)d person", "Reading %(count)d people", people)
                % {"count": people}
                if people
                else _("Reading the people")
            )
        case Step.SCORING:
            count = run.mentee_count * run.mentor_count
            return ngettext(
                "Scoring %(count)d possible pair", "Scoring %(count)d possible pairs", count
            ) % {"count": count}
        case Step.PAIRING:
            return _("Pairing")
        case Step.EXPLAINING:
            return _("Writing down the reasons")
        case _step:
            return _("Saving")

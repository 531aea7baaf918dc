"""A run on its way, as the page shows it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import MatchRun
from matching.rules.progress import part_done, time_text
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse

Step = MatchRun.Step


@dataclass(frozen=True)
class Job:
    """What components/job.html takes; `value` in percent."""

    id: str
    url: str
    label: str
    text: str
    value: int
    max: int = 100


# The parameter of a page that doesn't go on to the pairs when a run is done.
STAYS = "stays"


def job_of(run: MatchRun, request: OrgRequest, *, stays: bool = False) -> Job:
    """How far a run is, in words and percent. `stays`: the page is read anew in the end, instead
    of leading to the result.
    """
    url = org_reverse(request.organization, "matching:progress", run.id)
    return Job(
        id=f"match-run-{run.id}",
        url=f"{url}?{STAYS}=1" if stays else url,
        label=_("Finding the best pairs"),
        text=f"{step_text(run)} · {_time(run)}",
        value=percent(run),
    )


def percent(run: MatchRun) -> int:
    """How much is done; 100 only when all of it is."""
    return int(100 * part_done(run.step, run.share))


def _time(run: MatchRun) -> str:
    since = run.started_at or run.created_at
    text = time_text(
        elapsed=(timezone.now() - since).total_seconds(), done=part_done(run.step, run.share)
    )
    if run.attempts < 2:
        return text
    again = _("begun again, as the worker broke off")
    return f"{text} ({again})"


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

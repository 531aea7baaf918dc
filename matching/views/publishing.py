"""Publishing the pairs of a run: a page that says what will happen, the act, and its undo."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from matching.actions.announcing import sample_mail
from matching.actions.publishing import Publication, publish_run
from matching.actions.taking_back import take_back_publication
from matching.errors import MatchingError
from matching.forms import LATER, WAIT_MINUTES
from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.load import too_much_for_mentors
from matching.queries.participants import topics_told
from matching.queries.publishing import publication_preview, told_later
from matching.rules.comparing import without_topics
from matching.rules.verdict import not_counted
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.queries.answering import unanswered_of
from programs.rules.first_days import on_first_days

MOST_DIGITS = 10


@hr_admin_required
def publication(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """GET says who will be told and how, without those `hold_back`; POST tells them."""
    run = _run(request, run_id)
    if request.method == "POST":
        return _publish(request, run)
    if run.state != MatchRun.State.DONE:
        return _to_run(request, run)
    part = "#publication" if request.htmx and not request.htmx.boosted else ""
    context = _context(request, run, request.GET)
    return render(request, f"matching/publication.html{part}", context)


@hr_admin_required
@require_POST
def take_back(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """Put the pairs of the latest publication under review again; no mail of theirs leaves."""
    run = _run(request, run_id)
    try:
        count = take_back_publication(run, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        text = ngettext(
            "%(count)d pair is under review again. No mail was sent.",
            "%(count)d pairs are under review again. No mail was sent.",
            count,
        )
        flash(request, text % {"count": count})
    return _to_run(request, run)


def _run(request: OrgRequest, run_id: UUID) -> MatchRun:
    return get_object_or_404(runs_visible_to(request.membership), id=run_id)


def _publish(request: OrgRequest, run: MatchRun) -> HttpResponse:
    shown = request.POST.get("pairs", "")
    try:
        done = publish_run(
            run,
            by=request.person,
            expected=int(shown) if shown.isdecimal() and len(shown) < MOST_DIGITS else None,
            held_back=held_back(request.POST),
            wait=timedelta(minutes=WAIT_MINUTES * (request.POST.get("mails") == LATER)),
        )
    except MatchingError as refused:
        context = {**_context(request, run, request.POST), "refused": str(refused)}
        return render(request, "matching/publication.html", context, status=422)
    if done.published:
        undo = "matching:take_back" if done.leaves_at or done.with_launch else ""
        undo_url = org_reverse(request.organization, undo, run.id) if undo else ""
        flash(request, _told(done), undo_url=undo_url)
    else:
        text = _("Nobody else was told: these pairs are published already.")
        flash(request, text, level="info")
    return _to_run(request, run)


def held_back(said: QueryDict) -> frozenset[UUID]:
    """The pairs that are ticked to wait; what is no id is passed over."""
    ids = set()
    for text in said.getlist("hold_back"):
        try:
            ids.add(UUID(text))
        except ValueError:
            continue
    return frozenset(ids)


def _told(done: Publication) -> str:
    published = ngettext(
        "%(count)d pair is published.", "%(count)d pairs are published.", done.published
    ) % {"count": done.published}
    if done.unreachable:
        to_tell = ngettext(
            "%(count)d person has no e-mail: tell them yourself.",
            "%(count)d people have no e-mail: tell them yourself.",
            done.unreachable,
        ) % {"count": done.unreachable}
        return f"{published} {to_tell}"
    if done.with_launch:
        return _("%(published)s The mails leave with the launch.") % {"published": published}
    if done.leaves_at:
        soon = _("The mails leave in %(minutes)d minutes.") % {"minutes": WAIT_MINUTES}
        return f"{published} {soon}"
    return ngettext(
        "%(count)d pair is published; both people are told by mail.",
        "%(count)d pairs are published; both people of each are told by mail.",
        done.published,
    ) % {"count": done.published}


def _to_run(request: OrgRequest, run: MatchRun) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:run", run.id))


def _context(request: OrgRequest, run: MatchRun, said: QueryDict) -> dict[str, Any]:
    organization = request.organization
    held = held_back(said)
    preview = publication_preview(run, held_back=held)
    return {
        "run": run,
        "program": run.program,
        "preview": preview,
        "held": held,
        "starting_later": on_first_days(told_later(preview, run.program)),
        "wait_minutes": WAIT_MINUTES,
        "is_later": said.get("mails", LATER) == LATER,
        "not_counted": not_counted(run.rules.get("soft", {})),
        "untold": without_topics(*topics_told(run.program), run.rules.get("soft", {})),
        "unreachable": [
            (person, other)
            for match in preview.pairs
            for person, other in ((match.mentee, match.mentor), (match.mentor, match.mentee))
            if not person.is_reachable
        ],
        "unanswered": unanswered_of(run.program, {match.mentor_id for match in preview.pairs}),
        "too_much": too_much_for_mentors(run, preview.pairs, now=timezone.now()),
        "sample": sample_mail(preview.pairs[0]) if preview.pairs else None,
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }

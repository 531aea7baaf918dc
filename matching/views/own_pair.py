"""What the pages of a pair's two people share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from matching.errors import MatchingError
from matching.models import Match
from matching.permissions import may_tell_about
from matching.queries import matches_visible_to
from matching.queries.my_matches import MyMatch, as_seen_by
from matching.queries.pair_page import pair_page, threshold
from matching.rules.verdicts import receipt
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


def known_match(request: OrgRequest, match_id: UUID) -> Match:
    """A match that the reader may know of."""
    return get_object_or_404(matches_visible_to(request.person, request.membership), id=match_id)


def own_match(request: OrgRequest, match_id: UUID) -> Match:
    """A match of the reader's; others aren't there."""
    found = known_match(request, match_id)
    if not may_tell_about(request.person, found):
        raise Http404
    return found


def seen_by_reader(request: OrgRequest, match: Match) -> MyMatch:
    """The match from the reader's side."""
    return as_seen_by(request.person, [match], now=timezone.now())[0]


def page_of(request: OrgRequest, match: Match) -> str:
    """The address of the pair's page."""
    return org_reverse(request.organization, "matching:match", match.id)


def to_pair(request: OrgRequest, match: Match) -> HttpResponse:
    """To the pair's page."""
    return redirect(page_of(request, match))


def card(request: OrgRequest, match: Match) -> HttpResponse:
    """The card again for htmx, which may stand on another page; else the match's own page."""
    if request.htmx:
        return render(request, "matching/_my_match.html", {"mine": seen_by_reader(request, match)})
    return to_pair(request, match)


def act(
    request: OrgRequest, match: Match, do: Callable[[], Any], said: str, *, undo: str = ""
) -> HttpResponse:
    """Do it and say so, or say why not; then back to the pair's page."""
    try:
        do()
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, said, undo_url=undo)
    return to_pair(request, match)


def render_pair(
    request: OrgRequest, match: Match, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the pair, with what all of them show."""
    seen = seen_by_reader(request, match)
    crumbs = [(seen.other.display_name, page_of(request, match))]
    page = pair_page(seen, request.person)
    return render(
        request,
        template,
        {"mine": seen, "page": page, "crumbs": crumbs, **context},
        status=status,
    )


def said_about(match: Match, request: OrgRequest) -> dict[str, str]:
    """Who sees the answers, shown before they are given."""
    other = match.mentor if match.mentee_id == request.person.id else match.mentee
    return {"receipt": receipt(other.display_name, threshold=threshold())}

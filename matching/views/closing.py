"""The good end of a pair: look back, say thank you, complete it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.closing import close_pair
from matching.errors import MatchingError
from matching.models import Match
from matching.pair_forms import ClosingForm
from matching.queries.pair_page import last_words
from matching.views.own_pair import own_match, render_pair, said_about, to_pair
from peerlearn.people.http import OrgRequest
from peerlearn.web.flash import flash


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """What we set out to do, what we did, thanks, and what comes next."""
    found = own_match(request, match_id)
    before = last_words(found, request.person)
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        said = {key: value for key, value in form.cleaned_data.items() if key != "again"}
        try:
            done = close_pair(found, by=request.person, again=form.says_again(), **said)
        except MatchingError as refused:
            flash(request, str(refused), level="error")
            return to_pair(request, found)
        is_done = done.state == Match.State.COMPLETED
        flash(
            request, _("Complete. Thank you!") if is_done else _("Thank you. Now it is their turn.")
        )
        return to_pair(request, found)
    status = 422 if form.errors else 200
    context = {"form": form, **said_about(found, request)}
    return render_pair(request, found, "matching/closing.html", status=status, **context)

"""The audit log, for HR admins."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.audit.forms import LogFilter
from peerlearn.audit.models import AuditEvent
from peerlearn.audit.queries import PERSON, audit_events, names_in
from peerlearn.audit.sentences import kinds, what_happened
from peerlearn.audit.values import column_in_words, value_in_words
from peerlearn.people.http import OrgRequest, hr_admin_required

PAGE_SIZE = 50


@dataclass(frozen=True)
class LogLine:
    """One event in words."""

    event: AuditEvent
    actor: str
    what: str
    fields: str


@hr_admin_required
@require_safe
def log(request: OrgRequest) -> HttpResponse:
    """Who did what, when, to which row; filtered by kind of row in the address."""
    form = LogFilter(request.GET, tables=kinds())
    table = form.cleaned_data["table"] if form.is_valid() else ""
    page = Paginator(audit_events(table=table), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_in(page.object_list)
    lines = [_line(event, names) for event in page.object_list]
    context = {
        "lines": lines,
        "page": page,
        "form": form if form.is_valid() else LogFilter({}, tables=kinds()),
    }
    return render(request, "audit/log.html", context)


def _line(event: AuditEvent, names: dict[str, str]) -> LogLine:
    actor = names.get(event.actor.removeprefix(PERSON)) or (
        _("Peerlearn itself") if event.actor.startswith("system:") else _("somebody who has left")
    )
    shown = event.changes if event.operation == AuditEvent.Operation.UPDATE else {}
    return LogLine(
        event=event,
        actor=actor,
        what=what_happened(event, names),
        fields=", ".join(
            _change(column, values, names) for column, values in sorted(shown.items())
        ),
    )


def _change(column: str, values: object, names: dict[str, str]) -> str:
    if isinstance(values, list) and len(values) == 2:
        before, after = (names.get(str(value)) or value_in_words(value) for value in values)
        return f"{column_in_words(column)}: {before} → {after}"
    return _("%(column)s changed") % {"column": column_in_words(column)}

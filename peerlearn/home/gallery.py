"""Choosing a template, looking at it, and taking it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from peerlearn.home.own_templates.doors import gallery_crumbs
from peerlearn.home.template_preview import preview_of, usual_first_day
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Membership
from peerlearn.people.queries.holidays import days_without_sessions
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.catalogue.shapes import ProgramTemplate
from programs.catalogue.stored import template_of
from programs.errors import ProgramError, TemplateArchivedError
from programs.forms.templates import FirstDayForm, TemplateForm
from programs.models import OwnTemplate, Program
from programs.queries.templates import template_row, templates_visible_to, uses_of
from programs.rules.dates import past_days


@require_GET
@hr_admin_required
def gallery(request: OrgRequest) -> HttpResponse:
    """All templates as cards, the organization's own first; the empty program, and the copy of an
    earlier one if there is any.
    """
    own = templates_visible_to(request.membership)
    context = {
        "own": [template_of(row) for row in own.filter(archived_at__isnull=True)],
        "archived": own.filter(archived_at__isnull=False),
        "templates": TEMPLATES.values(),
        "has_programs": Program.objects.exists(),
        "crumbs": gallery_crumbs(request)[:1],
    }
    return render(request, "home/gallery.html", context)


@require_GET
@hr_admin_required
def template_preview(request: OrgRequest, key: str) -> HttpResponse:
    """What a program from this template would be, dated from a first day. Writes nothing."""
    template, row = template_or_404(request.membership, key)
    starts_on = usual_first_day(timezone.localdate())
    form = FirstDayForm(request.GET if "starts_on" in request.GET else None)
    if form.is_bound and form.is_valid():
        starts_on = form.cleaned_data["starts_on"]
    elif not form.is_bound:
        form = FirstDayForm(initial={"starts_on": starts_on})
    context = {
        "preview": preview_of(template, starts_on, days_without_sessions()),
        "template": template,
        "form": form,
        "row": row,
        "uses": uses_of(row) if row else [],
        "crumbs": gallery_crumbs(request),
    }
    return render(request, "home/template.html", context)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def template_use(request: OrgRequest, key: str) -> HttpResponse:
    """Ask for a name and a first day; then make the draft with all that the template holds."""
    (template, row), today = template_or_404(request.membership, key), timezone.localdate()
    page = org_reverse(request.organization, "home:template", key)
    if row is not None and row.is_archived:
        flash(request, str(TemplateArchivedError()), level="error")
        return redirect(page)
    form = TemplateForm(
        request.POST or None,
        template=template,
        today=today,
        version=row.version if row else None,
        initial={
            "name": template.name,
            "goal": template.goal,
            "weeks": template.weeks,
            "starts_on": request.GET.get("starts_on") or usual_first_day(today),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            program = create_from_template(
                template, **form.told(), by=request.person, made_from=row
            )
        except ProgramError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _said(template))
            if past := past_days(program.starts_on, today=today):
                flash(request, past, level="warning")
            return redirect(org_reverse(request.organization, "home:proposals", program.id))
    crumbs = [*gallery_crumbs(request), (str(template.name), page)]
    context = {"form": form, "template": template, "crumbs": crumbs}
    return render(request, "home/template_use.html", context, status=422 if form.errors else 200)


def template_or_404(membership: Membership, key: str) -> tuple[ProgramTemplate, OwnTemplate | None]:
    """A template by its key, with its row if it is one of the organization's own."""
    if key in TEMPLATES:
        return TEMPLATES[key], None
    row = template_row(membership, key)
    if row is None:
        raise Http404
    return template_of(row), row


def _said(template: ProgramTemplate) -> str:
    return ngettext(
        "The draft is made, with a code of conduct and %(count)s draft session. Only HR sees it.",
        "The draft is made, with a code of conduct and %(count)s draft sessions. Only HR sees it.",
        len(template.sessions),
    ) % {"count": len(template.sessions)}

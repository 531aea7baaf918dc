"""How an organization's own template reaches a view, and how a change of it is saved."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from peerlearn.home.own_templates.words import differences_to
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.own_templates import edit_template
from programs.catalogue.stored import template_of
from programs.errors import ChangedMeanwhileError
from programs.models import OwnTemplate
from programs.queries.templates import templates_visible_to

Crumbs = list[tuple[str, str]]


def own_template(request: OrgRequest, template_id: UUID) -> OwnTemplate:
    """A template that the reader may change, or 404."""
    return get_object_or_404(templates_visible_to(request.membership), id=template_id)


def to_template(request: OrgRequest, row: OwnTemplate) -> HttpResponse:
    """On to the template's page."""
    return redirect(template_url(request, row))


def template_url(request: OrgRequest, row: OwnTemplate) -> str:
    """The template's page."""
    return org_reverse(request.organization, "home:template", str(row.id))


def gallery_crumbs(request: OrgRequest) -> Crumbs:
    """The way down to all templates."""
    return [
        (_("Programs"), org_reverse(request.organization, "programs:list")),
        (_("Templates"), org_reverse(request.organization, "home:gallery")),
    ]


def template_crumbs(request: OrgRequest, row: OwnTemplate) -> Crumbs:
    """The way down to a page below a template."""
    return [*gallery_crumbs(request), (row.name, template_url(request, row))]


def save_changes(
    request: OrgRequest, row: OwnTemplate, changes: dict[str, Any], form: forms.BaseForm
) -> dict[str, Any]:
    """Save what was typed, if nobody else has saved since `form` was opened; else give what the
    page shows about it. Saving once more, having seen it, carries ours. Raises ProgramError.
    """
    try:
        edit_template(row, changes, by=request.person, version=form.cleaned_data["version"])
    except ChangedMeanwhileError:
        stored = own_template(request, row.id)
        data: QueryDict = request.POST.copy()
        data["version"] = str(stored.version)
        form.data = data
        now = template_of(stored)
        return {
            "stored": differences_to(now, replace(now, **changes)),
            "saved_by": stored.edited_by.name if stored.edited_by else "",
        }
    flash(request, _("Saved. Programs made from it before keep what they took."))
    return {}

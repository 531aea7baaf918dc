"""Changing a template: its texts, roles, sessions with their checks, and what counts in pairing."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from feedback.rules.knowledge import Question
from peerlearn.home.own_templates.doors import (
    own_template,
    save_changes,
    template_crumbs,
    template_url,
    to_template,
)
from peerlearn.home.own_templates.forms import (
    OutlineCheckForm,
    OutlineForm,
    TemplateRoleForm,
    TemplateWeightsForm,
    TextsForm,
    VersionForm,
    typed_from,
    with_session,
)
from peerlearn.people.http import OrgRequest, hr_admin_required
from programs.catalogue.shapes import SessionOutline
from programs.catalogue.stored import template_of
from programs.errors import ProgramError
from programs.models import OwnTemplate
from programs.rules.roles import ROLES


@require_http_methods(["GET", "POST"])
@hr_admin_required
def texts(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Change name, texts, length, code of conduct and the steps of the guide."""
    row = own_template(request, template_id)
    form = TextsForm(request.POST or None, initial=_texts_of(row))
    conflict: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            conflict = save_changes(request, row, form.changes(), form)
        except ProgramError as refusal:
            form.add_error("name", str(refusal))
        else:
            if not conflict:
                return to_template(request, row)
    return _page(request, row, "texts", {"form": form, **conflict})


@require_http_methods(["GET", "POST"])
@hr_admin_required
def roles(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Change which roles there are, and what each is called, asks and gives room to."""
    row = own_template(request, template_id)
    kept = {role.role: role for role in template_of(row).roles}
    form = VersionForm(request.POST or None, initial={"version": row.version})
    blocks = [
        TemplateRoleForm(request.POST or None, role=role, kept=kept.get(role)) for role in ROLES
    ]
    conflict: dict[str, Any] = {}
    if request.method == "POST" and all(one.is_valid() for one in (form, *blocks)):
        typed = tuple(role for block in blocks if (role := block.typed()))
        try:
            conflict = save_changes(request, row, {"roles": typed}, form)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            if not conflict:
                return to_template(request, row)
    wrong = any(block.errors for block in blocks)
    context = {"form": form, "blocks": blocks, "has_errors": wrong, **conflict}
    return _page(request, row, "roles", context)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def session_add(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Add a session to the plan."""
    return _session(request, own_template(request, template_id), None, uuid4().hex)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def session_edit(request: OrgRequest, template_id: UUID, ref: str) -> HttpResponse:
    """Change one session of the plan, and its knowledge check."""
    row = own_template(request, template_id)
    outline = next((one for one in template_of(row).sessions if one.ref == ref), None)
    # Taken out while somebody was writing: what they wrote isn't lost.
    if outline is None and request.method != "POST":
        raise Http404
    return _session(request, row, outline, ref)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def weights(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Change whether people are paired, and how much each rule counts then."""
    row = own_template(request, template_id)
    form = TemplateWeightsForm(
        request.POST or None, template=template_of(row), initial={"version": row.version}
    )
    conflict: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            conflict = save_changes(request, row, form.changes(), form)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            if not conflict:
                return to_template(request, row)
    return _page(request, row, "weights", {"form": form, **conflict})


def _session(
    request: OrgRequest, row: OwnTemplate, outline: SessionOutline | None, ref: str
) -> HttpResponse:
    """One button saves, another asks for one more question."""
    form, check = _session_forms(request, row, outline)
    conflict: dict[str, Any] = {}
    if form.is_bound and all([form.is_valid(), check.is_valid()]):
        every = outline.every if outline else 0
        changes = with_session(template_of(row), form.typed(ref, check.typed(), every=every))
        try:
            conflict = save_changes(request, row, changes, form)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            if not conflict:
                return to_template(request, row)
    context = {
        "form": form,
        "check": check,
        "outline": outline,
        "has_errors": bool(check.errors),
        **conflict,
    }
    return _page(request, row, "session", context)


def _session_forms(
    request: OrgRequest, row: OwnTemplate, outline: SessionOutline | None
) -> tuple[OutlineForm, OutlineCheckForm]:
    if request.method != "POST":
        kept = outline.questions if outline else ()
        questions = [
            Question(str(one.text), tuple(map(str, one.choices)), one.correct) for one in kept
        ]
        initial = typed_from(outline) | {"version": row.version}
        return OutlineForm(initial=initial), OutlineCheckForm(questions=questions)
    if "add" in request.POST:
        sent = request.POST.dict()
        return OutlineForm(initial=sent), OutlineCheckForm.with_one_more(sent)
    return OutlineForm(request.POST), OutlineCheckForm(request.POST)


def _texts_of(row: OwnTemplate) -> dict[str, Any]:
    names = (*TextsForm.Meta.fields, "steps", "version")
    return {name: getattr(row, name) for name in names}


def _page(
    request: OrgRequest, row: OwnTemplate, name: str, context: dict[str, Any]
) -> HttpResponse:
    is_refused = context["form"].errors or context.get("has_errors") or "stored" in context
    shown = {
        "row": row,
        "page": template_url(request, row),
        "here": request.path,
        "crumbs": template_crumbs(request, row),
        **context,
    }
    status = 422 if is_refused else 200
    return render(request, f"home/own_template/{name}.html", shown, status=status)

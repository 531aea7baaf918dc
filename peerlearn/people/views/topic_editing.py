"""One topic of the organization: its name, its other words, what it is the same as."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.people.actions.topic_admin import (
    add_synonym,
    add_topic,
    change_topic,
    mark_sensitive,
    merge_topics,
    split_topic,
    unmark_sensitive,
    use_as_name,
)
from peerlearn.people.forms.topics import MergeForm, SynonymForm, TopicForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Topic
from peerlearn.people.queries.topic_list import sensitive_since, topic_for_hr, topic_lines
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.refusals import RefusedError, TopicIsSynonymError
from peerlearn.people.rules.vocabulary import Vocabulary
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

OFFERED = 500


@require_http_methods(["GET", "POST"])
@hr_admin_required
def new(request: OrgRequest) -> HttpResponse:
    """Add a topic by hand."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            topic = add_topic(told["name"], category=told["category"])
        except RefusedError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _("“%(topic)s” is added.") % {"topic": topic.name})
            return _to_topic(request, topic.id)
    context = {"form": form, "crumbs": _crumbs(request)}
    return render(request, "people/topics/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def topic(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Everything about a topic; POST renames it and sets its category."""
    words = vocabulary()
    found = _topic_or_404(words, topic_id)
    if words.meaning(found.id).id != found.id:
        return _to_meaning(request, words, found, is_change=request.method == "POST")
    if request.method != "POST":
        return _page(request, words, found)
    form = TopicForm(request.POST)
    if form.is_valid():
        try:
            old = change_topic(found, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error("name", str(refusal))
        else:
            undo = _url(request, "topic_name", found.id, old.id) if old else ""
            flash(
                request,
                _("“%(topic)s” is saved.") % {"topic": form.cleaned_data["name"]},
                undo_url=undo,
            )
            return _to_topic(request, found.id)
    return _page(request, words, found, form=form)


@require_POST
@hr_admin_required
def synonym(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Another word for the topic."""
    words = vocabulary()
    found, form = _topic_or_404(words, topic_id), SynonymForm(request.POST)
    if words.meaning(found.id).id != found.id:
        return _to_meaning(request, words, found)
    if form.is_valid():
        try:
            add_synonym(found, form.cleaned_data["synonym"])
        except RefusedError as refusal:
            form.add_error("synonym", str(refusal))
        else:
            said = _("“%(word)s” means “%(topic)s” from now on.")
            flash(request, said % {"word": form.cleaned_data["synonym"], "topic": found.name})
            return _to_topic(request, found.id)
    return _page(request, words, found, synonym_form=form)


@require_POST
@hr_admin_required
def name(request: OrgRequest, topic_id: UUID, word_id: UUID) -> HttpResponse:
    """Have the topic go by one of its synonyms."""
    words = vocabulary()
    found, word = _topic_or_404(words, topic_id), _topic_or_404(words, word_id)
    if words.meaning(word.id).id != found.id or word.id == found.id:
        raise Http404
    try:
        use_as_name(found, word)
    except RefusedError as refusal:
        flash(request, str(refusal), level="error")
        return _to_topic(request, found.id)
    undo = _url(request, "topic_name", found.id, word.id)
    flash(request, _("The topic goes by “%(name)s” now.") % {"name": word.name}, undo_url=undo)
    return _to_topic(request, found.id)


@require_POST
@hr_admin_required
def merge(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Have the topic stand for another one."""
    words = vocabulary()
    found, form = _topic_or_404(words, topic_id), MergeForm(request.POST, words=words)
    if words.meaning(found.id).id != found.id:
        return _to_meaning(request, words, found)
    if form.is_valid():
        target = form.cleaned_data["into"]
        try:
            merge_topics(found, into=Topic.objects.get(id=target.id))
        except RefusedError as refusal:
            form.add_error("into", str(refusal))
        else:
            said = _("“%(gone)s” is “%(topic)s” from now on.")
            undo = _url(request, "topic_split", found.id)
            told = {"gone": found.name, "topic": target.name}
            flash(request, said % told, undo_url=undo)
            return _to_topic(request, target.id)
    return _page(request, words, found, merge_form=form)


@require_POST
@hr_admin_required
def split(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Make a synonym a topic of its own; the undo of a merge."""
    words = vocabulary()
    word = _topic_or_404(words, topic_id)
    before = words.meaning(word.id).id
    split_topic(word)
    flash(request, _("“%(topic)s” is a topic of its own.") % {"topic": word.name})
    return _to_topic(request, before)


@require_POST
@hr_admin_required
def sensitive(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Have the topic named to nobody from now on."""
    found = _topic_or_404(vocabulary(), topic_id)
    mark_sensitive(found, now=timezone.now())
    undo = _url(request, "topic_not_sensitive", found.id)
    said = _("“%(topic)s” is named to nobody from now on.")
    flash(request, said % {"topic": found.name}, undo_url=undo)
    return _to_topic(request, found.id)


@require_POST
@hr_admin_required
def not_sensitive(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    """Have it named again, where people tell it from now on."""
    found = _topic_or_404(vocabulary(), topic_id)
    unmark_sensitive(found, now=timezone.now())
    flash(request, _("“%(topic)s” may be named again.") % {"topic": found.name})
    return _to_topic(request, found.id)


def _topic_or_404(words: Vocabulary, topic_id: UUID) -> Topic:
    found = topic_for_hr(words, topic_id)
    if found is None:
        raise Http404
    return found


def _page(
    request: OrgRequest, words: Vocabulary, found: Topic, **forms_sent: forms.Form
) -> HttpResponse:
    threshold = request.organization_settings.anonymity_threshold
    [line] = [
        line
        for line in topic_lines(words, threshold=threshold)
        if line.topic.id == words.meaning(found.id).id
    ]
    initial = {"name": found.name, "category": found.category}
    context: dict[str, Any] = {
        "topic": found,
        "line": line,
        "threshold": threshold,
        "sensitive_since": sensitive_since(words, line.topic.id),
        "form": TopicForm(initial=initial),
        "synonym_form": SynonymForm(),
        "merge_form": MergeForm(words=words),
        "offered": [one for one in words.listed if one.id != found.id][:OFFERED],
        "crumbs": _crumbs(request),
        "has_errors": bool(forms_sent),
        **forms_sent,
    }
    status = 422 if forms_sent else 200
    return render(request, "people/topics/topic.html", context, status=status)


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    return [
        (_("Topics"), org_reverse(request.organization, "people:topics")),
        (_("All topics"), org_reverse(request.organization, "people:topic_list")),
    ]


def _url(request: OrgRequest, name: str, *ids: UUID) -> str:
    return org_reverse(request.organization, f"people:{name}", *ids)


def _to_meaning(
    request: OrgRequest, words: Vocabulary, found: Topic, *, is_change: bool = True
) -> HttpResponse:
    """A page that was open before a merge changes nothing, and says so."""
    if is_change:
        flash(request, str(TopicIsSynonymError()), level="error")
    return _to_topic(request, words.meaning(found.id).id)


def _to_topic(request: OrgRequest, topic_id: UUID) -> HttpResponse:
    return redirect(_url(request, "topic", topic_id))

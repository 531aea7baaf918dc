"""Channels of Slack or Teams that hear of a program: kept by HR admins."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramOverError
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.actions.chat_channels import (
    ChannelRefusedError,
    add_channel,
    change_channel,
    pause_channel,
    remove_channel,
    resume_channel,
)
from sessions.actions.chat_posts import post_example
from sessions.chat_forms import ChatChannelForm
from sessions.models import ChatChannel
from sessions.queries.chat import channels_of, channels_visible_to, last_posts
from sessions.rules.chat import EVENT_NAMES, EXAMPLE

FORM_METHODS = ["GET", "HEAD", "POST"]


@hr_admin_required
@require_safe
def channels(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The channels of a program."""
    program = _program(request, program_id)
    rows = [(channel, _events(channel)) for channel in channels_of(program)]
    context = {"program": program, "rows": rows, "crumbs": _crumbs(request, program)}
    return render(request, "sessions/chat.html", context)


@hr_admin_required
@require_http_methods(FORM_METHODS)
def add(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Have a channel hear of a program."""
    program = _program(request, program_id)
    form = ChatChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            channel = add_channel(program, form.plan(), by=request.person)
        except ChannelRefusedError as refusal:
            form.refuse(refusal)
        except ProgramOverError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The channel is kept. A greeting is on its way there."))
            return _to_channel(request, channel)
    return _show(request, program, form)


@hr_admin_required
@require_http_methods(FORM_METHODS)
def channel(request: OrgRequest, channel_id: UUID) -> HttpResponse:
    """A channel: what it hears of, and what was posted there last."""
    found = _channel(request, channel_id)
    form = ChatChannelForm(request.POST or None, channel=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_channel(found, form.plan(), by=request.person)
        except ChannelRefusedError as refusal:
            form.refuse(refusal)
        except ProgramOverError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The channel is changed."))
            return _to_channel(request, found)
    return _show(request, found.program, form, found)


@require_POST
@hr_admin_required
def example(request: OrgRequest, channel_id: UUID) -> HttpResponse:
    """Post a greeting there."""
    found = _channel(request, channel_id)
    if found.is_on:
        post_example(found, now=timezone.now())
        flash(request, _("A greeting is on its way. What becomes of it stands below."))
    else:
        flash(request, _("The channel is paused: resume it first."), level="warning")
    return _to_channel(request, found)


@require_POST
@hr_admin_required
def pause(request: OrgRequest, channel_id: UUID) -> HttpResponse:
    """Post nothing there for now."""
    found = _channel(request, channel_id)
    pause_channel(found, by=request.person)
    undo = org_reverse(request.organization, "sessions:resume_chat", found.id)
    flash(request, _("Nothing is posted to %(name)s now.") % {"name": found.name}, undo_url=undo)
    return _to_channel(request, found)


@require_POST
@hr_admin_required
def resume(request: OrgRequest, channel_id: UUID) -> HttpResponse:
    """Post there again."""
    found = _channel(request, channel_id)
    resume_channel(found, by=request.person, now=timezone.now())
    flash(request, _("%(name)s hears of the program again.") % {"name": found.name})
    return _to_channel(request, found)


@require_POST
@hr_admin_required
def remove(request: OrgRequest, channel_id: UUID) -> HttpResponse:
    """Forget a channel."""
    found = _channel(request, channel_id)
    remove_channel(found, by=request.person)
    flash(request, _("%(name)s is removed, and its address is forgotten.") % {"name": found.name})
    return redirect(org_reverse(request.organization, "sessions:chat", found.program_id))


def _show(
    request: OrgRequest,
    program: Program,
    form: ChatChannelForm,
    found: ChatChannel | None = None,
) -> HttpResponse:
    names = {**EVENT_NAMES, EXAMPLE: _("Greeting")}
    posts = last_posts(found) if found else []
    context = {
        "program": program,
        "form": form,
        "channel": found,
        "posts": [(post, names.get(post.event, post.event)) for post in posts],
        "crumbs": [
            *_crumbs(request, program),
            (_("Slack and Teams"), org_reverse(request.organization, "sessions:chat", program.id)),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/chat_channel.html", context, status=status)


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), pk=program_id)


def _channel(request: OrgRequest, channel_id: UUID) -> ChatChannel:
    return get_object_or_404(channels_visible_to(request.membership), pk=channel_id)


def _events(found: ChatChannel) -> list[str]:
    return [str(EVENT_NAMES[event]) for event in found.events if event in EVENT_NAMES]


def _crumbs(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    return [(program.name, org_reverse(request.organization, "home:program", program.id))]


def _to_channel(request: OrgRequest, found: ChatChannel) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:chat_channel", found.id))

"""What the reader knows, wants to learn and struggles with: three lists that are theirs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from peerlearn.home.common_reasons import common_reasons
from peerlearn.people.actions.sharing import agree_to_private_matching, end_private_matching
from peerlearn.people.actions.topics import Doubt, Told, forget_topic, retell_topic, tell_topics
from peerlearn.people.forms.topics import OwnTopicForm
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import PersonTopic, Topic
from peerlearn.people.queries.sharing import agrees_to_private_matching
from peerlearn.people.queries.topics import OwnTopic, own_topics, vocabulary
from peerlearn.people.refusals import TooManyTopicsError
from peerlearn.people.rules.common_topics import COMMON_TOPICS
from peerlearn.people.rules.struggles import MOST_STRUGGLES, SHOWN_AFTER, shown_from
from peerlearn.people.rules.vocabulary import SUGGESTED, Vocabulary
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

Stance = PersonTopic.Stance
OFFERED = 200
# From so many of its own on, a company needs no others to begin with.
FEW = 40
TAKEN_OFF = "topic_taken_off"
"""In the session: the id and spelling of what was taken off last, for the undo of it."""


@dataclass
class TopicList:
    """One of the three lists, with what there is to say about it; `waiting` are struggles that
    are shown to others only from a moment on.
    """

    stance: str
    title: str
    help: str
    receipt: str
    example: str
    topics: list[OwnTopic]
    form: OwnTopicForm | None = None
    doubts: list[Doubt] = field(default_factory=list)
    waiting: list[tuple[str, datetime]] = field(default_factory=list)
    exactly: str = ""


@require_safe
@never_cache
def my_topics(request: OrgRequest) -> HttpResponse:
    """The three lists, and who struggles with the same."""
    return _page(request)


@require_safe
def suggestions(request: OrgRequest) -> HttpResponse:
    """Options for the field while somebody types."""
    typed = request.GET.get("names", "").rpartition(",")[2]
    words = vocabulary()
    found = [*(one.name for one in words.suggest(typed)), *_common(typed, words)]
    return render(request, "home/_topic_options.html", {"topics": found[:SUGGESTED]})


def _common(typed: str, words: Vocabulary) -> list[str]:
    """Topics of most companies, while the company has few of its own: the same for everybody, so
    that they tell of nobody.
    """
    if not typed.strip() or len(words.offered) >= FEW:
        return []
    known = {one.name.casefold() for one in words.offered}
    names = [str(name) for name in COMMON_TOPICS]
    return [
        name
        for name in names
        if typed.strip().casefold() in name.casefold() and name.casefold() not in known
    ]


@require_POST
def add(request: OrgRequest, stance: str) -> HttpResponse:
    """Put topics on a list; a name that is nearly there is asked about first."""
    _refuse_unknown(stance)
    form = OwnTopicForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, stance=stance)
    names, sure = form.cleaned_data["names"], form.cleaned_data["sure"]
    try:
        told = tell_topics(request.person, stance, names, sure=sure)
    except TooManyTopicsError as refusal:
        form.add_error("names", str(refusal))
        return _page(request, form=form, stance=stance)
    return _page(request, told=told, stance=stance) if told.doubts else _done(request, stance)


@require_POST
def remove(request: OrgRequest, stance: str, topic_id: UUID) -> HttpResponse:
    """Take a topic off a list."""
    _refuse_unknown(stance)
    topic = get_object_or_404(Topic, id=topic_id)
    name = _own_name(request, stance, topic)
    if forget_topic(request.person, stance, topic):
        request.session[TAKEN_OFF] = [str(topic.id), name]
        undo = org_reverse(request.organization, "home:restore_topic", stance, topic.id)
        said = _("“%(topic)s” is off your list.")
        if stance == Stance.STRUGGLES:
            said = _("“%(topic)s” is off your list, and shown to nobody any more.")
        flash(request, said % {"topic": name}, undo_url=undo)
    return _done(request, stance)


def _own_name(request: OrgRequest, stance: str, topic: Topic) -> str:
    """What the reader calls it: how somebody else spelled a private word is theirs."""
    words = vocabulary()
    meant = words.meaning(topic.id).id
    own = (one for one in own_topics(request.person, words) if one.stance == stance)
    return next((one.topic.name for one in own if one.topic.id == meant), topic.name)


@require_POST
def restore(request: OrgRequest, stance: str, topic_id: UUID) -> HttpResponse:
    """Undo that."""
    _refuse_unknown(stance)
    topic = get_object_or_404(Topic, id=topic_id)
    last_id, name = request.session.get(TAKEN_OFF, ("", ""))
    if last_id != str(topic.id):
        if not topic.is_listed:
            raise Http404
        name = topic.name
    try:
        retell_topic(request.person, stance, topic, spelling=name)
    except TooManyTopicsError as refusal:
        flash(request, str(refusal), level="error")
    else:
        said = _("“%(topic)s” is back on your list.")
        if stance == Stance.STRUGGLES:
            said = _("“%(topic)s” is back on your list; its seven days begin anew.")
        flash(request, said % {"topic": name})
    return redirect(f"{org_reverse(request.organization, 'home:my_topics')}#{stance}")


@require_POST
def agree(request: OrgRequest) -> HttpResponse:
    """Let what the reader keeps private help to find them a partner."""
    agree_to_private_matching(request.person)
    undo = org_reverse(request.organization, "home:end_private_matching")
    flash(request, _("It counts from the next matching on."), undo_url=undo)
    return redirect(f"{org_reverse(request.organization, 'home:my_topics')}#private-matching")


@require_POST
def disagree(request: OrgRequest) -> HttpResponse:
    """Take that back."""
    end_private_matching(request.person)
    flash(request, _("It doesn't count any more, from the next matching on. Nobody is told."))
    return redirect(f"{org_reverse(request.organization, 'home:my_topics')}#private-matching")


def _refuse_unknown(stance: str) -> None:
    if stance not in Stance.values:
        raise Http404


def _done(request: OrgRequest, stance: str) -> HttpResponse:
    """The changed page; without htmx a new request for it."""
    if request.htmx:
        return _page(request)
    return redirect(f"{org_reverse(request.organization, 'home:my_topics')}#{stance}")


def _page(
    request: OrgRequest,
    *,
    stance: str = "",
    form: OwnTopicForm | None = None,
    told: Told | None = None,
) -> HttpResponse:
    words = vocabulary()
    lists = _lists(own_topics(request.person, words))
    is_hr_admin = request.membership is not None and request.membership.is_hr_admin
    for one in lists:
        if one.stance == Stance.STRUGGLES and not is_hr_admin:
            one.waiting = _waiting(one.topics, now=timezone.now())
        if one.stance == stance:
            one.form, one.doubts = form, told.doubts if told else []
    context: dict[str, Any] = {
        "lists": lists,
        "offered": [one.name for one in words.offered[:OFFERED]],
        "reasons": common_reasons(request.person, words, now=timezone.now()),
        "is_hr_admin": is_hr_admin,
        "agrees": agrees_to_private_matching(request.person),
        "has_errors": form is not None,
    }
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    page = "home/my_topics.html#lists" if part else "home/my_topics.html"
    return render(request, page, context, status=422 if form or told else 200)


def _waiting(held: list[OwnTopic], *, now: datetime) -> list[tuple[str, datetime]]:
    moments = [(own.topic.name, shown_from(own.told_at)) for own in held if not own.is_sensitive]
    return [(name, moment) for name, moment in moments if moment > now]


def _lists(held: list[OwnTopic]) -> list[TopicList]:
    return [
        TopicList(
            stance,
            title,
            help_text,
            receipt,
            example,
            [own for own in held if own.stance == stance],
            exactly=exactly,
        )
        for stance, title, help_text, receipt, example, exactly in _texts()
    ]


def _texts() -> list[tuple[str, str, str, str, str, str]]:
    """Stance, title, what it is for, who sees it, an example, and exactly who sees it if that is
    more than a sentence.
    """
    hr = _(
        "HR admins see this list. Somebody you are paired with sees what fits you both. "
        "No other colleague does."
    )
    return [
        (
            Stance.KNOWS,
            _("I know"),
            _("What colleagues may ask you about. You needn't be an expert."),
            hr,
            _("For instance: giving feedback, Excel, how our budget works"),
            "",
        ),
        (
            Stance.WANTS,
            _("I want to learn"),
            _("Mentors and sessions are found by this."),
            hr,
            _("For instance: negotiating, SQL, leading a team"),
            "",
        ),
        (
            Stance.STRUGGLES,
            _("I struggle with"),
            _("Others do too. It is easier together."),
            _(
                "Nobody sees it but a colleague who marks the same, and you see them then. HR"
                " admins and your line never do."
            ),
            _("For instance: saying no, speaking up in big meetings"),
            _(
                "Shown only to colleagues in your programs, or paired with you, who mark the same: "
                "to both of you at once, when both marks are %(days)d days old. To nobody else: "
                "not to HR admins or the program's owner, nor to anybody above or below you in "
                "the reporting line, nor between a reviewer and whose work they review. Take it "
                "off, and it is gone; the days begin anew with every mark. At most %(most)d."
            )
            % {"days": SHOWN_AFTER.days, "most": MOST_STRUGGLES},
        ),
    ]

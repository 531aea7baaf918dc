"""One's own programs: what each asks, what is next in it, and those one could join."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peerlearn.people.http import OrgRequest
from peerlearn.people.queries.sharing import shares_with_earlier_manager
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.moments import date_text, moment_text
from programs.actions.load import set_own_budget
from programs.forms.load import BudgetForm
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries import programs_facilitated_by
from programs.queries.conduct import conducts_to_accept
from programs.queries.facilitators import nominations_to_answer
from programs.queries.joining import (
    chances_of,
    changes_of,
    leavings_to_take_back,
    own_enrollments,
    places_in_line,
)
from programs.queries.load import house_budget, load_of_person
from programs.queries.roles import roles_of_programs
from programs.rules.load import kind_in_words
from programs.rules.moves import may_move
from programs.rules.roles import RoleFacts, hours_in_words
from sessions.models import LearningSession

State = Enrollment.State
TONES = {
    State.INVITED: "warn",
    State.APPLIED: "info",
    State.ACTIVE: "good",
    State.PAUSED: "warn",
    State.COMPLETED: "good",
}


@dataclass(frozen=True)
class Mine:
    """One role of the reader in one program."""

    enrollment: Enrollment
    facts: RoleFacts
    hours: str
    tone: str
    next_text: str
    next_href: str
    may_pause: bool
    may_leave: bool


@require_GET
def my_programs(request: OrgRequest) -> HttpResponse:
    """Where the reader is, and where they could be."""
    today = timezone.localdate()
    held = own_enrollments(request.person)
    chances = chances_of(request.person, today=today)
    context = {
        "mine": _mine(request, held),
        "left": leavings_to_take_back(request.person, now=timezone.now()),
        "chances": [(chance, hours_in_words(chance.facts.hours)) for chance in chances],
        "facilitates": programs_facilitated_by(request.person).exclude(
            state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
        ),
        "asked": nominations_to_answer(request.person),
        "new_manager": request.person.manager
        if shares_with_earlier_manager(request.person)
        else None,
        **_load(request),
    }
    return render(request, "home/my_programs.html", context)


def _load(request: OrgRequest) -> dict[str, Any]:
    """What the reader gives, and how much they want to give at most."""
    load = load_of_person(request.person, now=timezone.now())
    return {
        "load": load,
        "givings": [
            (kind_in_words(one.kind), one.what, hours_in_words(one.hours)) for one in load.givings
        ],
        "own_budget": request.person.load_budget,
        "house_budget": house_budget(),
    }


@require_POST
def own_budget(request: OrgRequest) -> HttpResponse:
    """Say how much one wants to give at most."""
    form = BudgetForm(request.POST, house=house_budget())
    if form.is_valid():
        set_own_budget(request.person, form.cleaned_data["load_budget"])
        flash(request, _("Saved. HR reads it before anybody asks you for more."))
    else:
        flash(request, str(form.errors["load_budget"][0]), level="error")
    return redirect(org_reverse(request.organization, "home:my_programs"))


def _mine(request: OrgRequest, held: list[Enrollment]) -> list[Mine]:
    ids = {enrollment.program_id for enrollment in held}
    facts = roles_of_programs(ids)
    next_of = _NextThings.for_reader(request, held)
    made = []
    for one in held:
        role = facts[one.program_id][one.role]
        is_on = not one.program.is_closed
        text, href = next_of.thing(one)
        made.append(
            Mine(
                enrollment=one,
                facts=role,
                hours=hours_in_words(role.hours),
                tone=TONES.get(State(one.state), ""),
                next_text=text,
                next_href=href,
                may_pause=is_on and may_move(one.state, "pause"),
                may_leave=is_on and may_move(one.state, "leave"),
            )
        )
    return made


@dataclass(frozen=True)
class _NextThings:
    """What the next thing in each program is worked out from."""

    organization: Organization
    coming: Mapping[UUID, LearningSession]
    to_accept: Collection[UUID]
    reasons: Mapping[UUID, EnrollmentChange]
    places: Mapping[UUID, int]

    @classmethod
    def for_reader(cls, request: OrgRequest, held: list[Enrollment]) -> "_NextThings":
        return cls(
            organization=request.organization,
            coming=_next_sessions({one.program_id for one in held}),
            to_accept={program.id for program in conducts_to_accept(request.person)},
            reasons=changes_of([one.id for one in held if one.state == State.REJECTED]),
            places=places_in_line([one for one in held if one.state == State.APPLIED]),
        )

    def thing(self, one: Enrollment) -> tuple[str, str]:
        """What is next, and where; no address where one only waits."""
        if one.program.is_closed:
            return _("The program is over. Everything stays readable."), ""
        if one.state == State.INVITED:
            href = org_reverse(self.organization, "programs:invitation", one.id)
            return _("You are invited. Say yes or no."), href
        if one.awaits_answer:
            href = org_reverse(self.organization, "programs:part", one.id)
            return _("Does that suit you? Say yes or no."), href
        if one.state == State.ACTIVE:
            return self._taking_part(one)
        return self._waiting(one), ""

    def _waiting(self, one: Enrollment) -> str:
        if one.state == State.APPLIED:
            return _("You are number %(place)s of those who wait. You get a mail.") % {
                "place": self.places.get(one.id, 1)
            }
        if one.state == State.PAUSED:
            return _back_on(one)
        if one.state == State.REJECTED and one.id in self.reasons:
            return _("It did not work out this time. %(words)s") % {
                "words": self.reasons[one.id].words
            }
        return _("You have completed it.")

    def _taking_part(self, one: Enrollment) -> tuple[str, str]:
        if one.program_id in self.to_accept:
            href = org_reverse(self.organization, "programs:conduct", one.program_id)
            return _("Read and accept the code of conduct"), href
        coming = self.coming.get(one.program_id)
        if coming is None:
            return _("Nothing to do right now. You get a mail when something is planned."), ""
        day = moment_text(timezone.localtime(coming.starts_at), now=timezone.now())
        href = org_reverse(self.organization, "sessions:detail", coming.id)
        return f"{coming.title}, {day}", href


def _back_on(one: Enrollment) -> str:
    if one.returns_on is None:
        return _("You take a break.")
    return _("You take a break, and are back on %(day)s.") % {"day": date_text(one.returns_on)}


def _next_sessions(program_ids: Collection[UUID]) -> dict[UUID, LearningSession]:
    """The next session of each program that people can see."""
    upcoming = LearningSession.objects.filter(
        program_id__in=program_ids,
        state__in=(LearningSession.State.PUBLISHED, LearningSession.State.LIVE),
        ends_at__gte=timezone.now(),
    ).order_by("-starts_at", "-id")
    return {one.program_id: one for one in upcoming}

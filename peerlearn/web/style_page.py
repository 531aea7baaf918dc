"""Each component in one place, with example data: /kit/ where DEBUG is on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from peerlearn.web.flash import Toast, flash
from peerlearn.web.forms import FileDropInput
from peerlearn.web.navigation import NavLink

NAVIGATION = [
    NavLink("Home", "home", "#", current=True, badge=0),
    NavLink("Programs", "school", "#programs", current=False, badge=0),
    NavLink("Sessions", "calendar-event", "#sessions", current=False, badge=2),
    NavLink("Matches", "users", "#matches", current=False, badge=0),
    NavLink("Feedback", "message-2-heart", "#feedback", current=False, badge=0),
    NavLink("People", "address-book", "#people", current=False, badge=0),
    NavLink("Mail log", "mail", "#mail", current=False, badge=0),
    NavLink("Settings", "settings", "#settings", current=False, badge=0),
]
PEOPLE = [
    ("Ana Ferreira", "Customer Success, Lisbon", "In review", "warn", 12),
    ("Benedikt Oberhuber", "Engineering, Vienna", "Matched", "good", 31),
    ("Chiamaka Okafor", "Finance, London", "Matched", "good", 24),
    ("Dorothea von Hohenstein-Rabenau", "Legal, Munich", "Left", "", 3),
]
STEPS = [
    ("Nominate a facilitator", "Fay Lindqvist accepted on 3 March", "done"),
    ("Create a safe environment", "Conduct agreed by 24 people", "done"),
    ("Plan networking events", "1 of 3 planned", "started"),
    ("Pair experienced and new colleagues", "Needs step 5 first", "todo"),
    ("Find common reasons to learn", "14 of 24 people named topics", "started"),
    ("Include diverse perspectives", "", "todo"),
    ("Keep track of what sticks", "", "todo"),
]


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the program", help_text="People see it in mails.")
    kind = forms.ChoiceField(label="Format", choices=[("", "Choose one"), ("lunch", "Lunch")])
    starts_at = forms.DateTimeField(label="Starts")
    day = forms.DateField(label="Closes on", required=False)
    goal = forms.CharField(label="Goal", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(
        label="Where",
        widget=forms.RadioSelect,
        choices=[("room", "In the room"), ("remote", "Remote"), ("both", "Hybrid")],
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("sql", "SQL"), ("talks", "Giving talks"), ("money", "Budgeting")],
    )
    notify = forms.BooleanField(
        label="Tell everybody", help_text="One mail, tomorrow morning.", required=False
    )
    people = forms.FileField(label="People", widget=FileDropInput, required=False)


class ExampleFilter(forms.Form):
    q = forms.CharField(label="Search", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "All"), ("matched", "Matched")]
    )


def style_page(request: HttpRequest) -> HttpResponse:
    """The page. `?errors=1` shows the form with its errors, `?toasts=1` the messages."""
    form = ExampleForm({}) if request.GET.get("errors") else ExampleForm()
    return render(request, "kit/style_page.html", _context(request, form))


def example(request: HttpRequest) -> HttpResponse:
    """The form sent by htmx: 422 and the form with its errors, or a word that it was saved."""
    form = ExampleForm(request.POST, request.FILES)
    if form.is_valid():
        flash(request, "The program was saved.", undo_url="/kit/")
        form = ExampleForm()
        return render(request, "kit/style_page.html#form", {"form": form})
    return render(request, "kit/style_page.html#form", {"form": form}, status=422)


def job(request: HttpRequest, step: int) -> HttpResponse:
    """A pretended long job: each call is a step further."""
    return render(request, "components/job.html", _job(step + 12))


def _job(done: int) -> dict[str, Any]:
    return {
        "id": "example-job",
        "url": f"/kit/job/{done}/",
        "running": done < 120,
        "label": "Importing people",
        "value": min(done, 120),
        "max": 120,
        "text": f"{min(done, 120)} of 120 rows",
    }


def _context(request: HttpRequest, form: forms.Form) -> dict[str, Any]:
    now = timezone.now()
    toasts = [
        Toast("Ana Ferreira was removed from the circle.", "success", "circle-check", "/undo/"),
        Toast("The file has 3 rows with errors.", "error", "alert-circle", ""),
    ]
    return {
        "nav_items": NAVIGATION,
        "organization_name": "Northwind Logistics",
        "form": form,
        "filter": ExampleFilter(request.GET or None),
        "toasts": toasts if request.GET.get("toasts") else [],
        "people": PEOPLE,
        "steps": [
            {"title": title, "note": note, "state": state, "href": "#"}
            for title, note, state in STEPS
        ],
        "page": Paginator(range(240), 20).page(4),
        "now": now,
        "later": now + timedelta(hours=1),
        "before": now - timedelta(hours=3),
        "job": _job(0),
        "reach": [("Sales", 42), ("Engineering", 35), ("Customer Success", 18), ("Legal", None)],
        "growth": [("Jan", 12), ("Feb", 18), ("Mar", 17), ("Apr", 29), ("May", 41)],
        "history": [
            {"icon": "check", "text": "Fay accepted the nomination", "at": now, "by": "Fay"},
            {"icon": "send", "text": "Nomination sent", "at": now - timedelta(days=2), "by": "Ana"},
        ],
        "crumbs": [("Programs", "#"), ("Onboarding 2026", "#")],
    }

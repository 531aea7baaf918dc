"""What programs show on a person's pages: what they give, against their limit."""

from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.people.panels import Panel
from programs.queries.load import load_of_person
from programs.rules.load import kind_in_words
from programs.rules.roles import hours_in_words


def load_panel(person: Person) -> Panel:
    """Mentoring, reviewing, facilitating and presenting, in hours a month."""
    load = load_of_person(person, now=timezone.now())
    givings = [
        (kind_in_words(one.kind), one.what, hours_in_words(one.hours)) for one in load.givings
    ]
    return Panel("programs/_load_panel.html", {"load": load, "givings": givings})

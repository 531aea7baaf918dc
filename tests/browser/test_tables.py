"""Tables fit the page, whatever stands in them."""

import pytest
from django.utils import timezone

from matching.models import FixedPair
from peerlearn.people.models import Person
from programs.models import Enrollment
from tests.cast import Cast
from tests.sessions.making import make_program

pytestmark = pytest.mark.browser

WIDTHS = (1280, 1241, 1024, 800, 390, 320)
TITLE = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter"
OVERHANG = """() => [...document.querySelectorAll(".card > table")].map(table =>
  Math.round(table.getBoundingClientRect().right
    - table.parentElement.getBoundingClientRect().right)).filter(overhang => overhang > 0)"""


@pytest.fixture
def program(committed_cast: Cast):
    """Mentors and participants, one with a long name, title, department and address."""
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        long = Person.objects.create(
            name=f"Maximiliane {TITLE}",
            email=f"{TITLE[:50].lower().replace('ä', 'ae')}@acme.example",
            title=TITLE,
            department=TITLE,
            location=TITLE,
            manager=cast.manager.person,
        )
        for person in (long, cast.mentor.person):
            Enrollment.objects.create(
                program=program, person=person, role=Enrollment.Role.MENTOR, capacity=2
            )
        FixedPair.objects.create(
            program=program,
            mentor=long,
            mentee=cast.employee.person,
            reason=TITLE,
            fixed_by=cast.hr_admin.person,
            fixed_at=timezone.now(),
        )
    return program


def test_tables_stay_inside_their_cards_at_every_width(people, committed_cast, program):
    hanna = people("hanna")
    hanna.signs_in(committed_cast.hr_admin)
    for path in (
        "people/",
        "people/members/",
        f"programs/{program.id}/people/?role=mentor",
        f"programs/{program.id}/people/",
        "messages/",
        "audit/",
        "matching/",
        f"matching/programs/{program.id}/fixed/",
        "feedback/",
        "programs/",
    ):
        hanna.goes(committed_cast.hr_admin.url(path))
        for width in WIDTHS:
            hanna.page.set_viewport_size({"width": width, "height": 900})
            hanna.sees_no_sideways_scroll()
            assert hanna.page.evaluate(OVERHANG) == [], f"{path} at {width} px"
    hanna.had_no_errors()

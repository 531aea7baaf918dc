"""Whoever joins by the mail of a program reads its name, and comes to its page."""

import pytest

from peerlearn.people.models import Invitation, Person
from peerlearn.people.queries.invitations import invitation_path
from programs.models import Enrollment

PASSWORD = {"password": "a long way to the lunch table"}


@pytest.fixture
def join(cast, program):
    with cast.inside():
        nia = Person.objects.create(name="Nia New", email="nia@acme.example")
        Enrollment.objects.create(program=program, person=nia, role="mentee")
        return invitation_path(cast.organization, Invitation.objects.create(person=nia))


def test_page_names_the_program_and_leads_to_it(program, join, anonymous):
    page = f"/o/acme/programs/{program.id}/"
    assert "“Onboarding spring”" in anonymous.get(join).content.decode()
    assert anonymous.post(f"{join}?next={page}", PASSWORD).headers["Location"] == page


@pytest.mark.parametrize("foreign", ["https://evil.example/", "//evil.example", "/o/umbrella/"])
def test_page_leads_nowhere_else(join, anonymous, foreign):
    joined = anonymous.post(f"{join}?next={foreign}", PASSWORD)
    assert joined.headers["Location"] == "/o/acme/"

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from feedback.models import FeedbackRound
from matching.models import Circle, CircleFacilitator, Match, MatchRequest, MentorWish
from peerlearn.demo.company import company
from peerlearn.people.models import Membership, Person, PersonTopic, PrivateMatching, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from programs.models import Program
from sessions.models import DietaryNeeds, LearningSession, WaitlistEntry
from tests.cast import Player


@pytest.mark.timeout(300)
def test_demo_makes_a_company_with_something_on_every_page(transactional_db):
    out = StringIO()
    call_command("demo", people=120, stdout=out, stderr=StringIO())
    organization_id = Organization.objects.get(slug="fabrikam").id
    with organization(organization_id):
        assert Person.objects.count() == 120
        assert Program.objects.filter(state=Program.State.RUNNING).count() == 5
        asked = MatchRequest.objects.filter(state=MatchRequest.State.ASKED)
        assert asked.filter(mentor__memberships__isnull=False).exists()
        assert {"accepted", "declined", "expired", "queued"} <= set(
            MatchRequest.objects.values_list("state", flat=True)
        )
        assert MentorWish.objects.filter(rank=None).exists()
        assert Match.objects.filter(state=Match.State.ACTIVE).exists()
        states = Circle.objects.order_by("state").values_list("state", flat=True)
        assert set(states) == {"active", "draft"}
        facilitators = CircleFacilitator.objects.values_list("state", flat=True)
        assert sorted(facilitators) == ["accepted", "asked"]
        assert PrivateMatching.objects.count() > 10
        assert PersonTopic.objects.filter(stance="struggles").count() > 50
        assert LearningSession.objects.filter(state=LearningSession.State.FINISHED).count() == 4
        assert FeedbackRound.objects.filter(state=FeedbackRound.State.CLOSED).count() == 4
        prepared = LearningSession.objects.filter(
            agenda__isnull=False, materials__isnull=False, lunch_cost__isnull=False
        )
        assert prepared.distinct().count() == 3
        assert DietaryNeeds.objects.count() == 6
        assert WaitlistEntry.objects.filter(state="requested").count() == 3
    logins = [line.split()[-1] for line in out.getvalue().splitlines() if "@" in line]
    assert len(logins) == 5
    pages = {email: _home(email) for email in logins}
    assert pages == dict.fromkeys(logins, 200)
    with pytest.raises(CommandError, match="there already"):
        call_command("demo", stdout=out, stderr=StringIO())


def _home(email: str) -> int:
    user = User.objects.get(email=email)
    slug = "contoso" if "contoso" in email else "fabrikam"
    found = Organization.objects.get(slug=slug)
    with organization(found.id):
        person = Membership.objects.get(user=user).person
    player = Player(found, person, user)
    return player.client().get(player.url()).status_code


TODAY = date(2026, 11, 20)


def test_company_is_the_same_for_the_same_seed():
    one, two = (company(60, domain="x.example", today=TODAY) for _ in range(2))
    assert one == two
    assert len({colleague.email for colleague in one if colleague.email}) == len(
        [colleague for colleague in one if colleague.email]
    )


def test_company_has_one_chief_above_everybody():
    people = company(80, domain="x.example", today=TODAY)
    assert [one for one in people if one.manager is None] == [people[0]]
    numbers = {one.employee_number for one in people}
    assert all(one.manager in numbers for one in people[1:])

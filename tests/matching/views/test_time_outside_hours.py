"""A pair may agree on any time; where it is outside of somebody's working hours, that is said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.models import PairMeeting
from matching.queries.times import hours_warning
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrganizationSettings

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.fixture
def apart(told):
    """Ana works in Berlin, Mia in New York; nobody has a holiday."""
    with told.cast.inside():
        OrganizationSettings.objects.update(holidays="")
        for player, zone in ((told.ana, BERLIN), (told.mia, NEW_YORK)):
            Person.objects.filter(id=player.person.id).update(time_zone=zone.key)
            player.person.refresh_from_db()
    return told


def wednesday(hour, zone=BERLIN):
    """A Wednesday in June, when no clock changes between the two."""
    day = datetime(timezone.localdate().year + 1, 6, 1, hour, tzinfo=zone)
    return day + timedelta(days=(2 - day.weekday()) % 7)


@pytest.mark.parametrize(
    ("hour", "warning"),
    [
        (16, ""),
        (10, "For Mia Mentor it is 04:00 then, outside of the working hours there."),
        (20, "That is outside of your own working hours."),
        (6, "That is outside of the working hours of both of you."),
    ],
)
def test_time_is_warned_of_in_words(apart, hour, warning):
    with apart.cast.inside():
        apart.match.refresh_from_db()
        apart.match.mentor, apart.match.mentee = apart.mia.person, apart.ana.person
        said = hours_warning(apart.match, apart.ana.person, at=wednesday(hour), minutes=30)
    assert said.replace(apart.mia.person.display_name, "Mia Mentor") == warning


def test_page_plans_it_all_the_same_and_says_so(apart):
    now = timezone.now()
    soon = now.astimezone(BERLIN).replace(hour=3, minute=0, second=0, microsecond=0)
    at = soon + timedelta(days=3)
    url = apart.ana.url(f"matching/pairs/{apart.match.id}/meetings/next/")
    page = apart.ana.client().post(url, {"at": at.isoformat()}, follow=True).content.decode()
    assert "Planned; both of you get it by mail" in page
    assert "outside of" in page
    with apart.cast.inside():
        assert PairMeeting.objects.get().starts_at == at

"""Who looks at the pages."""

import pytest

from matching.actions.publishing import publish_run
from matching.models import Match
from peerlearn.people.actions import add_member
from tests.cast import Player, make_user


@pytest.fixture
def admin(reviewed):
    return reviewed.cast.hr_admin.client()


@pytest.fixture
def told(reviewed):
    """Published, with logins for Ana (mentee), Mia (her mentor) and Bo (somebody else's)."""
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
        reviewed.match = Match.objects.get(mentee=reviewed.ana)
        for name in ("ana", "mia", "bo"):
            person = getattr(reviewed, name)
            user = make_user(person.email)
            add_member(person, user=user)
            setattr(reviewed, name, Player(reviewed.cast.organization, person, user))
    return reviewed

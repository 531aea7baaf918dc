"""A pair that was told on a Monday: Ana has Mia, with five working days to meet."""

from datetime import UTC, datetime

import pytest

from matching.actions.publishing import publish_run
from matching.models import Match

TOLD = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def pair(reviewed):
    """`scene.match` is Ana's; Bo and Cy have Max."""
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
        Match.objects.filter(run=reviewed.run).update(published_at=TOLD)
        reviewed.match = Match.objects.get(mentee=reviewed.ana)
    return reviewed

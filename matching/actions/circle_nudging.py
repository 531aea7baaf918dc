"""Circles of which nothing is heard: their members are asked once who calls the first meeting."""

from datetime import datetime

from django.db import transaction

from matching.circle_mails import tell_quiet
from matching.models import Circle
from matching.queries.circles import members_of_circles, quiet_circles
from matching.rules.circles import PATIENCE


def nudge_quiet_circles(*, now: datetime) -> None:
    """Ask the members of each circle that has neither met nor planned to. Each circle once."""
    for circle in quiet_circles(told_before=now - PATIENCE):
        with transaction.atomic():
            fresh = Circle.objects.filter(id=circle.id, nudged_at__isnull=True)
            if fresh.update(nudged_at=now):
                people = [row.person for row in members_of_circles([circle])[circle.id]]
                tell_quiet(circle, people, now=now)

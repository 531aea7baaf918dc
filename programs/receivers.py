"""What programs do when something happens in the apps below them."""

from typing import Any

from django.dispatch import receiver

from peerlearn.people.signals import import_finished, org_chart_changed
from programs.actions.rechecking import recheck_everybody_soon


@receiver(import_finished)
@receiver(org_chart_changed)
def look_at_facilitators_again(**_facts: Any) -> None:
    """Somebody may have come into somebody's reporting line."""
    recheck_everybody_soon()

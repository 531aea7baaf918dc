"""What people tell to those above them. Sent inside the transaction of the cause, so that a
receiver's rows are written with it or not at all.
"""

from django.dispatch import Signal

import_finished = Signal()
"""An import is in: `job` (ImportJob)."""

people_invited = Signal()
"""People were asked to join: `invitations` (a list of Invitation with their people)."""

people_left = Signal()
"""People have left the organization: `person_ids` (a list of UUID). May be sent twice."""

org_chart_changed = Signal()
"""Somebody has another manager or reviewer than before: `person` (a Person)."""

topics_hidden = Signal()
"""Topics became sensitive: `names` (a set of str) may not be read by others any more."""

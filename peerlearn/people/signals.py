"""What people tell to those above them. Sent inside the transaction of the cause, so that a
receiver's rows are written with it or not at all.
"""

from django.dispatch import Signal

import_finished = Signal()
"""An import is in: `job` (ImportJob)."""

person_invited = Signal()
"""Somebody was asked to join: `invitation` (Invitation), `join_path` (a path of ours)."""

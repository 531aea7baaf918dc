"""What sessions tells the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction that finishes a session: `learning_session`, `by` (a Person).
session_finished = Signal()

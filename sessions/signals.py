"""What sessions tells the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction that finishes a session: `learning_session`, `by` (a Person).
session_finished = Signal()

# Sent inside the transaction that drafts a session of a template or of a copied program:
# `learning_session`, `outline` (programs.catalogue.shapes.SessionOutline), `by`
session_outlined = Signal()
# `learning_session`, `original` (the session that it is a copy of), `by`
session_copied = Signal()

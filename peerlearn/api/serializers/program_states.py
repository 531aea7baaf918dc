"""A program's way through its states."""

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body
from peerlearn.home.ending import CANCEL, KEEP


class StateBody(Body):
    """Where a program is to go: `open` (launch) it, say that it is `running` or `finished`, put it
    away (`archived`), or `restored` from the archive. `reopened` takes back within an hour that it
    was finished.
    """

    state = serializers.ChoiceField(
        ("open", "running", "finished", "archived", "restored", "reopened")
    )
    sessions = serializers.ChoiceField(
        (KEEP, CANCEL),
        required=False,
        help_text="What becomes of sessions still to come when a program is finished, or archived:"
        " `cancel` tells everybody concerned once; `keep`, for a finished one, lets its people book"
        " them as before.",
    )
    expected = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text="How many sessions to come the caller has seen: 409 if there are others.",
    )
    reason = serializers.CharField(
        max_length=500, required=False, help_text="Why they are cancelled, for the mails."
    )

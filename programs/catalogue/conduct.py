"""The sentences that most codes of conduct begin with."""

from django.utils.translation import gettext_lazy as _

LEARNING = _(
    "We are here to learn from each other. Whoever asks a question helps everybody who did not"
    " dare to ask it."
)
LISTENING = _("We listen to the end. Everybody gets to speak, and nobody has to.")
CONFIDENCE = _(
    "What is told in confidence stays here. We ask before we retell it outside, without names too."
)
RANK = _("Rank stays at the door. In this program nobody assesses, rewards or punishes anybody.")
PUNCTUAL = _(
    "We come when we said we would. If we can't, we say so in time for somebody else to take the"
    " seat."
)
HELP = _(
    "If something feels wrong, we tell the facilitator, or the trusted person by a quiet report,"
    " without our name. Both are there for everybody, and assess nobody."
)

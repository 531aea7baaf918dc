"""What came of a run beside its pairs: what each rule cost, and which pairs fell away."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.publishing import obstacle_text
from matching.rules.rule_words import hard_labels


def cost_lines(relaxed: Mapping[str, int], left: int) -> list[str]:
    """What each rule cost, the dearest first: computed by the run, not guessed.

    relaxed   rule → how many of the `left` mentees would stay without a mentor, but for it
    """
    return [
        ngettext(
            "Without “%(rule)s”: %(without)d instead of %(left)d mentee without a mentor.",
            "Without “%(rule)s”: %(without)d instead of %(left)d mentees without a mentor.",
            left,
        )
        % {"rule": hard_labels()[rule], "without": without, "left": left}
        for rule, without in sorted(relaxed.items(), key=lambda item: (item[1], item[0]))
    ]


def dropped_lines(dropped: Sequence[Mapping[str, str]], names: Mapping[str, str]) -> list[str]:
    """Each pair that no longer held when the run was saved, with why; `names` by id."""
    return [
        _("%(mentor)s and %(mentee)s: %(why)s.")
        % {
            "mentor": names.get(each["mentor"], _("somebody who has left")),
            "mentee": names.get(each["mentee"], _("somebody who has left")),
            "why": _why(each["why"]),
        }
        for each in dropped
    ]


def _why(obstacle: str) -> str:
    if obstacle == "blocked":
        return _("the pair was excluded by hand")
    return obstacle_text(obstacle)

"""Sets of rules to begin with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.rules.configuration import USUAL, USUAL_HARD, RuleSet


@dataclass(frozen=True)
class Preset:
    """A set of rules with its name, and when it suits."""

    key: str
    label: str
    note: str
    rules: RuleSet


def presets() -> list[Preset]:
    """All of them, the usual one first."""
    return [
        Preset(
            "usual",
            _("The usual rules"),
            _("Topics first, then what people have in common; places last."),
            USUAL,
        ),
        Preset(
            "skills",
            _("Skills first"),
            _("Who knows what the other wants to learn, nearly whatever else."),
            RuleSet(USUAL_HARD, {"wanted_topics": 0.8, "shared_hours": 0.2, "answers": 0.1}),
        ),
        Preset(
            "across",
            _("Across the company"),
            _("Never of one department; topics first, then what people have in common."),
            RuleSet(
                {**USUAL_HARD, "same_department": {}},
                {"wanted_topics": 0.4, "shared_topics": 0.3, "shared_hours": 0.2},
            ),
        ),
        Preset(
            "near",
            _("In person"),
            _("Same place of work without exception, so that people can meet."),
            RuleSet(
                {**USUAL_HARD, "other_location": {}},
                {"wanted_topics": 0.4, "shared_topics": 0.2, "different_department": 0.2},
            ),
        ),
        Preset(
            "experience",
            _("Experience"),
            _("The mentor has been here for two years longer, or more."),
            RuleSet(
                {**USUAL_HARD, "tenure_too_close": {"years": 2}},
                {"wanted_topics": 0.4, "tenure_gap": 0.3, "grade_gap": 0.2, "shared_topics": 0.2},
            ),
        ),
    ]

"""A standing program in which people keep up with what their work needs."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

CONTINUOUS_TRAINING = ProgramTemplate(
    key="continuous-training",
    icon="refresh",
    name=_("Continuous training"),
    purpose=_("Short trainings all year, on what the people in it say they need next."),
    for_whom=_("Everybody whose work changes faster than a course catalogue does."),
    goal=_(
        "Each quarter every member learns one thing that they use at work, and half of them have"
        " taught one."
    ),
    weeks=None,
    roles=(
        TemplateRole(
            "participant",
            _("Member"),
            _("Members"),
            _("Say what is needed, come, try it out, and teach one training a year."),
            2,
        ),
    ),
    conduct=(
        conduct.LEARNING,
        _("We decide together what comes next, and how often we meet."),
        _("We say when we do not know, and when we were wrong."),
        conduct.RANK,
        conduct.PUNCTUAL,
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "workshop",
            _("What do we need next? We choose the first topics"),
            _(
                "- What changed in our work this year (10 minutes)\n- What each of us struggles"
                " with, on cards (15 minutes)\n- Three topics, by vote (10 minutes)\n- Who can"
                " teach them (10 minutes)"
            ),
            week=1,
            minutes=45,
            seats=40,
            weekday=1,
        ),
        SessionOutline(
            "workshop",
            _("Training 1: the topic with the most votes"),
            _(
                "- The one thing to take along (5 minutes)\n- Shown by an example of ours (20"
                " minutes)\n- Tried out in pairs (20 minutes)\n- What I will use it for, and by"
                " when (10 minutes)"
            ),
            week=4,
            seats=40,
            weekday=1,
            questions=(
                CheckQuestion(
                    _("How does something new stay best?"),
                    (
                        _("By trying it out within a week"),
                        _("By taking notes"),
                        _("By a longer training"),
                    ),
                    0,
                ),
                CheckQuestion(
                    _("When do you hear of the same thing again here?"),
                    (_("Never"), _("In the next round, if it was lost"), _("Every week")),
                    1,
                ),
            ),
        ),
        SessionOutline(
            "lunch_and_learn",
            _("Training 2: the runner-up, over lunch"),
            _("A short version: 25 minutes of example, 25 minutes of questions."),
            week=8,
            seats=40,
            weekday=1,
        ),
        SessionOutline(
            "reflection",
            _("The quarter: what we use, what was lost"),
            _("What we use by now, what was lost, what the next quarter is about."),
            week=12,
            minutes=45,
            seats=40,
            weekday=1,
        ),
        SessionOutline(
            "networking",
            _("Open house: teams show what they learned"),
            _("Stands of five minutes each; whoever walks by may try it out."),
            week=13,
            seats=80,
            weekday=3,
        ),
    ),
    steps=("facilitator", "safety", "networking", "topics", "comprehension"),
)

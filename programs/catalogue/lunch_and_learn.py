"""Half a year of lunches in which colleagues teach each other."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

_OUTLINE = _(
    "- What it is and why it matters (10 minutes)\n- How it is done, by an example of ours (20"
    " minutes)\n- Questions (20 minutes)\n- What I will try until the next lunch (5 minutes)"
)
_STAYED = CheckQuestion(
    _("What makes a lunch-and-learn stay in people's heads?"),
    (
        _("Trying one thing out in the two weeks after it"),
        _("Reading the slides again"),
        _("Hearing the talk a second time"),
    ),
    0,
)

LUNCH_AND_LEARN = ProgramTemplate(
    key="lunch-and-learn",
    icon="soup",
    name=_("Lunch and learn"),
    purpose=_("Once a month a colleague teaches something over lunch."),
    for_whom=_("Everybody who is curious: no application, no preparation."),
    goal=_(
        "Six lunches, six colleagues who teach for the first time, and one thing each of us tries"
        " out afterwards."
    ),
    weeks=24,
    roles=(
        TemplateRole(
            "participant",
            _("Participant"),
            _("Participants"),
            _("Come to what sounds useful, and ask."),
            1,
        ),
    ),
    conduct=(
        conduct.LEARNING,
        conduct.LISTENING,
        _("Whoever teaches for the first time is our guest: we help them shine."),
        conduct.RANK,
        conduct.PUNCTUAL,
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "lunch_and_learn",
            _("Lunch 1: a tool that saves us an hour a week"),
            _OUTLINE,
            week=1,
            seats=25,
            questions=(_STAYED,),
        ),
        SessionOutline(
            "lunch_and_learn", _("Lunch 2: how our customers decide"), _OUTLINE, week=5, seats=25
        ),
        SessionOutline(
            "lunch_and_learn",
            _("Lunch 3: a mistake that taught us something"),
            _OUTLINE,
            week=9,
            seats=25,
        ),
        SessionOutline(
            "networking",
            _("Who knows what? A marketplace of skills"),
            _(
                "Everybody writes down one thing they can teach and one they want to learn. Find"
                " the other half within 30 minutes; the best matches become the next lunches."
            ),
            week=11,
            seats=60,
            weekday=3,
        ),
        SessionOutline(
            "lunch_and_learn",
            _("Lunch 4: what the neighbouring department does"),
            _OUTLINE,
            week=13,
            seats=25,
        ),
        SessionOutline(
            "lunch_and_learn",
            _("Lunch 5: numbers that everybody should know"),
            _OUTLINE,
            week=17,
            seats=25,
        ),
        SessionOutline(
            "lunch_and_learn",
            _("Lunch 6: what we tried out, and what came of it"),
            _OUTLINE,
            week=21,
            seats=25,
        ),
    ),
    steps=("facilitator", "safety", "networking", "topics", "comprehension"),
)

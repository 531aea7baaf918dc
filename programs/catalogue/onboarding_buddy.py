"""A buddy for each new colleague, all year round."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

ONBOARDING_BUDDY = ProgramTemplate(
    key="onboarding-buddy",
    icon="friends",
    name=_("Onboarding buddies"),
    purpose=_("Every new colleague has somebody to ask from the first day on."),
    for_whom=_("Everybody in their first 90 days, and colleagues who remember what that is like."),
    goal=_(
        "After a month, new colleagues know whom to ask about what, and have eaten lunch with"
        " people outside their team."
    ),
    weeks=None,
    roles=(
        TemplateRole(
            "mentor",
            _("Buddy"),
            _("Buddies"),
            _("Meet one new colleague each week of the first month, then every second week."),
            3,
        ),
        TemplateRole(
            "mentee",
            _("New colleague"),
            _("New colleagues"),
            _("Ask everything, the small things above all."),
            3,
        ),
    ),
    conduct=(
        conduct.LEARNING,
        _("No question is too small in the first 90 days: where is the printer, who is who."),
        conduct.CONFIDENCE,
        _("A buddy is not a boss: nothing that is said here finds its way into a probation talk."),
        conduct.PUNCTUAL,
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "workshop",
            _("Buddies: how to welcome somebody"),
            _(
                "For buddies only.\n\n- What helped us when we were new (10 minutes)\n- The first"
                " week, day by day (15 minutes)\n- What to do when you don't know the answer (10"
                " minutes)\n- Questions (10 minutes)"
            ),
            week=0,
            minutes=45,
            every=12,
            questions=(
                CheckQuestion(
                    _("Your new colleague asks something that you can't answer. What helps most?"),
                    (
                        _("Say so, and introduce them to somebody who can"),
                        _("Give your best guess"),
                        _("Point them to the intranet"),
                    ),
                    0,
                ),
                CheckQuestion(
                    _("The manager asks you how the new colleague is doing. What do you say?"),
                    (
                        _("What I have seen so far"),
                        _("Please ask them: what we talk about stays between us"),
                        _("Only the good things"),
                    ),
                    1,
                ),
            ),
        ),
        SessionOutline(
            "networking",
            _("Newcomers' lunch"),
            _(
                "New colleagues and their buddies at mixed tables, one person per department and"
                " table. Bring one question and one thing that surprised you."
            ),
            week=1,
            seats=30,
            weekday=3,
            every=4,
        ),
        SessionOutline(
            "lunch_and_learn",
            _("From culture to payroll: how things work here"),
            _(
                "What nobody writes down: how decisions are made, who to ask about what, how"
                " holidays, expenses and payroll work. Half of the time is for questions."
            ),
            week=3,
            seats=30,
            every=4,
        ),
        SessionOutline(
            "reflection",
            _("The first 30 days: what we wish we had known"),
            _(
                "New colleagues and buddies look back together: what helped, what was missing,"
                " what the next ones should be told on day one."
            ),
            week=5,
            minutes=45,
            every=4,
        ),
    ),
    weights={
        "wanted_topics": 0.20,
        "shared_topics": 0.15,
        "different_department": 0.25,
        "shared_hours": 0.20,
        "same_site": 0.20,
    },
    steps=("facilitator", "safety", "networking", "pairs", "comprehension"),
    new_hires="mentee",
)

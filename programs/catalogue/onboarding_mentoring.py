"""Seasoned employees mentor new recruits for half a year."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

ONBOARDING_MENTORING = ProgramTemplate(
    key="onboarding-mentoring",
    icon="users-group",
    name=_("Onboarding mentoring"),
    purpose=_("Seasoned colleagues pass on what isn't written down, for half a year."),
    for_whom=_("People in their first 90 days, and colleagues with two years or more."),
    goal=_(
        "After six months, every new colleague has reached one learning goal of their own, and"
        " has a mentor who helped with it."
    ),
    weeks=26,
    roles=(
        TemplateRole(
            "mentor",
            _("Mentor"),
            _("Mentors"),
            _("Take up to two mentees, an hour every second week with each."),
            2,
        ),
        TemplateRole(
            "mentee",
            _("Mentee"),
            _("Mentees"),
            _("Bring the questions and a goal, and try things out."),
            3,
        ),
    ),
    conduct=(
        conduct.LEARNING,
        conduct.LISTENING,
        _("The mentee chooses the topics; the mentor asks before giving advice."),
        conduct.CONFIDENCE,
        conduct.RANK,
        _("Either of us may end the pair without giving a reason. Nobody is blamed for it."),
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "workshop",
            _("Kick-off: a good first hour together"),
            _(
                "- Why we do this, and what it is not (10 minutes)\n- In pairs: what I know, what I"
                " want to learn, what I struggle with (25 minutes)\n- One goal for six months (15"
                " minutes)\n- The next three dates (10 minutes)"
            ),
            week=1,
            seats=60,
            questions=(
                CheckQuestion(
                    _("Who chooses what a mentor and a mentee talk about?"),
                    (_("The mentor"), _("The mentee"), _("The mentee's manager")),
                    1,
                ),
                CheckQuestion(
                    _("What does a mentor do before giving advice?"),
                    (
                        _("Tell a story of their own"),
                        _("Ask what the mentee has tried"),
                        _("Write down a plan"),
                    ),
                    1,
                ),
            ),
        ),
        SessionOutline(
            "networking",
            _("Mentors and mentees across departments"),
            _(
                "An hour at mixed tables: each table has somebody from at least three departments."
                " Change tables after 20 minutes."
            ),
            week=4,
            seats=60,
            weekday=3,
        ),
        SessionOutline(
            "lunch_and_learn",
            _("What I would tell myself in my first year"),
            _("Three mentors, ten minutes each, then questions. Choose the speakers by topic."),
            week=9,
            seats=60,
        ),
        SessionOutline(
            "reflection",
            _("Half-time: what works, what we change"),
            _("Look at the goal, keep it or change it. What helped, what was in the way?"),
            week=13,
            minutes=45,
            seats=60,
        ),
        SessionOutline(
            "reflection",
            _("The last meeting: what stays"),
            _("What was reached, what stays open, and whom to ask from now on."),
            week=24,
            minutes=45,
            seats=60,
        ),
    ),
    weights={
        "wanted_topics": 0.35,
        "shared_struggles": 0.20,
        "shared_topics": 0.05,
        "different_department": 0.15,
        "tenure_gap": 0.15,
        "shared_hours": 0.10,
    },
    steps=(
        "facilitator",
        "safety",
        "networking",
        "pairs",
        "topics",
        "perspectives",
        "comprehension",
    ),
)

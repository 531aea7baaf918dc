"""Six weeks in which peers give each other feedback."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

FEEDBACK_CYCLE = ProgramTemplate(
    key="peer-feedback-cycle",
    icon="message-heart",
    name=_("Peer feedback cycle"),
    purpose=_("In six weeks everybody asks three peers for feedback, and gives it to three."),
    for_whom=_("Teams that work well together and want to say more than “good job”."),
    goal=_("Everybody knows one thing to keep and one thing to try, from people who saw it."),
    weeks=6,
    roles=(
        TemplateRole(
            "participant",
            _("Peer"),
            _("Peers"),
            _("Ask three colleagues for feedback and give it to three others."),
            3,
        ),
    ),
    conduct=(
        _("We speak about what was said and done, never about what somebody is worth."),
        _("Feedback belongs to the person who asked for it. They decide who else hears it."),
        _("We say what we saw, what it led to, and what we wish for."),
        conduct.CONFIDENCE,
        _("No manager reads it, and it has no place in a pay or promotion talk."),
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "workshop",
            _("Feedback that helps: what I saw, what it led to"),
            _(
                "- Two kinds of sentences: about the work, about the person (15 minutes)\n"
                "- Practise in threes: give, take, watch (35 minutes)\n"
                "- Whom to ask, and for what (10 minutes)"
            ),
            week=0,
            seats=40,
            questions=(
                CheckQuestion(
                    _("Which sentence helps most?"),
                    (
                        _("“You are a bad listener.”"),
                        _("“In Monday's meeting you cut in twice, and Ana stopped talking.”"),
                        _("“Great job, as always!”"),
                    ),
                    1,
                ),
                CheckQuestion(
                    _("Who decides who else hears the feedback?"),
                    (
                        _("The person who gave it"),
                        _("The manager"),
                        _("The person who asked for it"),
                    ),
                    2,
                ),
            ),
        ),
        SessionOutline(
            "networking",
            _("Coffee in threes: ask for feedback"),
            _("Fifteen minutes each way with somebody you work with but seldom talk to."),
            week=2,
            minutes=45,
            seats=40,
            weekday=3,
        ),
        SessionOutline(
            "reflection",
            _("One thing to keep, one thing to try"),
            _(
                "Alone for ten minutes, then in pairs: what will I keep, what will I try, until"
                " when?"
            ),
            week=5,
            minutes=45,
            seats=40,
        ),
    ),
    steps=("facilitator", "safety", "networking", "topics", "comprehension"),
)

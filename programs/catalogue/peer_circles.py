"""Circles of six who bring real cases to each other."""

from django.utils.translation import gettext_lazy as _

from programs.catalogue import conduct
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole

# All circles come to the same sessions, so these have seats for all of them.
_SEATS = 60
_ROUND = _(
    "- All circles at the same time, each of six at a table or in a video room of its own\n- Check"
    " in: one sentence each (10 minutes)\n- One case: told in 10 minutes, asked about for"
    " 15, advice for 15, thanks\n- What each of us takes along (10 minutes)\n- Who brings the next"
    " case (5 minutes)"
)

PEER_CIRCLES = ProgramTemplate(
    key="peer-circles",
    icon="circles-relation",
    name=_("Peer circles"),
    purpose=_("Six people with the same kind of work help each other with real cases."),
    for_whom=_("People in a similar role who seldom meet: team leads, project managers, experts."),
    goal=_("Everybody brings a case of their own at least once, and leaves with a next step."),
    weeks=20,
    roles=(
        TemplateRole(
            "participant",
            _("Member"),
            _("Members"),
            _("Come every fourth week, bring one case, help with five."),
            1.5,
        ),
    ),
    conduct=(
        conduct.LISTENING,
        _("We ask before we advise. The person whose case it is decides what was useful."),
        conduct.CONFIDENCE,
        conduct.RANK,
        conduct.PUNCTUAL,
        conduct.HELP,
    ),
    sessions=(
        SessionOutline(
            "workshop",
            _("How a circle works"),
            _(
                "- What a good case is (15 minutes)\n- Questions before advice: practise on a small"
                " case (30 minutes)\n- Our rules (20 minutes)\n- The order of cases (10 minutes)"
            ),
            week=0,
            minutes=75,
            seats=_SEATS,
            questions=(
                CheckQuestion(
                    _("A colleague tells their case. What comes first?"),
                    (_("Advice"), _("Questions"), _("A case like it of my own")),
                    1,
                ),
                CheckQuestion(
                    _("Who decides which advice was useful?"),
                    (
                        _("The most experienced of us"),
                        _("The facilitator"),
                        _("The person whose case it is"),
                    ),
                    2,
                ),
            ),
        ),
        SessionOutline(
            "reflection", _("Circles, round 1"), _ROUND, week=4, minutes=75, seats=_SEATS
        ),
        SessionOutline(
            "reflection", _("Circles, round 2"), _ROUND, week=8, minutes=75, seats=_SEATS
        ),
        SessionOutline(
            "reflection", _("Circles, round 3"), _ROUND, week=12, minutes=75, seats=_SEATS
        ),
        SessionOutline(
            "reflection", _("Circles, round 4"), _ROUND, week=16, minutes=75, seats=_SEATS
        ),
        SessionOutline(
            "networking",
            _("All circles meet"),
            _("One hour with the other circles: what each learned, told by somebody else of it."),
            week=19,
            seats=_SEATS,
            weekday=3,
        ),
    ),
    steps=("facilitator", "safety", "networking", "pairs", "topics", "comprehension"),
    circles=6,
)

"""The program templates that come with Peerlearn: code, not rows, so that nobody can break one."""

from programs.catalogue.continuous_training import CONTINUOUS_TRAINING
from programs.catalogue.feedback_cycle import FEEDBACK_CYCLE
from programs.catalogue.lunch_and_learn import LUNCH_AND_LEARN
from programs.catalogue.onboarding_buddy import ONBOARDING_BUDDY
from programs.catalogue.onboarding_mentoring import ONBOARDING_MENTORING
from programs.catalogue.peer_circles import PEER_CIRCLES
from programs.catalogue.shapes import ProgramTemplate

TEMPLATES: dict[str, ProgramTemplate] = {
    template.key: template
    for template in (
        ONBOARDING_BUDDY,
        ONBOARDING_MENTORING,
        LUNCH_AND_LEARN,
        PEER_CIRCLES,
        CONTINUOUS_TRAINING,
        FEEDBACK_CYCLE,
    )
}

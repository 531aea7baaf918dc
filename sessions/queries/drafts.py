"""The drafts of a program, with what keeps each from being published."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programs.models import Program
from programs.queries import accepted_facilitators
from sessions.models import LearningSession
from sessions.queries.meeting_rooms import drafts_without_room
from sessions.rules import planning

ROOM_TAKEN = _("%(room)s is taken at that time: choose another room or time.")


@dataclass(frozen=True)
class Draft:
    """A draft, and why it can't be published yet: a sentence by field."""

    learning_session: LearningSession
    problems: dict[str, planning.Sentence] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether it can be published."""
        return not self.problems


def drafts_ahead(*, now: datetime) -> QuerySet[LearningSession]:
    """The drafts of all programs that aren't closed, as far as they can still be published."""
    closed = (Program.State.FINISHED, Program.State.ARCHIVED)
    drafts = LearningSession.objects.filter(state=LearningSession.State.DRAFT, ends_at__gt=now)
    return drafts.exclude(program__state__in=closed)


def drafts_of(program: Program, *, now: datetime) -> list[Draft]:
    """All drafts of a program, the first to come first, in four queries at most."""
    found = LearningSession.objects.filter(program=program, state=LearningSession.State.DRAFT)
    drafts = list(found.select_related("presenter", "facilitator"))
    accepted = set(accepted_facilitators(program).values_list("pk", flat=True)) if drafts else set()
    taken = drafts_without_room(drafts)
    return [
        Draft(
            draft,
            {
                **planning.time_problems(draft.starts_at, draft.ends_at, now=now),
                **planning.place_problems(draft.room, draft.video_url),
                **planning.seat_problems(draft.capacity, booked=draft.booked),
                **planning.mode_problems(
                    draft.capacity, draft.remote_capacity, in_room=0, by_video=0
                ),
                **planning.facilitator_problems(
                    draft.facilitator, draft.presenter, accepted=draft.facilitator_id in accepted
                ),
                **({"taken": ROOM_TAKEN % {"room": draft.room}} if draft.pk in taken else {}),
            },
        )
        for draft in drafts
    ]

"""What a program template is made of. Texts are lazy: each reader has them in their language."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils.functional import Promise

from peerlearn.people.rules.holidays import open_day
from programs.rules.roles import CLOSED, usual_role

Text = str | Promise
LUNCH = time(12)


@dataclass(frozen=True)
class TemplateRole:
    """A role of the program: what one and several are called here, what they do, and the hours a
    month that it costs; for mentors with each mentee. Empty words mean the usual ones; `seats`
    None: as many as like.
    """

    role: str
    label: Text
    plural: Text
    does: Text
    hours: float
    seats: int | None = None
    way_in: str = CLOSED

    @property
    def called(self) -> str:
        """What one of them is called."""
        return str(self.label) or usual_role(self.role).label

    @property
    def asked(self) -> str:
        """What is asked of them."""
        return str(self.does) or usual_role(self.role).asked


@dataclass(frozen=True)
class CheckQuestion:
    """One question of a knowledge check; `correct` is the index of the right choice."""

    text: Text
    choices: tuple[Text, ...]
    correct: int


@dataclass(frozen=True)
class SessionOutline:
    """A session to come: on the first `weekday` (0 is Monday) from `week` weeks after the first
    day on, at `clock` in the organization's zone. `ref` names it in an organization's own template.

    `every`: in an evergreen program it repeats after so many weeks, and `week` is at the same time
    the week of each person's own clock from which it is meant for them; 0 for a session that is
    held once.
    """

    kind: str
    title: Text
    agenda: Text
    week: int
    minutes: int = 60
    seats: int = 20
    weekday: int = 2
    clock: time = LUNCH
    questions: tuple[CheckQuestion, ...] = ()
    ref: str = ""
    every: int = 0

    def day(self, first_day: date, closed: Collection[date] = ()) -> date:
        """The day on which it falls; never before the first day. From one of the `closed` days it
        moves on to the next working day that is none.
        """
        earliest = first_day + timedelta(weeks=self.week)
        found = earliest + timedelta(days=(self.weekday - earliest.weekday()) % 7)
        return open_day(found, closed)


def in_order(sessions: Iterable[SessionOutline]) -> list[SessionOutline]:
    """Sessions as they follow each other, were the first day a Monday."""
    return sorted(sessions, key=lambda one: (one.week, one.weekday, one.clock))


@dataclass(frozen=True, kw_only=True)
class ProgramTemplate:
    """A program that is ready to be used: pure data, copied when somebody takes it.

    `weeks` is None for an evergreen one, which people join any day and which has no last day.
    `weights` says how much each rule of matching counts; empty where nobody is paired. `hard`
    are the rules without exception with their figures; None for the usual ones. `steps`
    are the steps of the set-up guide that the program needs. `new_hires`: the role into which
    those come by themselves who start from the program's first day on; "" for none. `circles`: of
    how many people its circles are; 0 where none are formed.
    """

    key: str
    icon: str
    name: Text
    purpose: Text
    for_whom: Text
    goal: Text
    weeks: int | None
    roles: tuple[TemplateRole, ...]
    conduct: tuple[Text, ...]
    sessions: tuple[SessionOutline, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    hard: Mapping[str, Mapping[str, int]] | None = None
    steps: tuple[str, ...] = ()
    new_hires: str = ""
    circles: int = 0

    @property
    def is_evergreen(self) -> bool:
        """Whether it has no last day."""
        return self.weeks is None

    @property
    def question_count(self) -> int:
        """Questions of all knowledge checks together."""
        return sum(len(session.questions) for session in self.sessions)

    def last_day(self, first_day: date) -> date | None:
        """The last day of a program that begins on a day; None for an evergreen one."""
        if self.weeks is None:
            return None
        return first_day + timedelta(weeks=self.weeks) - timedelta(days=1)

    def conduct_text(self) -> str:
        """The code of conduct as the program takes it."""
        return "\n\n".join(str(line) for line in self.conduct)

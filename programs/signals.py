"""What programs tell to those above them, inside the transaction of the cause."""

from dataclasses import dataclass, field

from django.dispatch import Signal

people_withdrawn = Signal()
"""People left a program in one of their roles, or in all: `program`, `person_ids` (a set of
UUID), `by` (a Person). May be sent twice.
"""

person_paused = Signal()
"""Somebody takes a break from a program in one role: `enrollment`, `returns_on`, `today`. May be
sent twice, with another day.
"""

person_resumed = Signal()
"""They are back, or their break was taken back: `enrollment`."""

program_made_from_template = Signal()
"""A draft was made: `program`, `template` (programs.catalogue.shapes.ProgramTemplate), `by` (a
Person). What fails there takes the program with it.
"""

program_copied = Signal()
"""A draft was made from an earlier program: `program`, `original`, `days` (how many later it is),
`by`, `with_people`.
"""


@dataclass(frozen=True)
class SessionsTaken:
    """What a facilitator who has accepted runs: how many sessions to come, and which stay open,
    a sentence each.
    """

    runs: int = 0
    left_open: list[str] = field(default_factory=list)


facilitator_accepted = Signal()
"""Somebody facilitates a program from now on: `nomination`, `now`. Receivers return
SessionsTaken.
"""

facilitator_stopped = Signal()
"""Somebody facilitates a program no longer: `nomination`, `now`, `by`. Receivers return
SessionsTaken: how many of their sessions others run now, and which nobody does.
"""

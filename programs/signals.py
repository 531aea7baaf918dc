"""What programs tell to those above them, inside the transaction of the cause."""

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

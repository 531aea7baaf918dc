"""What programs tell to those above them, inside the transaction of the cause."""

from django.dispatch import Signal

people_withdrawn = Signal()
"""People left a program in one of their roles, or in all: `program`, `person_ids` (a set of
UUID), `by` (a Person). May be sent twice.
"""

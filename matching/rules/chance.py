"""Chance that can be repeated: a run's seed decides between pairs that are equally good."""

import dataclasses
import hashlib
import secrets
from collections.abc import Callable
from uuid import UUID

from matching.rules.configuration import rules_of
from matching.rules.group import Group

HIGHEST_SEED = 2**31 - 1


def new_seed() -> int:
    """A seed that nobody can know ahead, so nobody can arrange to be preferred by it."""
    return secrets.randbelow(HIGHEST_SEED) + 1


def in_seeded_order(group: Group, seed: int) -> Group:
    """The same group in an order that depends on the seed and on its people and rules alone.

    The engine prefers who comes first where scores are equal; so it is neither the database nor
    the alphabet that decides.
    """
    place, rules = _place(seed), rules_of(group)
    return dataclasses.replace(
        group,
        mentees=tuple(sorted(group.mentees, key=lambda person: place(person.id))),
        mentors=tuple(sorted(group.mentors, key=lambda person: place(person.id))),
        managers=dict(sorted(group.managers.items())),
        weights=dict(rules.soft),
        hard=dict(sorted(rules.hard.items())),
    )


def _place(seed: int) -> Callable[[UUID], bytes]:
    key = seed.to_bytes(8, "big")
    return lambda person: hashlib.blake2b(person.bytes, digest_size=16, key=key).digest()

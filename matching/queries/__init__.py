"""Reads about matches. The doors and what other apps need are here."""

from matching.queries.matches import (
    active_matches_of,
    matches_visible_to,
    published_match_count,
)
from matching.queries.runs import runs_visible_to

__all__ = [
    "active_matches_of",
    "matches_visible_to",
    "published_match_count",
    "runs_visible_to",
]

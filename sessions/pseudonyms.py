"""Marks that stand for a person in one place, and lead back to nobody without the app's key."""

from uuid import UUID

from django.utils.crypto import salted_hmac


def voter_mark(question_id: UUID, person_id: UUID) -> str:
    """Stands for a person's vote on one question; on each question another one."""
    return _mark("sessions.vote", question_id, person_id)


def limit_mark(place: str, place_id: UUID, person_id: UUID) -> str:
    """Stands for a person in the counter of a rate limit, which forgets it in a minute."""
    return _mark(f"sessions.limit.{place}", place_id, person_id)


def _mark(purpose: str, place_id: UUID, person_id: UUID) -> str:
    return salted_hmac(purpose, f"{place_id}:{person_id}", algorithm="sha256").hexdigest()

"""The first meeting of a pair, said by one of the two."""

from django.db import transaction

from matching.models import FirstMeeting, Match
from peerlearn.people.models import Person


def record_first_meeting(match: Match, *, by: Person) -> FirstMeeting:
    """Write down that a pair has met; the first word counts."""
    with transaction.atomic():
        meeting, _is_new = FirstMeeting.objects.get_or_create(match=match, defaults={"said_by": by})
        return meeting


def take_back_first_meeting(match: Match, *, by: Person) -> None:
    """The pair hasn't met after all."""
    FirstMeeting.objects.filter(match=match).delete()

"""Offers to new hires, by themselves."""

from datetime import datetime

from matching.actions.offers import offer_next_mentor
from matching.errors import MatchingError
from matching.models import MatchRequest
from matching.queries.new_hires import new_hires_to_offer, programs_with_offers


def offer_to_new_hires(*, now: datetime) -> list[MatchRequest]:
    """In the organization entered: ask a mentor for each new hire whose first day has come.

    May run at any time, any number of times.
    """
    asked = []
    for program in programs_with_offers():
        for person in new_hires_to_offer(program, now=now):
            try:
                request = offer_next_mentor(program, person, because=MatchRequest.Origin.NEW_HIRE)
            except MatchingError:
                continue  # somebody was quicker: they have a mentor, or left
            if request is not None:
                asked.append(request)
    return asked

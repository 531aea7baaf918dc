"""Rounds with answers, and what becomes of them."""

from datetime import timedelta

from feedback.actions.closing import close_round
from feedback.actions.rounds import open_round
from feedback.queries.results import results_of
from feedback.queries.rounds import rounds_visible_to
from peerlearn.people.models import Membership
from tests.feedback.making import answer, attendees, make_finished_session, make_round

SECRET = "Let the quiet ones speak first"


def open_with(cast, *, attended, answers, suggestion=""):
    with cast.inside():
        opened = make_round(cast, attended=attended)
    for person in attendees(cast, opened)[:answers]:
        answer(opened, person, suggestion=suggestion)
    return opened


def results(cast, opened):
    with cast.inside():
        membership = Membership.objects.get(user=cast.hr_admin.user)
        found = rounds_visible_to(cast.hr_admin.person, membership).get(pk=opened.pk)
        return results_of(found)


def closed(cast, opened, **options):
    with cast.inside():
        return close_round(opened, **options)


def make_due_round(cast, *, attended):
    lunch = make_finished_session(cast, attended=attended)
    lunch.finished_at -= timedelta(days=3, minutes=1)
    lunch.save()
    return open_round(lunch)

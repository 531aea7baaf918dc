"""Opening a round when a session is finished."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from feedback.actions.messages import invite, tell_too_few_there
from feedback.models import FeedbackParticipation, FeedbackRound
from feedback.queries.rounds import attended
from feedback.rules.rounds import closing_time, comment_threshold_for, threshold_for
from feedback.rules.visibility import Terms, sentence_of
from peerlearn.tenancy.models import OrganizationSettings
from sessions.models import LearningSession


def open_round(learning_session: LearningSession) -> FeedbackRound:
    """Ask those who attended a finished session, under terms that are frozen now.

    Where too few were there for anything ever to be shown, nobody is asked: the round is closed
    from the start and the facilitator is told. Opening twice changes nothing.
    """
    with transaction.atomic():
        people = list(attended(learning_session))
        feedback_round, is_new = FeedbackRound.objects.get_or_create(
            learning_session=learning_session, defaults=_frozen(learning_session, len(people))
        )
        if not is_new:
            return feedback_round
        if feedback_round.is_closed:
            tell_too_few_there(feedback_round)
            return feedback_round
        FeedbackParticipation.objects.bulk_create(
            FeedbackParticipation(round=feedback_round, person=person) for person in people
        )
        for person in people:
            invite(feedback_round, person)
    return feedback_round


def _frozen(learning_session: LearningSession, invited: int) -> dict[str, object]:
    company = OrganizationSettings.objects.get()
    facilitator = learning_session.facilitator
    threshold = threshold_for(company.anonymity_threshold)
    terms = Terms(
        threshold=threshold,
        comment_threshold=comment_threshold_for(threshold),
        invited=invited,
        facilitator=facilitator.display_name if facilitator else "",
        organization=company.name,
    )
    opened_at = learning_session.finished_at or timezone.now()
    is_asking = invited >= threshold
    return {
        "state": FeedbackRound.State.COLLECTING if is_asking else FeedbackRound.State.CLOSED,
        "threshold": terms.threshold,
        "comment_threshold": terms.comment_threshold,
        "reader_id": facilitator.id if facilitator else None,
        "visibility": _in_all_languages(terms),
        "invited_count": invited,
        "opened_at": opened_at,
        "closes_at": closing_time(opened_at),
        "closed_at": None if is_asking else opened_at,
    }


def _in_all_languages(terms: Terms) -> dict[str, str]:
    """The sentence as each reader will see it, the usual language first."""
    codes = dict.fromkeys([settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)])
    sentences = {}
    for code in codes:
        with translation.override(code):
            sentences[code] = sentence_of(terms)
    return sentences

"""What the scheduler does for sessions."""

import logging
from time import monotonic

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from peerlearn.tenancy.context import organization
from sessions.actions.chat_posts import announce, deliver_next
from sessions.actions.lunch import close_due_orders
from sessions.actions.offers import tend_line
from sessions.actions.series import continue_series
from sessions.queries.series import series_to_continue
from sessions.queries.waitlist import lines_to_tend

log = logging.getLogger(__name__)

# A task gives its worker back now and then: others wait too.
SECONDS = 20


@shared_task
def plan_repeated_sessions() -> None:
    """In all organizations: plan the next ones of sessions that repeat. Twice does it once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT sessions_due()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id):
                now = timezone.now()
                for series in series_to_continue(now=now):
                    continue_series(series, now=now)
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("repeated sessions could not be planned in %s", organization_id)


@shared_task
def tend_waiting_lists() -> None:
    """In all organizations: end the offers that ran out, and give free seats to who waits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT waitlists_due()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id):
                sessions = lines_to_tend(now=timezone.now())
            for session_id in sessions:
                with organization(organization_id):
                    tend_line(session_id)
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("waiting lists could not be tended in %s", organization_id)


@shared_task
def close_lunch_orders() -> None:
    """In all organizations: count the lunch orders that are due. Twice does it once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT lunches_due()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id):
                close_due_orders(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("lunch orders could not be counted in %s", organization_id)


@shared_task
def tell_chat_channels() -> None:
    """In all organizations: write what is new for their chat channels. Twice does it once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT chat_channels_listening()")
        waiting = [row[0] for row in cursor.fetchall()]
    for organization_id in waiting:
        try:
            with organization(organization_id):
                announce(now=timezone.now())
        # One organization in trouble must not keep the others waiting.
        except Exception:
            log.exception("chat channels could not be told in %s", organization_id)


@shared_task
def send_chat_posts() -> None:
    """Send the posts that are due, of all organizations. Any number may run at once."""
    until = monotonic() + SECONDS
    while monotonic() < until and deliver_next():
        pass

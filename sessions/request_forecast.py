"""The mails about requests for a seat, as a forecast names them."""

from typing import Any

from django.utils.translation import gettext as _

from peerlearn.people.models import Person

Told = tuple[tuple[str, str, str, dict[str, Any]], ...]


def answers_to_requests() -> Told:
    """To whoever asked."""
    return (
        (
            "request_in_line",
            _("Approved, and in line"),
            _("when a request for a seat is approved and all are taken"),
            {},
        ),
        (
            "request_declined",
            _("A request is declined"),
            _("when you decline a request for a seat"),
            {"reason": _("The reason that you give")},
        ),
        (
            "request_over",
            _("A request is over"),
            _("when a session begins and nobody has answered a request"),
            {},
        ),
    )


def to_approvers(sample: Person) -> Told:
    """To whoever says yes or no."""
    return (
        (
            "seat_asked",
            _("Somebody asks for a seat"),
            _("at once, to who planned the session and its facilitator"),
            {"person": sample},
        ),
        (
            "requests_wait",
            _("Requests wait for an answer"),
            _("after two working days, to who planned the session and its facilitator"),
            {},
        ),
    )

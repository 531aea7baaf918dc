"""How often a member may call, with all of their tokens and browsers together."""

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

from peerlearn.web.limits import within_limit

WINDOW = 60


class CallerThrottle(BaseThrottle):
    """So many reads and so many writes a minute, as settings.API_CALLS_A_MINUTE says."""

    def allow_request(self, request: Any, view: Any) -> bool:
        kind = "read" if request.method in SAFE_METHODS else "write"
        caller = request._request.membership.pk
        most = settings.API_CALLS_A_MINUTE[kind]
        return within_limit(f"api-{kind}", str(caller), most=most, seconds=WINDOW)

    def wait(self) -> int:
        """Seconds until it is certain to go again."""
        return WINDOW

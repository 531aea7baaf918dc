"""What the links in mails say, to whoever opens them without a login."""

from datetime import timedelta
from typing import Any

from peerlearn.people.http import OrgRequest, not_here
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token


def claims_of(
    request: OrgRequest, purpose: str, token: str, *, max_age: timedelta
) -> dict[str, Any] | None:
    """What a link claims; None for one that is too old. A forged one leads nowhere: 404."""
    try:
        return dict(read_token(purpose, token, max_age=max_age))
    except ExpiredTokenError:
        return None
    except BadTokenError:
        not_here(request)

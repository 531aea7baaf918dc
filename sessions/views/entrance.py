"""How people find a room: its code, the short address, the picture to scan; and its stream."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.notifications.links import absolute
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.qr import qr_svg
from peerlearn.web.streams.channels import position, stream_response
from sessions.models import LearningSession
from sessions.queries.rooms import rooms_heard_by
from sessions.room_channel import channel_of_room


@dataclass(frozen=True)
class Entrance:
    """What the big screen and the poster show."""

    code: str
    address: str
    url: str
    qr: SafeString


def entrance_of(room: LearningSession) -> Entrance:
    """The way into a room."""
    page = absolute(reverse("join"))
    url = f"{page}?{urlencode({'code': room.join_code})}"
    parts = urlsplit(page)
    return Entrance(
        code=room.join_code,
        address=f"{parts.netloc}{parts.path.rstrip('/')}",
        url=url,
        qr=qr_svg(url, label=_("QR code that leads to this session")),
    )


def stream_url(request: OrgRequest, room: LearningSession) -> str:
    """The room's event stream, from now on. Call it before the page's own queries."""
    path = org_reverse(request.organization, "sessions:stream", room.id)
    return f"{path}?{urlencode({'after': position(channel_of_room(room))})}"


@require_safe
def stream(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Tells open pages what to fetch again."""
    heard: QuerySet[LearningSession] = rooms_heard_by(request.person, request.membership)
    return stream_response(request, channel_of_room(get_object_or_404(heard, pk=session_id)))

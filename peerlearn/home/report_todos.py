"""What waits for those who read quiet reports, or are asked to."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.home.todo import Todo
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from programs.models import ReaderConsent
from programs.queries.report_readers import Reading


def report_todos(
    request: OrgRequest, reading: Reading, questions: Iterable[ReaderConsent]
) -> Iterator[Todo]:
    """For trusted persons alone: what they are asked, what is new, or what isn't closed yet."""
    for asked in questions:
        yield Todo(
            "shield-lock",
            _("Would you read quiet reports of “%(program)s”?")
            % {"program": asked.desk.program.name},
            _("Say yes or no; nothing comes to you before."),
            org_reverse(request.organization, "programs:reports"),
            _("Answer"),
        )
    if reading.news:
        title = ngettext(
            "%(count)s quiet report has something new",
            "%(count)s quiet reports have something new",
            reading.news,
        ) % {"count": reading.news}
    elif reading.unfinished:
        title = ngettext(
            "%(count)s quiet report isn't closed yet",
            "%(count)s quiet reports aren't closed yet",
            reading.unfinished,
        ) % {"count": reading.unfinished}
    else:
        return
    yield Todo(
        "shield-lock",
        title,
        ngettext(
            "You alone can read it.", "You alone can read them.", reading.news or reading.unfinished
        ),
        org_reverse(request.organization, "programs:reports"),
        _("Read"),
    )

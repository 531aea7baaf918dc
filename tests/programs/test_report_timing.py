"""When somebody reported is no business of the reader: what came is shown once a day."""

from uuid import uuid4

import pytest

from programs.actions.reports import add_to_report, mark_read, move_report, send_report
from programs.models import QuietReport
from programs.queries.report_readers import news_count, reading_of, reports_readable_by
from programs.tasks import tell_report_readers
from tests.programs.reporting import SECRET, TODAY, name_fay_and_mina


@pytest.fixture
def fresh(cast, program):
    """A report of today, and its reader."""
    with cast.inside():
        name_fay_and_mina(cast, program)
        fay = cast.facilitator.person
        send_report(
            program,
            text=SECRET,
            concerned=[],
            reader_id=fay.id,
            form_key=uuid4(),
            today=TODAY,
        )
        return QuietReport.objects.get()


def address(cast, report):
    return cast.facilitator.url(f"programs/reports/{report.id}/")


def test_report_is_not_there_for_its_reader_before_the_morning(cast, fresh):
    client = cast.facilitator.client()
    with cast.inside():
        assert not reports_readable_by(cast.facilitator.person).exists()
        assert reading_of(cast.facilitator.person).all == 0
    assert client.get(address(cast, fresh)).status_code == 404
    assert client.post(address(cast, fresh), {"text": "Who?"}).status_code == 404
    tell_report_readers()
    with cast.inside():
        assert news_count(cast.facilitator.person) == 1
    assert SECRET in client.get(address(cast, fresh)).content.decode()


def test_message_changes_nothing_for_the_reader_before_the_morning(cast, fresh):
    tell_report_readers()
    client = cast.facilitator.client()
    with cast.inside():
        mark_read(fresh, by=cast.facilitator.person)
        move_report(fresh, to="closed")
    pages = (cast.facilitator.url("programs/reports/"), address(cast, fresh))
    # the first page of a browser's session is another one
    before = [[client.get(page).content for page in pages] for _ in range(2)][1]
    with cast.inside():
        add_to_report(fresh, text="It goes on.", today=TODAY)
    after = [client.get(page) for page in pages]
    assert all(b"It goes on." not in page.content for page in after)
    assert b"closed" in after[1].content
    assert len(after[0].content) == len(before[0])
    tell_report_readers()
    assert "It goes on." in client.get(address(cast, fresh)).content.decode()


def test_reader_who_looks_meanwhile_is_told_in_the_morning(cast, fresh):
    tell_report_readers()
    with cast.inside():
        add_to_report(fresh, text="It goes on.", today=TODAY)
        mark_read(fresh, by=cast.facilitator.person)
        assert news_count(cast.facilitator.person) == 0
    tell_report_readers()
    with cast.inside():
        assert news_count(cast.facilitator.person) == 1


def test_showing_again_shows_nothing_new(cast, fresh):
    tell_report_readers()
    with cast.inside():
        mark_read(fresh, by=cast.facilitator.person)
    tell_report_readers()
    with cast.inside():
        assert news_count(cast.facilitator.person) == 0

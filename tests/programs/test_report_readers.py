"""Whoever may read no report any more reads none: HR admins and owners, however they became it."""

from datetime import UTC, datetime

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.people.actions import make_hr_admin, unmake_hr_admin
from peerlearn.people.models import Membership, Person
from programs.actions.report_desks import name_readers
from programs.errors import NobodyToReadError, ReaderChangedError, ReportDeskError
from programs.models import FacilitatorNomination, QuietReport
from programs.queries.report_readers import news_count, reader_of, reports_readable_by
from programs.queries.reports import (
    candidates_of,
    desk_of,
    is_on_a_desk,
    route_of,
    trusted_person_of,
)
from programs.report_mails import NEWS, tell_readers
from tests.programs.reporting import name_fay_and_mina, page_of, send

MORNING = datetime(2026, 3, 13, 5, 30, tzinfo=UTC)


@pytest.fixture
def desk(cast, program):
    with cast.inside():
        return name_fay_and_mina(cast, program)


@pytest.fixture
def report(cast, program, desk):
    with cast.inside():
        return send(program, cast.facilitator.person)[0]


def promote(player):
    make_hr_admin(Membership.objects.get(person=player.person))


def own(program, player):
    type(program).objects.filter(id=program.id).update(owner=player.person)


@pytest.mark.parametrize("how", ["hr_admin", "owner"])
def test_reader_who_joins_hr_or_owns_the_program_reads_nothing_more(cast, program, report, how):
    fay, mina = cast.facilitator, cast.mentor
    with cast.inside():
        if how == "hr_admin":
            promote(fay)
        else:
            own(program, fay)
        assert not reports_readable_by(fay.person).exists()
        assert news_count(fay.person) == 0
        assert not is_on_a_desk(fay.person)
        found = reports_readable_by(mina.person).get()
        assert reader_of(found) == mina.person
        assert trusted_person_of(program) == mina.person
        way = route_of(candidates_of(desk_of(program)), [])
        assert (way.reader.id, way.successor) == (mina.person.id, None)
        with pytest.raises(ReaderChangedError):
            send(program, fay.person, text="Another.")
        tell_readers(now=MORNING)
        assert Notification.objects.get(kind=NEWS).person == mina.person
    path = f"programs/reports/{report.id}/"
    assert fay.client().get(fay.url(path)).status_code == 404
    assert fay.client().post(fay.url(path), {"text": "x"}).status_code == 404
    assert fay.client().get(fay.url("programs/reports/")).status_code == 404
    assert mina.client().get(mina.url(path)).status_code == 200


def test_successor_who_joins_hr_takes_nothing_over(cast, program, report):
    with cast.inside():
        promote(cast.mentor)
        Person.objects.filter(id=cast.facilitator.person.id).update(state="left")
        assert not reports_readable_by(cast.mentor.person).exists()
        frozen = QuietReport.objects.select_related("program", "reader", "successor").get()
        assert reader_of(frozen) is None
        assert trusted_person_of(program) is None
        with pytest.raises(NobodyToReadError):
            send(program, cast.mentor.person)


def test_reader_who_is_no_hr_admin_any_more_goes_on(cast, program, report):
    with cast.inside():
        promote(cast.facilitator)
        unmake_hr_admin(Membership.objects.get(person=cast.facilitator.person))
        assert reports_readable_by(cast.facilitator.person).get() == report
        assert not reports_readable_by(cast.mentor.person).exists()
        assert reader_of(report) == cast.facilitator.person


def test_who_is_made_hr_admin_is_pointed_out(cast, program, desk):
    hr = cast.hr_admin.client()
    path = f"people/members/{cast.facilitator.person.id}/hr-admin/"
    assert hr.post(cast.hr_admin.url(path)).status_code == 302
    url = page_of(program, cast.hr_admin, "readers/")
    page = hr.get(url).content.decode()
    assert "Fay Facilitator is an HR admin or owns this program now" in page
    assert "Reports go to Mina Mentor from now on" in page


@pytest.mark.parametrize("field", ["trusted_person", "stand_in"])
def test_who_facilitates_the_program_is_refused(cast, program, field):
    fay, mina = cast.facilitator.person, cast.mentor.person
    with cast.inside():
        asked = FacilitatorNomination.objects.create(
            program=program, person=fay, nominated_by=cast.hr_admin.person, state="accepted"
        )
        named = {"trusted_person": mina, "stand_in": mina, field: fay}
        with pytest.raises(ReportDeskError) as caught:
            name_readers(program, **named, external_contact="", by=cast.hr_admin.person)
        assert list(caught.value.problems) == [field]
        assert desk_of(program) is None
        FacilitatorNomination.objects.filter(id=asked.id).update(state="declined")
        assert name_readers(program, **named, external_contact="", by=cast.hr_admin.person)

"""After a change of the org chart a report is read by whoever is neutral still, of those whom the
reporter saw named; and by nobody else, however the chart is changed.
"""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from peerlearn.notifications.models import Notification
from peerlearn.people.actions import make_hr_admin
from peerlearn.people.models import Membership, Person
from programs.actions.reports import add_to_report
from programs.errors import NobodyToReadError, ReaderChangedError
from programs.models import QuietReport, ReaderConsent
from programs.queries.report_readers import news_count, reader_of, reports_readable_by, standing_of
from programs.report_mails import NEWS, tell_readers
from programs.rules.report_code import in_groups
from programs.rules.report_reading import Bar, Named, Standing, bar_of, who_reads
from programs.tasks import tell_report_readers
from tests.programs.reporting import FOLLOW, SECRET, TODAY, hidden, name_fay_and_mina, send

MORNING = datetime(2026, 3, 13, 5, 30, tzinfo=UTC)


@pytest.fixture
def about_dora(cast, program, desk):
    """A report about the director to Fay, with Mina as stand-in; and its code."""
    with cast.inside():
        report, code = send(program, cast.facilitator.person, concerned=[cast.director.person.id])
        return report, in_groups(code)


def put_under(one, manager):
    Person.objects.filter(id=one.person.id).update(manager=manager.person)


def review(one, reviewer):
    Person.objects.filter(id=one.person.id).update(reviewer=reviewer.person)


def stranger():
    """Somebody at an address of their own: tries of codes are counted by it."""
    return Client(REMOTE_ADDR=f"2001:db8::{uuid4().hex[:4]}")


def follow(code, **said):
    return stranger().post(FOLLOW, {"code": code, **said}).content.decode()


CHANGES = {
    "above": lambda cast: put_under(cast.director, cast.facilitator),
    "below": lambda cast: put_under(cast.facilitator, cast.manager),
    "reviews": lambda cast: review(cast.director, cast.facilitator),
    "is reviewed": lambda cast: review(cast.facilitator, cast.director),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_is_no_longer_neutral_reads_it_no_more_and_the_stand_in_does(cast, about_dora, change):
    fay, mina = cast.facilitator, cast.mentor
    report, code = about_dora
    path = f"programs/reports/{report.id}/"
    assert fay.client().get(fay.url(path)).status_code == 200
    with cast.inside():
        CHANGES[change](cast)
        assert not reports_readable_by(fay.person).exists()
        assert news_count(fay.person) == 0
        assert reader_of(report) == mina.person
    for answer in (
        fay.client().get(fay.url(path)),
        fay.client().post(fay.url(path), {"text": "x"}),
        fay.client().post(fay.url(f"{path}state/"), {"to": "closed"}),
    ):
        assert answer.status_code == 404
    assert str(report.id) not in fay.client().get(fay.url("programs/reports/")).content.decode()
    assert str(report.id) in mina.client().get(mina.url("programs/reports/")).content.decode()
    assert SECRET in mina.client().get(mina.url(path)).content.decode()
    page = follow(code)
    assert "Mina Mentor, whom you saw named, reads it now, and nobody else." in page
    assert "Fay Facilitator is now in one reporting line with somebody it is about" in page


def test_stand_in_is_told_without_a_word_of_it(cast, about_dora):
    fay, mina = cast.facilitator, cast.mentor
    fay.client().get(fay.url(f"programs/reports/{about_dora[0].id}/"))
    with cast.inside():
        put_under(cast.director, fay)
    tell_report_readers()
    tell_report_readers()
    with cast.inside():
        mail = Notification.objects.get(kind=NEWS)
        assert mail.person == mina.person
        for word in (SECRET, "Dora", "Onboarding", str(about_dora[0].id)):
            assert word not in mail.subject + mail.body


def test_report_that_the_chart_gives_back_tells_the_reporter_who_has_read_it(cast, about_dora):
    fay, mina = cast.facilitator, cast.mentor
    report, code = about_dora
    with cast.inside():
        put_under(cast.director, fay)
    assert mina.client().get(mina.url(f"programs/reports/{report.id}/")).status_code == 200
    with cast.inside():
        Person.objects.filter(id=cast.director.person.id).update(manager=None)
        assert reader_of(report) == fay.person
        assert not reports_readable_by(mina.person).exists()
    page = follow(code)
    assert "Fay Facilitator reads it, and nobody else." in page
    assert "Mina Mentor, whom you saw named, has gone on with it for a while" in page


def test_report_passes_by_a_successor_who_has_said_no_meanwhile(cast, about_dora):
    fay, mina = cast.facilitator, cast.mentor
    report, code = about_dora
    with cast.inside():
        consent = ReaderConsent.objects.get(person=mina.person)
        ReaderConsent.objects.filter(id=consent.id).update(state=ReaderConsent.State.DECLINED)
        put_under(cast.director, fay)
        assert not reports_readable_by(mina.person).exists()
        assert reader_of(report) is None
    assert mina.client().get(mina.url(f"programs/reports/{report.id}/")).status_code == 404
    assert "Mina Mentor doesn&#x27;t read quiet reports any more." in follow(code)


def test_successor_who_has_gone_on_with_a_report_keeps_it_after_a_no(cast, about_dora):
    report, _code = about_dora
    with cast.inside():
        put_under(cast.director, cast.facilitator)
    mina = cast.mentor
    assert mina.client().get(mina.url(f"programs/reports/{report.id}/")).status_code == 200
    with cast.inside():
        ReaderConsent.objects.filter(person=mina.person).update(state=ReaderConsent.State.DECLINED)
        assert reader_of(QuietReport.objects.get()) == mina.person


def test_reporter_is_told_when_nobody_named_is_neutral_and_what_to_do(cast, about_dora):
    report, code = about_dora
    with cast.inside():
        put_under(cast.director, cast.facilitator)
        review(cast.director, cast.mentor)
        for player in (cast.facilitator, cast.mentor, cast.hr_admin, cast.manager):
            assert not reports_readable_by(player.person).exists()
        tell_readers(now=MORNING)
        asked = ("programs.report_desk", "programs.reader_answered")
        assert not Notification.objects.exclude(kind__in=asked).exists()
        report = QuietReport.objects.get()
        with pytest.raises(NobodyToReadError):
            add_to_report(report, text="More.", today=TODAY)
    page = follow(code)
    for words in (
        "Nobody reads this report now.",
        "Fay Facilitator is now in one reporting line",
        "Mina Mentor is now in one reporting line",
        "it stays sealed",
        "Ombuds office, 030 123",
        "before you write, it says who would read it today",
    ):
        assert words in page
    assert 'name="text"' not in page
    assert "Nobody reads this report now." in follow(code, text="More.")


def test_no_change_of_chart_desk_or_role_lets_anybody_in_who_was_not_named(
    cast, program, about_dora
):
    """HR could name its friends anew, and move them or the people concerned about at will."""
    report, _code = about_dora
    strangers = (cast.hr_admin, cast.manager, cast.director, cast.employee)
    with cast.inside():
        name_fay_and_mina(cast, program)
        program.report_desks.update(
            trusted_person=cast.manager.person, stand_in=cast.employee.person
        )
        for change in CHANGES.values():
            change(cast)
            for stranger in strangers:
                assert not reports_readable_by(stranger.person).exists()
            assert standing_of(report).reader.id == cast.mentor.person.id


def test_stand_in_who_was_not_neutral_when_it_was_sent_never_gets_it(cast, program, desk):
    """The reporter saw only Fay named: Mina isn't let in by moving her out of the line."""
    with cast.inside():
        put_under(cast.mentor, cast.director)
        report, code = send(program, cast.facilitator.person, concerned=[cast.director.person.id])
        Person.objects.filter(id=cast.mentor.person.id).update(manager=None)
        put_under(cast.director, cast.facilitator)
        assert reader_of(report) is None
        assert not reports_readable_by(cast.mentor.person).exists()
    page = follow(in_groups(code))
    assert "Nobody reads this report now." in page
    assert "Mina Mentor" not in page


def test_hr_admin_who_was_named_before_reads_nothing_whatever_the_chart_says(cast, about_dora):
    with cast.inside():
        make_hr_admin(Membership.objects.get(person=cast.mentor.person))
        put_under(cast.director, cast.facilitator)
        assert reader_of(about_dora[0]) is None
        assert not reports_readable_by(cast.mentor.person).exists()


def test_message_goes_to_nobody_but_who_was_named_beside_the_box(cast, about_dora):
    report, code = about_dora
    seen = hidden(follow(code), "reader")
    assert seen == str(cast.facilitator.person.id)
    with cast.inside():
        put_under(cast.director, cast.facilitator)
        with pytest.raises(ReaderChangedError):
            add_to_report(report, text="More.", today=TODAY, reader_id=cast.facilitator.person.id)
    page = follow(code, text="It was Dora again.", reader=seen)
    assert "somebody else would read it now than you were told" in page
    assert "It was Dora again." in page
    assert hidden(page, "reader") == str(cast.mentor.person.id)
    page = follow(code, text="It was Dora again.", reader=hidden(page, "reader"))
    assert "Your message is sent." in page


def test_followers_by_api_are_told_the_same(cast, about_dora):
    def ask(path="", **said):
        return stranger().post(
            f"/api/v1/quiet-report/{path}",
            {"code": about_dora[1], **said},
            content_type="application/json",
        )

    first = ask().json()
    assert first["who_reads"] == "Fay Facilitator reads it, and nobody else."
    assert (first["reader_id"], first["external_contact"]) == (str(cast.facilitator.person.id), "")
    with cast.inside():
        put_under(cast.director, cast.facilitator)
    refused = ask("messages/", text="More.", reader_id=first["reader_id"])
    assert refused.status_code == 409
    assert refused.json()["type"].endswith("reader-changed")
    with cast.inside():
        review(cast.director, cast.mentor)
    last = ask().json()
    assert (last["reader"], last["reader_id"]) == ("", None)
    assert last["who_reads"].startswith("Nobody reads this report now.")
    assert last["external_contact"] == "Ombuds office, 030 123"
    assert ask("messages/", text="More.").json()["type"].endswith("nobody-to-read")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_with_people_concerned(
    cast, program, desk, django_assert_num_queries, count
):
    with cast.inside():
        for number in range(count):
            send(
                program,
                cast.facilitator.person,
                text=f"Report {number}",
                concerned=[cast.director.person.id, cast.employee.person.id],
            )
    client, url = cast.facilitator.client(), cast.facilitator.url("programs/reports/")
    client.get(url)
    with django_assert_num_queries(9 + 6):
        assert len(client.get(url).context["open"]) == count


FAY, MINA = Named(uuid4(), "Fay"), Named(uuid4(), "Mina")


def test_each_bar_is_said_and_the_plainest_counts():
    assert bar_of(is_there=False, is_biased=True, is_near=True) == Bar.GONE
    assert bar_of(is_there=True, is_biased=True, is_near=True) == Bar.BIASED
    assert bar_of(is_there=True, is_biased=False, is_near=False) is None
    for bar, words in (
        (Bar.GONE, "has left the company, or can't sign in"),
        (Bar.BIASED, "is an HR admin or owns the program now"),
        (Bar.NEAR, "is now in one reporting line with somebody it is about"),
    ):
        assert f"Gia {words}" in who_reads(Standing([Named(uuid4(), "Gia", bar), MINA]))
    assert who_reads(Standing([])).startswith("Nobody reads this report now.")
    assert Standing([FAY, MINA]).is_with_first
    assert not Standing([FAY, MINA], was_with_second=True).is_with_first

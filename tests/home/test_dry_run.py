"""What a launch will send, need and cost."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from matching.models import CirclePlan, CoffeePlan
from peerlearn.home.dry_run import dry_run
from peerlearn.home.dry_run_figures import grouped
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.roles import set_role
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.models import Enrollment
from sessions.actions.reminders import change_plan
from sessions.models import LearningSession
from sessions.rules.reminding import MOMENTS, Step
from tests.home.making import drafts, enroll, url


def test_dry_run_lists_every_mail_in_order_with_its_readers(cast, draft):
    with cast.inside():
        first = drafts(draft)[0]
        LearningSession.objects.filter(id=first.id).update(presenter=cast.manager.person)
        found = dry_run(cast.organization, draft, now=timezone.now())
        days = [entry.mail.due_at for entry in found.dated]
        assert days == sorted(days)
        assert [entry.mail.key.split(".")[0] for entry in found.dated].count("feedback") == 15
        about = [e for e in found.dated if e.mail.about == first.title]
        assert [(e.mail.what, e.mail.due_at, e.readers.count) for e in about[1:4]] == [
            ("Reminder a day before", first.starts_at - timedelta(days=1), 2),
            ("Reminder an hour before", first.starts_at - timedelta(hours=1), 2),
            ("How was it?", first.ends_at, 2),
        ]
        assert about[0].readers.names == ["Marco"]
        assert {"matching.matched_mentee", "matching.matched_mentor"} <= {
            entry.mail.key.rsplit(".", 1)[0] for entry in found.waiting
        }
        assert not Notification.objects.exists()


def test_dry_run_counts_places_and_hours(cast, draft):
    with cast.inside():
        set_role(draft, "mentor", by=None, hours_a_month=Decimal(3))
        set_role(draft, "mentee", by=None, hours_a_month=Decimal(2))
        for n in range(3):
            enroll(draft, Person.objects.create(name=f"New {n}"), "mentee")
        found = dry_run(cast.organization, draft, now=timezone.now())
        mentors = found.needs[0]
        assert (mentors.places, mentors.wanted, mentors.is_short) == (2, 4, True)
        assert [(c.people, c.hours, c.total) for c in found.costs] == [(1, 3, 6), (4, 2, 8)]
        assert (found.hours_a_month, found.hours_each) == (14, 2.8)


def test_dry_run_says_who_would_read_at_night(cast, draft):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(time_zone="America/Los_Angeles")
        found = dry_run(cast.organization, draft, now=timezone.now())
        reminder = next(e for e in found.dated if e.mail.what == "Reminder an hour before")
        assert reminder.readers.at_night == [("America/Los_Angeles", 1)]


def test_mails_at_night_are_one_sentence_on_a_page_of_sums(cast, draft):
    with cast.inside():
        Person.objects.filter(id=cast.employee.person.id).update(time_zone="America/Los_Angeles")
        found = dry_run(cast.organization, draft, now=timezone.now())
        nightly = [one for one in found.dated if one.readers.night_total]
    assert found.night_sentence == (
        f"{len(nightly)} of {len(found.dated)} mailings go out at night for some: 1 in Los Angeles."
    )
    html = cast.hr_admin.client().get(url(cast, draft, "dry-run/")).content.decode()
    assert html.count("mailings go out at night") == 1
    assert "enough everywhere" in html


@pytest.mark.parametrize("people", [1, 40])
def test_dry_run_takes_as_many_queries_for_many_people_and_sessions(
    cast, draft, people, django_assert_num_queries
):
    with cast.inside():
        for n in range(people):
            enroll(draft, Person.objects.create(name=f"New {n}"), "mentee")
        if people == 1:
            LearningSession.objects.filter(id=drafts(draft)[-1].id).delete()
        with django_assert_num_queries(25):
            dry_run(cast.organization, draft, now=timezone.now())


def test_each_planned_mail_shows_its_real_text(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        LearningSession.objects.filter(program=draft).update(presenter=cast.manager.person)
        found = dry_run(cast.organization, draft, now=timezone.now())
    for entry in (*found.dated, *found.waiting):
        page = client.get(url(cast, draft, f"dry-run/{entry.mail.key}/"))
        assert page.status_code == 200, entry.mail.key
        assert entry.mail.about in page.content.decode()
    with cast.inside():
        assert not Notification.objects.exists()


# It says of itself that it is a test, and is sent from this very page.
NOT_OF_A_PROGRAM = {"home.test_mail"}


def kinds_of_mails():
    """All kinds: each has its texts in a file."""
    found = Path(settings.BASE_DIR, "templates").glob("*/mail/*.subject.txt")
    return {f"{file.parts[-3]}.{file.name.split('.')[0]}" for file in found}


def test_every_kind_of_mail_is_planned_or_may_go_out(cast, draft):
    with cast.inside():
        CoffeePlan.objects.create(program=draft, starts_on=draft.starts_on)
        CirclePlan.objects.create(program=draft)
        after = [Step(moment, 60) for moment in MOMENTS]
        change_plan(draft, "", after, by=cast.hr_admin.person, seen=0)
        found = dry_run(cast.organization, draft, now=timezone.now())
    listed = {entry.mail.kind for entry in (*found.dated, *found.waiting)}
    assert listed == kinds_of_mails() - NOT_OF_A_PROGRAM
    assert "programs.application" in listed


def test_mail_that_may_go_out_says_to_whom_and_is_not_counted(cast, draft):
    with cast.inside():
        found = dry_run(cast.organization, draft, now=timezone.now())
    applied = next(one for one in found.waiting if one.mail.kind == "programs.application")
    assert "to the program's owner" in applied.mail.when
    html = cast.hr_admin.client().get(url(cast, draft, "dry-run/")).content.decode()
    assert "May also go out" in html
    assert "0 people" not in html
    assert found.mails_at_most == sum(one.readers.count for one in found.dated)


def test_who_pauses_is_told_on_the_day_they_are_back(cast, draft):
    back = timezone.localdate() + timedelta(days=20)
    with cast.inside():
        Enrollment.objects.filter(program=draft, role="mentee").update(
            state=Enrollment.State.PAUSED, returns_on=back
        )
        found = dry_run(cast.organization, draft, now=timezone.now())
        (planned,) = [one for one in found.dated if one.mail.kind == "programs.pause_over"]
        assert planned.mail.due_at.date() == back
        assert planned.readers.names == [cast.employee.person.display_name.split()[0]]
    page = cast.hr_admin.client().get(url(cast, draft, f"dry-run/{planned.mail.key}/"))
    assert "Welcome back" in page.content.decode()


def test_test_mail_goes_to_the_reader_alone_marked_and_once(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        first = drafts(draft)[0]
    page = url(cast, draft, f"dry-run/sessions.reminder-24h.{first.id}/")
    for _time in range(2):
        assert client.post(page + "test/").status_code == 302
    with cast.inside():
        sent = Notification.objects.get()
        assert sent.person == cast.hr_admin.person
        assert sent.subject == f"[Test] Reminder: {first.title}"
        assert "You alone get it" in sent.body
        assert first.title in sent.body


def test_test_mails_are_limited(cast, draft, monkeypatch):
    monkeypatch.setattr("peerlearn.home.trial_mails.TESTS_AN_HOUR", 0)
    with cast.inside():
        first = drafts(draft)[0]
    page = url(cast, draft, f"dry-run/sessions.reminder-24h.{first.id}/test/")
    answer = cast.hr_admin.client().post(page, follow=True)
    assert "Try again in an hour" in answer.content.decode()
    with cast.inside():
        assert not Notification.objects.exists()


def test_mails_are_grouped_by_session_and_their_sums_add_up(cast, draft):
    with cast.inside():
        found = dry_run(cast.organization, draft, now=timezone.now())
        groups = grouped(found.dated)
        assert sum(group.mails_at_most for group in groups) == found.mails_at_most
        titles = [group.title for group in groups]
        assert {one.title for one in drafts(draft)} <= set(titles)
        assert len(titles) == len(drafts(draft)) + (draft.name in titles)
        assert all({e.mail.about for e in group.entries} == {group.title} for group in groups)
        assert sum(cost.total for cost in found.session_costs) == found.session_hours
        assert [cost.seats for cost in found.session_costs] == [2] * len(drafts(draft))


def test_hours_say_what_they_are_the_product_of(cast, draft):
    with cast.inside():
        for n in range(3):
            enroll(draft, Person.objects.create(name=f"New {n}"), "mentee")
        costs = dry_run(cast.organization, draft, now=timezone.now()).costs
    assert [(one.times, one.is_by_pair) for one in costs] == [(2, True), (4, False)]
    page = cast.hr_admin.client().get(url(cast, draft, "dry-run/")).content.decode()
    assert "2 pairs ×" in page
    assert "4 people ×" in page


FRIDAY_NIGHT = datetime(2027, 3, 5, 22, tzinfo=ZoneInfo("Europe/Berlin"))
MONDAY_MORNING = datetime(2027, 3, 8, 9, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("now", "due", "waits"),
    [(FRIDAY_NIGHT, MONDAY_MORNING, True), (MONDAY_MORNING, MONDAY_MORNING, False)],
)
def test_mail_with_the_launch_is_dated_when_it_comes(cast, draft, now, due, waits):
    with cast.inside():
        Person.objects.update(time_zone="Europe/Berlin")
        told = [one for one in dry_run(cast.organization, draft, now=now).dated if is_launch(one)]
    assert [one.mail.due_at for one in told] == [due, due]
    assert {("9:00" in one.mail.when, one.readers.night_total) for one in told} == {(waits, 0)}


def test_mail_with_the_launch_is_dated_by_the_first_who_gets_it(cast, draft):
    with cast.inside():
        Person.objects.update(time_zone="America/Los_Angeles")
        Person.objects.filter(id=cast.employee.person.id).update(time_zone="Europe/Berlin")
        found = dry_run(cast.organization, draft, now=MONDAY_MORNING).dated
    mentor, mentee = (
        next(one for one in found if is_launch(one) and role in one.mail.key)
        for role in ("mentor", "mentee")
    )
    assert mentee.mail.due_at == MONDAY_MORNING
    assert mentor.mail.due_at == MONDAY_MORNING + timedelta(hours=9)


def is_launch(entry):
    return entry.mail.key.startswith("programs.enrolled")


def test_seats_of_the_circles_template_are_for_all_circles_and_counted_by_circle(cast):
    template = TEMPLATES["peer-circles"]
    assert {one.seats for one in template.sessions} == {60}
    starts_on = timezone.localdate() + timedelta(days=14)
    with cast.inside():
        program = create_from_template(
            template,
            name="Circles",
            goal="",
            starts_on=starts_on,
            ends_on=template.last_day(starts_on),
            by=cast.hr_admin.person,
        )
        for n in range(33):
            enroll(program, Person.objects.create(name=f"New {n}"), "participant")
        assert CirclePlan.objects.get(program=program).size == 6
        enough = "Seats for 5 of the 5 circles of about 6 that meet in it."
        assert {(one.note, one.is_short) for one in needs(cast, program)} == {(enough, False)}
        LearningSession.objects.filter(program=program).update(capacity=6)
        short = "Seats for 1 of the 5 circles of about 6 that meet in it."
        assert {(one.note, one.is_short) for one in needs(cast, program)} == {(short, True)}
    html = cast.hr_admin.client().get(url(cast, program, "dry-run/")).content.decode()
    assert short in html


def needs(cast, program):
    return dry_run(cast.organization, program, now=timezone.now()).needs

"""A program as somebody in it sees it, before and after the launch."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from matching.models import Match
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from tests.home.making import drafts, url


def test_preview_shows_the_pages_of_a_sample_and_writes_nothing(cast, draft):
    client = cast.hr_admin.client()
    with cast.inside():
        people = Person.objects.count()
        first = drafts(draft)[0]
    for page, words in (
        ("home", "Sam"),
        ("program", str(draft.goal)[:20]),
        ("session", first.title),
    ):
        answer = client.get(url(cast, draft, "preview/"), {"page": page, "role": "mentee"})
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "You see this as Sam Sample" in html
        assert words in html
        assert '<fieldset class="preview-frame" disabled>' in html
        assert "Set up the program" not in html
        stays = re.findall(r'<a data-stays href="([^"]*)"', html)
        assert set(re.findall(r'<a\b[^>]*\shref="([^"#][^"]*)"', html)) == set(stays)
        assert 'aria-disabled="true"' in html
    with cast.inside():
        draft.refresh_from_db()
        assert Person.objects.count() == people
        assert draft.state == Program.State.DRAFT
        assert all(one.is_draft for one in drafts(draft))
        assert Enrollment.objects.filter(program=draft).count() == 2


def test_preview_shows_an_example_of_a_pair_and_keeps_none(cast, draft):
    client = cast.hr_admin.client()
    for role in ("mentee", "mentor"):
        html = client.get(url(cast, draft, "preview/"), {"page": "home", "role": role})
        text = html.content.decode()
        assert "Alex Example doesn't exist either: an example of a pair." in text
        assert text.count("Alex Example") > 1
    with cast.inside():
        assert not Person.objects.filter(name="Alex Example").exists()
        assert not Match.objects.exists()


def test_member_has_no_banner_and_sees_which_day_of_an_evergreen_program_it_is(cast, draft):
    with cast.inside():
        today = timezone.localdate(timezone=ZoneInfo("Europe/Berlin"))
        Program.objects.filter(id=draft.id).update(
            state="running", ends_on=None, starts_on=today - timedelta(days=100)
        )
        Enrollment.objects.filter(person=cast.employee.person).update(
            joined_on=today - timedelta(days=9)
        )
    html = cast.employee.client().get(url_of_employee(cast, draft)).content.decode()
    assert "Day 10 of your program" in html
    assert "preview-frame" not in html


def url_of_employee(cast, program):
    return cast.employee.url(f"programs/{program.id}/")

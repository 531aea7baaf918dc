from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from peerlearn.web import icons
from peerlearn.web.moments import GLUE
from peerlearn.web.zones import zone_label

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values)).strip()


@pytest.fixture
def in_berlin():
    with (
        time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False),
        timezone.override(ZoneInfo("Europe/Berlin")),
    ):
        yield


@pytest.mark.usefixtures("in_berlin")
def test_when_says_the_viewers_time_and_zone():
    html = draw("{% when moment %}", moment=NOON)

    assert ">Thu 5 Mar, 13:00</time>" in html
    assert 'datetime="2026-03-05T13:00:00+01:00"' in html
    assert '<abbr class="zone" title="Europe/Berlin">CET</abbr>' in html
    assert "when-other" not in html


@pytest.mark.usefixtures("in_berlin")
def test_when_in_another_year_says_the_year():
    assert "Fri 5 Mar 2027, 13:00" in draw("{% when moment %}", moment=NOON.replace(year=2027))


@pytest.mark.usefixtures("in_berlin")
def test_when_without_a_moment_is_empty():
    assert draw("{% when moment %}", moment=None) == ""


@pytest.mark.usefixtures("in_berlin")
def test_when_adds_the_organizers_clock_where_it_differs():
    html = draw('{% when moment zone="America/New_York" %}', moment=NOON)

    assert '<span class="when-other">07:00 EST for the organizer</span>' in html


@pytest.mark.usefixtures("in_berlin")
def test_when_leaves_out_a_zone_with_the_same_clock():
    assert "when-other" not in draw('{% when moment zone="Europe/Paris" %}', moment=NOON)


@pytest.mark.usefixtures("in_berlin")
def test_when_says_the_organizers_day_where_it_differs():
    html = draw('{% when moment zone="Pacific/Auckland" %}', moment=NOON)

    assert "Fri 6 Mar, 01:00 NZDT" in html


@pytest.mark.usefixtures("in_berlin")
def test_when_range_says_one_day_once():
    html = draw("{% when_range start end %}", start=NOON, end=NOON + timedelta(hours=1))

    assert f"Thu 5 Mar, 13:00</time>{GLUE}–{GLUE}<time" in html
    assert ">14:00</time>" in html
    assert html.count("CET") == 1


@pytest.mark.usefixtures("in_berlin")
def test_when_range_over_midnight_says_both_days():
    html = draw("{% when_range start end %}", start=NOON, end=NOON + timedelta(hours=14))

    assert "Thu 5 Mar, 13:00</time> – <time" in html
    assert "Fri 6 Mar, 03:00" in html


def test_summer_time_changes_the_abbreviation():
    summer = NOON.replace(month=7).astimezone(ZoneInfo("Europe/Berlin"))

    assert zone_label(summer) == "CEST"


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC-3"),
        ("Pacific/Marquesas", "UTC-9:30"),
        ("Asia/Tokyo", "JST"),
    ],
)
def test_zone_without_abbreviation_shows_its_offset(zone, label):
    assert zone_label(NOON.astimezone(ZoneInfo(zone))) == label


@pytest.mark.usefixtures("in_berlin")
def test_ago_carries_the_full_moment_for_pages_without_scripts():
    html = draw("{% ago moment %}", moment=NOON)

    assert html.startswith("<relative-time datetime=")
    assert ">Thu 5 Mar, 13:00</relative-time>" in html


def test_icon_of_an_unknown_name_raises(monkeypatch, tmp_path):
    source = tmp_path / "icons.json"
    source.write_text('{"home": "<path d=\\"M0 0\\" />"}')
    monkeypatch.setattr(icons, "SOURCE", source)
    icons._paths.cache_clear()
    icons.render_icon.cache_clear()
    try:
        assert '<path d="M0 0" /></svg>' in icons.render_icon("home")
        assert 'aria-hidden="true"' in icons.render_icon("home")
        assert 'role="img" aria-label="Home &amp; away"' in icons.render_icon(
            "home", label="Home & away"
        )
        with pytest.raises(icons.UnknownIconError):
            icons.render_icon("no-such-icon")
    finally:
        icons._paths.cache_clear()
        icons.render_icon.cache_clear()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Maria Ferreira", "AF"), ("Plato", "P"), ("", "?"), ("  Émile Zola ", "ÉZ")],
)
def test_initials_are_first_letters_of_first_and_last_name(name, letters):
    assert draw("{{ name|initials }}", name=name) == letters


def test_face_colour_stays_the_same_for_a_name():
    numbers = {draw("{{ name|face_number }}", name="Ana Ferreira") for _ in range(3)}

    assert len(numbers) == 1
    assert 0 <= int(numbers.pop()) < 8


def test_pagination_keeps_search_and_filters():
    request = RequestFactory().get("/people/?q=ana&state=active&page=2")
    page = Paginator(range(100), 10).page(2)
    source = '{% include "components/pagination.html" with page=page only %}'

    html = Template(source).render(RequestContext(request, {"page": page}))

    assert 'href="?q=ana&amp;state=active&amp;page=3" rel="next"' in html
    assert '<span class="pager-now" aria-current="page">2</span>' in html
    assert "11–20 of 100" in html


def test_pagination_of_one_page_is_empty():
    page = Paginator(range(3), 10).page(1)

    assert draw('{% include "components/pagination.html" with page=page only %}', page=page) == ""


def test_page_header_puts_its_content_into_the_actions():
    html = draw(
        '{% page_header title=title crumbs=crumbs %}<a href="#">Go</a>{% endpage_header %}',
        title="Sales <b>",
        crumbs=[("Programs", "/programs/")],
    )

    assert "<h1>Sales &lt;b&gt;</h1>" in html
    assert '<div class="page-head-actions"><a href="#">Go</a></div>' in html
    assert '<a href="/programs/">Programs</a>' in html


def test_page_header_without_actions_has_no_empty_box():
    html = draw("{% page_header title='Home' %} {% endpage_header %}")

    assert "page-head-actions" not in html


def test_timeline_names_who_did_it():
    entry = SimpleNamespace(icon="check", text="Accepted", at=NOON, by="Fay")

    html = draw('{% include "components/timeline.html" with entries=e only %}', e=[entry])

    assert "Fay · " in html


def test_progress_writes_numbers_without_the_languages_marks():
    with translation.override("de"):
        html = draw(
            '{% include "components/progress.html" with label="Rows" value=1200.5 max=5000 only %}'
        )

    assert 'value="1200.5" max="5000"' in html


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("", ""),
    ],
)
def test_zone_is_named_by_its_place(zone, place):
    assert draw("{{ zone|place_of_zone }}", zone=zone) == place

"""The list of time zones: each once, with its offset, and no zone that was chosen gets lost."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms

from peerlearn.people.forms.time_zones import TimeZoneField, listed_name, zone_choices

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


class ZoneForm(forms.Form):
    zone = TimeZoneField()


def label_of(zone, moment):
    return dict(one for _region, zones in zone_choices(moment) for one in zones)[zone]


def test_every_zone_is_listed_once_and_none_by_an_old_name():
    listed = [name for _region, zones in zone_choices() for name, _label in zones]
    assert len(listed) == len(set(listed))
    assert {"Asia/Kolkata", "Europe/Stockholm", "UTC"} <= set(listed)
    assert {"Asia/Calcutta", "US/Eastern", "America/Buenos_Aires", "Europe/Kiev"}.isdisjoint(listed)
    assert [name for name in listed if not ZoneInfo(name)] == []


def test_offset_is_that_of_today():
    assert label_of("Europe/Berlin", WINTER) == "Berlin (UTC+1)"
    assert label_of("Europe/Berlin", SUMMER) == "Berlin (UTC+2)"
    assert label_of("Asia/Kolkata", WINTER) == "Kolkata (UTC+5:30)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("Etc/UTC", "UTC"),
        ("Europe/Oslo", "Europe/Oslo"),
        ("Etc/GMT-3", "Etc/GMT-3"),
        ("Moon/Base", "Moon/Base"),
    ],
)
def test_old_name_stands_for_the_new_one(old, new):
    assert listed_name(old) == new


def test_old_name_is_taken_and_written_as_the_new_one():
    form = ZoneForm({"zone": "Asia/Calcutta"})
    assert form.is_valid()
    assert form.cleaned_data["zone"] == "Asia/Kolkata"
    shown = str(ZoneForm(initial={"zone": "Asia/Calcutta"})["zone"])
    assert '<option value="Asia/Kolkata" selected' in shown
    assert 'data-words="Asia/Calcutta' in shown


def test_zone_that_is_not_listed_stays_chosen():
    assert '<option value="Etc/GMT-3" selected' in str(
        ZoneForm(initial={"zone": "Etc/GMT-3"})["zone"]
    )
    assert ZoneForm({"zone": "Etc/GMT-3"}).is_valid()
    assert not ZoneForm({"zone": "Moon/Base"}).is_valid()


def test_zone_is_found_by_its_country():
    shown = str(ZoneForm()["zone"])
    assert "Germany" in shown.split('value="Europe/Berlin"')[1].split(">", maxsplit=1)[0]

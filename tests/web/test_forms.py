from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone, translation

from peerlearn.web.forms import FileDropInput


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As in mails.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    place = forms.ChoiceField(label="Place", choices=[("r", "Room")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")
    starts = forms.DateTimeField(label="Starts")
    closes = forms.DateField(label="Closes", required=False)
    clock = forms.TimeField(label="Clock", required=False)
    people = forms.FileField(label="People", required=False, widget=FileDropInput)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("name") == "refused":
            raise forms.ValidationError("The two do not fit.")


def test_field_has_label_help_and_classes():
    html = Example()["name"].as_field_group()

    assert '<label class="field-label" for="id_name">Name</label>' in html
    assert 'id="id_name_helptext">As in mails.' in html
    assert 'class="form-control"' in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_field_error_stands_beside_it_and_is_tied_to_it():
    html = Example({})["name"].as_field_group()

    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "This field is required." in html


def test_optional_fields_are_marked():
    form = Example()

    assert "(optional)" in form["note"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()


def test_error_summary_links_to_each_field_and_to_the_first_choice():
    html = str(Example({}))

    assert html.index("error-summary") < html.index('id="id_name"')
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert '<a href="#id_place_0">Place: This field is required.</a>' in html
    assert 'id="id_place_0"' in html


def test_error_of_the_whole_form_is_in_the_summary():
    assert "<li>The two do not fit.</li>" in str(Example({"name": "refused"}))


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in str(Example())


@pytest.mark.parametrize(
    ("field", "css_class"),
    [("kind", "form-select"), ("place", "form-check-input"), ("agree", "form-check-input")],
)
def test_widget_gets_the_class_of_its_kind(field, css_class):
    assert f'class="{css_class}"' in str(Example()[field])


def test_choices_are_a_fieldset_with_a_legend():
    html = Example()["place"].as_field_group()

    assert '<legend class="field-label">Place</legend>' in html
    assert '<label class="choice" for="id_place_0">' in html


def test_own_class_of_a_widget_is_kept():
    class Tall(forms.Form):
        text = forms.CharField(widget=forms.TextInput(attrs={"class": "tall"}))

    assert 'class="form-control tall"' in str(Tall()["text"])


def test_dates_get_native_pickers_in_any_language():
    moment = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    with translation.override("de"), timezone.override(ZoneInfo("Europe/Berlin")):
        form = Example(initial={"starts": moment, "closes": moment.date(), "clock": moment.time()})

        assert 'type="datetime-local" name="starts" value="2026-07-01T12:30"' in str(form["starts"])
        assert 'type="date" name="closes" value="2026-07-01"' in str(form["closes"])
        assert 'type="time" name="clock" value="10:30"' in str(form["clock"])


def test_native_values_are_read_in_the_viewers_zone():
    with translation.override("de"), timezone.override(ZoneInfo("Europe/Berlin")):
        form = Example({"starts": "2026-07-01T12:30", "closes": "2026-07-02"})
        form.is_valid()

    assert form.cleaned_data["starts"] == datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    assert form.cleaned_data["closes"].isoformat() == "2026-07-02"


def test_moment_field_says_its_zone():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert "In your time zone, Asia/Tokyo" in Example()["starts"].as_field_group()


def test_file_field_is_a_place_to_drop_on():
    html = Example()["people"].as_field_group()

    assert "<file-drop>" in html
    assert '<input type="file" name="people"' in html


def test_hidden_fields_come_without_label():
    html = str(Example())

    assert '<input type="hidden" name="secret" id="id_secret">' in html
    assert 'for="id_secret"' not in html

"""Naming who reads quiet reports, and writing one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.people.models import Person
from peerlearn.people.queries.directory import (
    find_by_address_or_name,
    find_by_part_of_name,
    find_colleagues,
)
from peerlearn.web.seen import SeenForm
from programs.rules.report_code import LENGTH, clean_code
from programs.rules.reports import LONGEST_REPORT, MOST_CONCERNED


class ColleagueField(forms.CharField):
    """One person who works here, by e-mail address, employee number or name."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = find_colleagues(text) or find_by_part_of_name(text)
        if not found:
            raise forms.ValidationError(_("Nobody here has this e-mail, number or name."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several people are called that: %(names)s. Give the e-mail or employee number."),
                params={"names": ", ".join(one.display_name for one in found)},
            )
        return found[0]


class ReportDeskForm(SeenForm, forms.Form):
    """Who reads the quiet reports of a program."""

    # Ids of people whose nearness to HR the page has told of: saving again names them.
    near_hr_seen: str = ""

    trusted_person = ColleagueField(
        label=gettext_lazy("Trusted person"),
        help_text=gettext_lazy(
            "By e-mail, employee number or name. Neutral and discreet; not HR, and best in a"
            " department of its own."
        ),
        widget=forms.TextInput(attrs={"list": "neutral-people", "autocomplete": "off"}),
    )
    stand_in = ColleagueField(
        label=gettext_lazy("Stand-in"),
        required=False,
        help_text=gettext_lazy(
            "Reads reports that are about the trusted person or somebody in their reporting line"
            " or whose work they review, and goes on when they leave."
        ),
        widget=forms.TextInput(attrs={"list": "neutral-people", "autocomplete": "off"}),
    )
    external_contact = forms.CharField(
        label=gettext_lazy("Contact outside"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Shown when neither of them may read a report: an ombudsperson, the works council, a"
            " telephone number."
        ),
    )

    def suggest_people_from(self, url: str) -> None:
        """Have both boxes ask this address for names while somebody types."""
        for name in ("trusted_person", "stand_in"):
            self.fields[name].widget.attrs |= {
                "hx-get": url,
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#neutral-people",
            }


class ConcernedForm(forms.Form):
    """Whom a report is about, so that it reaches none of them."""

    names = forms.CharField(
        label=gettext_lazy("Whom is it about?"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "A whole name or an e-mail address on each line. Used only to keep the report away from"
            " them, from everybody in their reporting line and from who reviews their work."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean_names(self) -> list[Person]:
        """The people. Says nothing of anybody but what was typed: this is no directory."""
        people: list[Person] = []
        lines = typed_lines(self.cleaned_data["names"])
        if len(lines) > MOST_CONCERNED:  # before anything is looked up
            raise forms.ValidationError(
                _("At most %(most)s people can be named."), params={"most": MOST_CONCERNED}
            )
        for line in lines:
            found = find_by_address_or_name(line)
            if not found:
                raise forms.ValidationError(
                    _("Nobody called “%(name)s” works here. Try the e-mail address."),
                    params={"name": line},
                )
            if len(found) > 1:
                raise forms.ValidationError(
                    _("Several people are called “%(name)s”. Give the e-mail address."),
                    params={"name": line},
                )
            people += [one for one in found if one not in people]
        return people


def typed_lines(names: str) -> list[str]:
    """What was typed for people, a line each, in order and once."""
    return list(dict.fromkeys(filter(None, map(str.strip, names.splitlines()))))


class ReportForm(forms.Form):
    """What happened. Hidden: who was said to read it, and what makes pressing twice harmless."""

    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=LONGEST_REPORT,
        help_text=gettext_lazy(
            "Write so that the words don't name you, if you don't want to be known."
        ),
        widget=forms.Textarea(attrs={"rows": 9, "autocomplete": "off"}),
    )
    concerned = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    reader = forms.UUIDField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Nothing that can't be sealed."""
        return _sealable(self.cleaned_data["text"])

    def clean_concerned(self) -> list[UUID]:
        """Ids of people of the organization."""
        try:
            wanted = [UUID(word) for word in self.cleaned_data["concerned"].split()]
        except ValueError:
            raise forms.ValidationError(_("Say again whom it is about.")) from None
        found = Person.objects.filter(id__in=wanted[:MOST_CONCERNED])
        return sorted(found.values_list("id", flat=True))


class ReportMessageForm(forms.Form):
    """A few more words."""

    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def clean_text(self) -> str:
        """Nothing that can't be sealed."""
        return _sealable(self.cleaned_data["text"])


class ReporterMessageForm(ReportMessageForm):
    """The same from the reporter. Hidden: who was said to read it."""

    reader = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The code that was shown when the report was sent."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=60,
        help_text=gettext_lazy("Four groups of four letters and digits, as they were shown."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Without blanks and hyphens, in capitals."""
        code = clean_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A code has %(count)s letters and digits."), params={"count": LENGTH}
            )
        return code


def _sealable(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()

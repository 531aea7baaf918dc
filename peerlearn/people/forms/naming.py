"""A field in which somebody writes whom they mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from peerlearn.people.queries.naming import People, people_written, written


class PersonField(forms.CharField):
    """A person who works here, by name or address. Those of `first`, where it is set, are looked
    through before all others.
    """

    first: People | None = None

    def clean(self, value: Any) -> Person | None:
        words = super().clean(value)
        if not words:
            return None
        people = people_written(words, self.first) if self.first is not None else []
        people = people or people_written(words)
        if len(people) == 1:
            return people[0]
        if people:
            raise forms.ValidationError(
                _("Several people can be meant. Write one of these: %(people)s."),
                params={"people": "; ".join(map(written, people))},
            )
        raise forms.ValidationError(_("Nobody of this name works here. Choose from the list."))

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Person) else value

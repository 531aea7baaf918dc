"""A form's field for titles, rooms and other texts of one line."""

from typing import Any

from django import forms

from peerlearn.web.single_line import one_line


class LineField(forms.CharField):
    """A text, folded to one line. Marks that nobody sees, which could turn the words around it
    or make two that look the same differ, are left out.
    """

    def to_python(self, value: Any) -> Any:
        """The text in one line."""
        return super().to_python(one_line(value) if isinstance(value, str) else value)

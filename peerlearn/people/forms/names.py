"""Names of people and organizations: one line, and no addresses.

They stand in mails to others: whoever could put a paragraph or a link into a name could write
those mails.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peerlearn.web.line_field import LineField
from peerlearn.web.single_line import has_letters, holds_address


def refuse_address(name: str) -> None:
    """Raises ValidationError for a name with a web address in it."""
    if holds_address(name):
        raise ValidationError(_("A name can't have a web address in it."), code="address")


def refuse_unreadable(name: str) -> None:
    """Raises ValidationError for a name in which there is nothing to read."""
    if not has_letters(name):
        raise ValidationError(_("A name needs a letter or a digit."), code="unreadable")


class NameField(LineField):
    """A name, folded to one line."""

    def validate(self, value: Any) -> None:
        """A name that can be read, without an address."""
        super().validate(value)
        refuse_address(value)
        if value:
            refuse_unreadable(value)

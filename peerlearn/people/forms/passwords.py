"""A new password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import User

PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember.")


class NewPasswordForm(forms.Form):
    """The first password of a login that an invitation makes."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HELP,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuses what the password rules of the settings refuse."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password

"""allauth's forms in our words: labels above the fields say it, placeholders go."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.forms.passwords import PASSWORD_HELP

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "remember": _("Keep me signed in on this device"),
    "oldpassword": _("Your password until now"),
    "password1": _("Password"),
    "password2": _("The same again"),
}


class PlainWords:
    """For forms whose fields are ready once they are made."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = PASSWORD_HELP if name == "password1" else ""


class LoginForm(PlainWords, allauth.LoginForm):  # type: ignore[misc]
    """Sign in."""


class SignupForm(PlainWords, allauth.SignupForm):  # type: ignore[misc]
    """Sign up."""


class AddEmailForm(PlainWords, allauth.AddEmailForm):  # type: ignore[misc]
    """Change the address."""


class ChangePasswordForm(PlainWords, allauth.ChangePasswordForm):  # type: ignore[misc]
    """Change the password."""


class SetPasswordForm(PlainWords, allauth.SetPasswordForm):  # type: ignore[misc]
    """Choose a first password."""


class ResetPasswordForm(PlainWords, allauth.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link to a new password."""


class ResetPasswordKeyForm(PlainWords, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a new password by that link."""

"""Django forms in the kit's markup: `{{ form }}` and `{{ field.as_field_group }}` work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

PROJECT_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DJANGO_TEMPLATES = Path(django.forms.__file__).parent / "templates"


class NativeDateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class NativeDateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a date and time, in the viewer's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class NativeTimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class FileDropInput(forms.FileInput):
    """A place to drop a file on, or to choose one with the button inside it."""

    template_name = "forms/widgets/file_drop.html"


NATIVE: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: NativeDateInput,
    forms.DateTimeInput: NativeDateTimeInput,
    forms.TimeInput: NativeTimeInput,
}
CHECKABLE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class KitBoundField(forms.BoundField):
    """A field that knows its markup: classes, native pickers, where an error link leads."""

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: Any = None,
        only_initial: bool = False,  # noqa: FBT001, FBT002  Django's signature
    ) -> SafeString:
        widget = widget or self.field.widget
        native = NATIVE.get(type(widget))
        if native is not None:
            replaced = native(dict(widget.attrs))
            replaced.is_localized = False
            replaced.is_required = widget.is_required
            widget = replaced
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        css_class = self._css_class(widget)
        if css_class:
            own = built.get("class") or widget.attrs.get("class") or ""
            built["class"] = f"{css_class} {own}".strip()
        if isinstance(widget, forms.Textarea) and str(widget.attrs.get("rows")) == "10":
            built["rows"] = "4"  # Django's default is too tall for a sentence
        return built

    @staticmethod
    def _css_class(widget: forms.Widget) -> str:
        if widget.is_hidden:
            return ""
        if isinstance(widget, CHECKABLE):
            return "form-check-input"
        if isinstance(widget, forms.Select):
            return "form-select"
        return "form-control"

    @property
    def is_single_check(self) -> bool:
        """One checkbox: its label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_moment(self) -> bool:
        """A date with a time, which needs its zone said."""
        return isinstance(self.field.widget, forms.DateTimeInput)

    @property
    def focus_id(self) -> str:
        """The id that a link in the error summary goes to."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.auto_id else "")


class KitRenderer(BaseRenderer):
    """The value of FORM_RENDERER. Brings its own engine, so it depends on no other setting."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    formset_template_name = "django/forms/formsets/div.html"
    bound_field_class = KitBoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        return DjangoTemplates(
            {
                "APP_DIRS": False,
                "DIRS": [PROJECT_TEMPLATES, DJANGO_TEMPLATES],
                "NAME": "kit-forms",
                "OPTIONS": {
                    "builtins": ["django.templatetags.i18n", "peerlearn.web.templatetags.kit"]
                },
            }
        )

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)

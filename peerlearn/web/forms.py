"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class KitRenderer(TemplatesSetting):
    """Forms from templates/."""

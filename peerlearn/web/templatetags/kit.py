"""Tags of the interface kit."""

from django import template

register = template.Library()

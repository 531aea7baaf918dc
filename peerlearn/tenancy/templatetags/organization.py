"""{% org_url "programs:detail" program.id %}: a page's path in the request's organization."""

from typing import Any

from django import template

from peerlearn.tenancy.urls import org_reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def org_url(context: template.Context, name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a page inside the organization of the request; needs `request` in the context."""
    organization = context.get("organization") or context.request.organization  # type: ignore[attr-defined]
    return org_reverse(organization, name, *args, **kwargs)

"""Addresses inside an organization: /o/<slug>/…"""

from typing import Any

from django.urls import reverse

from peerlearn.tenancy.models import Organization


def org_reverse(organization: Organization, name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a page inside an organization.

    Raises NoReverseMatch as Django's reverse() does.
    """
    if args:
        return reverse(name, args=(organization.slug, *args))
    return reverse(name, kwargs={"organization_slug": organization.slug, **kwargs})

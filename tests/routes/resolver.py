"""Every named route of the resolver, with the arguments that it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A route: `name` with its namespaces, and the names of its arguments in order."""

    name: str
    arguments: tuple[str, ...]

    @property
    def is_inside(self) -> bool:
        """Whether it belongs to an organization."""
        return "organization_slug" in self.arguments


def routes() -> list[Route]:
    """All routes of the project, as the resolver has them."""
    return sorted(set(_walk(get_resolver(), "", ())), key=lambda route: route.name)


def _walk(resolver: Any, prefix: str, arguments: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        taken = (*arguments, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            namespace = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, namespace, taken)
        elif isinstance(entry, URLPattern):
            groups = getattr(entry.pattern, "regex", None)
            named = tuple(groups.groupindex) if groups and not taken else taken
            yield Route(f"{prefix}{entry.name or entry.pattern}", named)

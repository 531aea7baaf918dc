"""What somebody sends with a form that they have just opened."""

from typing import Any

from django.test import Client


def typed(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """All that the page holds, with what was changed in it."""
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in shown.items()
        if value is not None
    }
    return sent | changes


def seen(client: Client, url: str) -> str:
    """The hidden word of what the page shows as stored."""
    return str(client.get(url).context["form"]["seen"].value())


def send(client: Client, url: str, told: dict[str, Any], **options: Any) -> Any:
    """The answer to a form that was just opened and has nothing in it but what is told."""
    return client.post(url, {"seen": seen(client, url), **told}, **options)

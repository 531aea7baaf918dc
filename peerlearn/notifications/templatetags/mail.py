"""What the texts of messages need beside Django's own filters; loaded everywhere."""

from django import template

from peerlearn.notifications import texts

register = template.Library()


@register.filter
def quoted(text: str) -> str:
    """Somebody's words with their own lines, as a quotation."""
    return texts.quoted(text)


@register.filter
def is_address(line: str) -> bool:
    """Whether a line says what it is and then an address: the only kind that becomes a link."""
    return texts.NAMED_ADDRESS.fullmatch(line) is not None

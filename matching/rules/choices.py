"""What came of ranked lists, in sentences. Who said what of whom is in none of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def choices_in_words(record: Mapping[str, Any]) -> list[str]:
    """From what a run kept of lists; nothing where there were none."""
    if not record:
        return []
    people, pairs = record["people"], record["pairs"]
    first = record["got"].get("1", 0)
    said = [
        ngettext(
            "%(pairs)d of %(people)d person who made a list got somebody of it,"
            " %(first)d their first choice.",
            "%(pairs)d of %(people)d people who made a list got somebody of it,"
            " %(first)d their first choice.",
            people,
        )
        % {"pairs": pairs, "people": people, "first": first}
    ]
    if not record["blocking"]:
        said.append(_("No two of them would rather have each other: the pairs are stable."))
    if record.get("free_total") is not None:
        lost = round(100 * (record["free_total"] - record["total"]))
        said.append(
            ngettext(
                "Without lists the whole group would score %(count)d point more.",
                "Without lists the whole group would score %(count)d points more.",
                lost,
            )
            % {"count": lost}
            if lost > 0
            else _("Without lists the whole group would score no better.")
        )
    return said

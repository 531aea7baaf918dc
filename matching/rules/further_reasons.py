"""Reasons of the rules about whose turn it is, and about an organization's own columns."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from matching.rules.readers import Names, Part, Reader
from matching.rules.rule_words import column_label


def _answers(detail: Part, names: Names) -> str:
    """Nothing of a record that isn't there, and nothing of oneself."""
    if detail["answers"] is None or names.reader is Reader.MENTOR:
        return ""
    return _("%(mentor)s has answered, and met new mentees, soon so far") % {"mentor": names.mentor}


def _waited(detail: Part, names: Names) -> str:
    """Between HR and the mentee: to a mentor, nobody is second choice."""
    texts = {
        Reader.MENTEE: _("You waited for longer than others"),
        Reader.OTHERS: _("%(mentee)s stayed without a mentor last time") % {"mentee": names.mentee},
    }
    return texts.get(names.reader, "")


def _column_same(detail: Part, names: Names) -> str:
    told = {"column": column_label(detail["column"]), "value": detail["mentor"]}
    return _("%(column)s of both: %(value)s") % told


def _column_different(detail: Part, names: Names) -> str:
    return _("%(column)s: %(one)s and %(other)s") % {
        "column": column_label(detail["column"]),
        "one": detail["mentor"],
        "other": detail["mentee"],
    }


def _column_at_least(detail: Part, names: Names) -> str:
    return _("%(column)s of the mentor is at least as high") % {
        "column": column_label(detail["column"])
    }


SENTENCES_OF_TURNS: dict[str, Callable[[Part, Names], str]] = {
    "answers": _answers,
    "left_out_before": _waited,
}
SENTENCES_OF_COLUMNS: dict[str, Callable[[Part, Names], str]] = {
    "same": _column_same,
    "different": _column_different,
    "at_least": _column_at_least,
}

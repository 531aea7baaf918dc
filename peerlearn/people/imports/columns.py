"""Which column of a file is which of our fields: guessed, remembered, checked."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peerlearn.people.imports import header_words
from peerlearn.people.imports.bad_row_headers import OUR_HEADERS
from peerlearn.people.imports.column_scores import score_columns, score_header
from peerlearn.people.imports.fields import ATTRIBUTE, BY_KEY, LEAVE_OUT
from peerlearn.people.imports.header_words import normal
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.table import Table, text_of
from peerlearn.people.imports.values.text import clean, compare_key

Targets = tuple[str, ...]
"""For each column of the file, by position: a field's key, ATTRIBUTE or LEAVE_OUT."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the mapping page shows it."""

    index: int
    header: str
    samples: tuple[str, ...]
    filled: int
    is_private: bool
    is_sensitive: bool


def describe_columns(table: Table, samples: int = 3) -> list[Column]:
    """Each column with its first differing values and how many cells are filled."""
    columns = []
    for index, header in enumerate(table.headers):
        texts = [text for cell in table.column(index) if (text := clean(text_of(cell)))]
        first = tuple(dict.fromkeys(text[:60] for text in texts[:200]))[:samples]
        columns.append(
            Column(index, header, first, len(texts), is_private(header), is_sensitive(header))
        )
    return columns


def is_private(header: str) -> bool:
    """Does the header name something that Peerlearn has no use for (pay, birth, home address)?"""
    if any(fit.score >= 1 for fit in score_header(header)):
        return False  # "Personal-Nr." is German for the employee number
    return bool(header_words.PRIVATE_WORDS.intersection(normal(header).split()))


def is_sensitive(header: str) -> bool:
    """Does the header name what people are protected for? Topics of it are named to nobody."""
    return bool(header_words.SENSITIVE_WORDS.intersection(normal(header).split()))


def fingerprint(headers: Sequence[str]) -> str:
    """The same for files with the same headers, in any order and spelling of case."""
    names = sorted(normal(header) for header in headers if header not in OUR_HEADERS)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def remember(headers: Sequence[str], targets: Targets) -> dict[str, str]:
    """What to keep of a mapping: our field by normal header."""
    return {normal(header): target for header, target in zip(headers, targets, strict=True)}


def recall(headers: Sequence[str], remembered: Mapping[str, str]) -> Targets:
    """A kept mapping laid on a file whose columns may stand in another order."""
    return tuple(
        LEAVE_OUT if header in OUR_HEADERS else remembered.get(normal(header), LEAVE_OUT)
        for header in headers
    )


def guess_targets(table: Table) -> Targets:
    """The likeliest field of each column, by its header and by what stands in it."""
    scores = score_columns(table)
    targets = [LEAVE_OUT] * len(table.headers)
    taken: set[str] = set()
    ranked = sorted(scores, key=lambda each: (-each.score, each.index))
    for each in ranked:
        free = BY_KEY[each.field].several or each.field not in taken
        if free and not targets[each.index] and each.score > 0:
            targets[each.index] = each.field
            taken.add(each.field)
    return tuple(_settle_names(table, targets))


def _settle_names(table: Table, targets: list[str]) -> list[str]:
    """ "Name" beside "Vorname" is the surname; "Nombre" beside "Apellidos" is the first name."""
    place = {target: index for index, target in enumerate(targets) if target}
    full, first, last = (place.get(key) for key in ("full_name", "first_name", "last_name"))
    if full is None or (first is None and last is None):
        return targets
    part = first if first is not None else last
    if part is not None and (first is None or last is None):
        if _contains(table, full, part):
            targets[part] = LEAVE_OUT
        else:
            targets[full] = "last_name" if last is None else "first_name"
    else:
        targets[full] = LEAVE_OUT
    return targets


def _contains(table: Table, whole: int, part: int) -> bool:
    """Do the values of one column mostly stand inside those of the other?"""
    outcomes = Counter(
        compare_key(text_of(b)) in compare_key(text_of(a))
        for a, b in zip(table.column(whole)[:200], table.column(part)[:200], strict=True)
        if clean(text_of(b))
    )
    return outcomes[True] > outcomes[False]


def mapping_problems(headers: Sequence[str], targets: Targets) -> list[Problem]:
    """Why this mapping can't be used; empty when it can."""
    problems = []
    counts = Counter(targets)
    for target, count in counts.items():
        if target == LEAVE_OUT:
            continue
        if target not in BY_KEY:
            problems.append(problem("target_unknown", value=target))
        elif count > 1 and not BY_KEY[target].several:
            names = ", ".join(
                header for header, each in zip(headers, targets, strict=True) if each == target
            )
            problems.append(problem("mapped_twice", names, field=target))
    if not any(counts[key] for key in ("full_name", "first_name", "last_name")):
        problems.append(problem("name_not_mapped"))
    return problems


def attribute_targets(headers: Sequence[str], targets: Targets) -> dict[int, str]:
    """Columns to keep as details, with the name each goes by."""
    return {index: headers[index] for index, target in enumerate(targets) if target == ATTRIBUTE}

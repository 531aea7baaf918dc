"""Takes topics that became sensitive out of the reasons that matches keep."""

from collections.abc import Collection

from matching.models import Match, MatchCandidates
from matching.rules.reasons import without_topics

BATCH = 500


def hide_topics(names: Collection[str]) -> None:
    """No stored reason names these any more, of pairs and of who could have been one."""
    changed_matches = []
    for match in Match.objects.exclude(reasons=[]).iterator(chunk_size=BATCH):
        reasons = without_topics(match.reasons, names)
        if reasons != match.reasons:
            match.reasons = reasons
            changed_matches.append(match)
    Match.objects.bulk_update(changed_matches, ["reasons"], batch_size=BATCH)
    changed = []
    for candidates in MatchCandidates.objects.iterator(chunk_size=BATCH):
        entries = [
            {**entry, "parts": without_topics(entry["parts"], names)}
            for entry in candidates.entries
        ]
        if entries != candidates.entries:
            candidates.entries = entries
            changed.append(candidates)
    MatchCandidates.objects.bulk_update(changed, ["entries"], batch_size=BATCH)

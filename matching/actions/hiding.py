"""Takes topics that became sensitive out of the reasons that matches keep."""

from collections.abc import Collection

from matching.models import Match, MatchCandidates, MatchMentor
from matching.rules.profiles import hidden_names, without_names
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
    changed, instead = [], hidden_names(names)
    for candidates in MatchCandidates.objects.iterator(chunk_size=BATCH):
        entries = [
            {**entry, "parts": without_topics(entry["parts"], names)}
            for entry in candidates.entries
        ]
        profile = without_names(candidates.profile, instead)
        if (entries, profile) != (candidates.entries, candidates.profile):
            candidates.entries, candidates.profile = entries, profile
            changed.append(candidates)
    MatchCandidates.objects.bulk_update(changed, ["entries", "profile"], batch_size=BATCH)
    changed_mentors = []
    for mentor in MatchMentor.objects.iterator(chunk_size=BATCH):
        profile = without_names(mentor.profile, instead)
        if profile != mentor.profile:
            mentor.profile = profile
            changed_mentors.append(mentor)
    MatchMentor.objects.bulk_update(changed_mentors, ["profile"], batch_size=BATCH)

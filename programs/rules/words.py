"""Counts of people in whole sentences, so that each language can bend them its way."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rules.roles import RoleFacts


def will_be_enrolled(role: RoleFacts, count: int) -> str:
    """What an act would do."""
    if role.is_renamed:
        return ngettext(
            "%(count)s person will be enrolled as “%(role)s”",
            "%(count)s people will be enrolled as “%(role)s”",
            count,
        ) % {"count": count, "role": role.label if count == 1 else role.plural}
    texts = {
        "mentor": ngettext(
            "%(count)s person will be enrolled as a mentor",
            "%(count)s people will be enrolled as mentors",
            count,
        ),
        "mentee": ngettext(
            "%(count)s person will be enrolled as a mentee",
            "%(count)s people will be enrolled as mentees",
            count,
        ),
    }
    other = ngettext(
        "%(count)s person will be enrolled as a participant",
        "%(count)s people will be enrolled as participants",
        count,
    )
    return texts.get(role.role, other) % {"count": count}


def were_enrolled(role: RoleFacts, count: int) -> str:
    """What an act did."""
    if role.is_renamed:
        return ngettext(
            "%(count)s person enrolled as “%(role)s”.",
            "%(count)s people enrolled as “%(role)s”.",
            count,
        ) % {"count": count, "role": role.label if count == 1 else role.plural}
    texts = {
        "mentor": ngettext("%(count)s mentor enrolled.", "%(count)s mentors enrolled.", count),
        "mentee": ngettext("%(count)s mentee enrolled.", "%(count)s mentees enrolled.", count),
    }
    other = ngettext("%(count)s participant enrolled.", "%(count)s participants enrolled.", count)
    return texts.get(role.role, other) % {"count": count}


def enroll_label(role: RoleFacts, count: int) -> str:
    """What the button says."""
    if role.is_renamed:
        return ngettext("Enroll %(count)s person", "Enroll %(count)s people", count) % {
            "count": count
        }
    texts = {
        "mentor": ngettext("Enroll %(count)s mentor", "Enroll %(count)s mentors", count),
        "mentee": ngettext("Enroll %(count)s mentee", "Enroll %(count)s mentees", count),
    }
    other = ngettext("Enroll %(count)s participant", "Enroll %(count)s participants", count)
    return texts.get(role.role, other) % {"count": count}


def with_left_out(said: str, left_out: int) -> str:
    """What an act did, and how many it left out because they are busy elsewhere."""
    if not left_out:
        return said
    more = ngettext(
        "%(count)s was left out: they take part in another program at the same time.",
        "%(count)s were left out: they take part in another program at the same time.",
        left_out,
    )
    return f"{said} {more % {'count': left_out}}"


def were_invited(count: int) -> str:
    """What an invitation did."""
    return ngettext("%(count)s person invited.", "%(count)s people invited.", count) % {
        "count": count
    }


def already_enrolled(count: int) -> str:
    """Those whom the rule means and who are in it."""
    return ngettext(
        "%(count)s is in this role already and stays as they are.",
        "%(count)s are in this role already and stay as they are.",
        count,
    ) % {"count": count}


def in_another_role(count: int, other: RoleFacts) -> str:
    """Those who would be enrolled and are in the program already, as something else."""
    return ngettext(
        "%(count)s of them is in “%(role)s” here already, and would be both.",
        "%(count)s of them are in “%(role)s” here already, and would be both.",
        count,
    ) % {"count": count, "role": other.plural}


def left_before(count: int) -> str:
    """Those whom the rule means and who left it."""
    return ngettext(
        "%(count)s was in this role before and left.",
        "%(count)s were in this role before and left.",
        count,
    ) % {"count": count}


def without_mail(count: int, names: Sequence[str] = ()) -> str:
    """Those whom no mail can tell, the first of them by name."""
    said = ngettext(
        "%(count)s has no e-mail address yet: they take part, but no mail can tell them.",
        "%(count)s have no e-mail address yet: they take part, but no mail can tell them.",
        count,
    ) % {"count": count}
    return f"{said} ({', '.join(names)})" if names else said


def without_start_date(count: int) -> str:
    """Those whom a condition on the start date can't find."""
    return ngettext(
        "%(count)s person has no start date here, so this rule can't find them.",
        "%(count)s people have no start date here, so this rule can't find them.",
        count,
    ) % {"count": count}


def were_withdrawn(count: int, name: str) -> str:
    """What a withdrawal did; names the one person."""
    if count == 1:
        said = _("%(name)s no longer takes part; seats and pairs in this role have ended.")
        return said % {"name": name}
    return ngettext(
        "%(count)s person no longer takes part; their seats and pairs have ended.",
        "%(count)s people no longer take part; their seats and pairs have ended.",
        count,
    ) % {"count": count}


def were_completed(count: int, name: str) -> str:
    """What marking people as done did; names the one person."""
    if count == 1:
        return _("%(name)s has completed the program. Seats and pairs stay.") % {"name": name}
    return ngettext(
        "%(count)s person has completed the program. Their seats and pairs stay.",
        "%(count)s people have completed the program. Their seats and pairs stay.",
        count,
    ) % {"count": count}


def were_put_back(act: str) -> str:
    """What undoing an act did."""
    if act == "withdrawn":
        return _("They take part again. Seats and pairs that had ended don't come back.")
    if act == "completed":
        return _("They take part again.")
    return _("Everything is as it was.")


def stayed_out(count: int) -> str:
    """Whom undoing a withdrawal left out."""
    return ngettext(
        "%(count)s person has left the company since, and stays out.",
        "%(count)s people have left the company since, and stay out.",
        count,
    ) % {"count": count}


def were_paused(count: int) -> str:
    """What pausing people did."""
    if not count:
        return _("Tick at least one person who takes part.")
    return ngettext("%(count)s person pauses.", "%(count)s people pause.", count) % {"count": count}


def are_back(count: int) -> str:
    """What bringing people back did."""
    if not count:
        return _("Tick at least one person who pauses.")
    return ngettext("%(count)s person is back.", "%(count)s people are back.", count) % {
        "count": count
    }


def capacity_set(mentors: int, mentees: int) -> str:
    """How many mentees some mentors take now."""
    return ngettext(
        "%(mentors)s mentor now takes up to %(mentees)s.",
        "%(mentors)s mentors now take up to %(mentees)s each.",
        mentors,
    ) % {"mentors": mentors, "mentees": mentees}

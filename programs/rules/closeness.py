"""How near somebody is to the people of a program, or to HR, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def closeness(
    *, department: str, reports_to: str, colleagues: int, takes_part: bool = False
) -> str:
    """What speaks for and against choosing somebody as a person to turn to.

    colleagues   how many others in the program are from the same department
    """
    said = [_("takes part here")] if takes_part else []
    if colleagues:
        same = ngettext(
            "%(department)s, as %(count)s other here",
            "%(department)s, as %(count)s others here",
            colleagues,
        )
        said.append(same % {"department": department, "count": colleagues})
    elif department:
        said.append(_("%(department)s, as nobody else here") % {"department": department})
    if reports_to:
        said.append(_("reports to %(name)s") % {"name": reports_to})
    return " · ".join(said)


def nearness_to_hr(
    name: str,
    *,
    above: Sequence[str],
    below: Sequence[str],
    department: str,
    colleagues: Sequence[str],
) -> list[str]:
    """What may keep people from trusting somebody with a report that isn't for HR: the names of
    HR admins above and below them, and of those in their department.
    """
    said = []
    if above:
        text = _("%(name)s reports to HR: %(admins)s, directly or through others.")
        said.append(text % {"name": name, "admins": ", ".join(sorted(above))})
    if below:
        text = _("HR reports to %(name)s: %(admins)s, directly or through others.")
        said.append(text % {"name": name, "admins": ", ".join(sorted(below))})
    if colleagues:
        text = _("%(name)s works in %(department)s, as HR does: %(admins)s.")
        about = {"name": name, "department": department, "admins": ", ".join(sorted(colleagues))}
        said.append(text % about)
    return said

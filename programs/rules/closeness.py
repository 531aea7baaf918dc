"""How near somebody is to the people of a program, in words."""

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

"""The mails about the code of conduct: to the group, and to who suggested a change."""

from django.utils import timezone

from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.people.queries import hr_admins
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.single_line import one_line
from programs.models import ConductSuggestion, ConductVersion, Program
from programs.queries import accepted_facilitators
from programs.queries.conduct import conduct_in_force, yet_to_accept

NEW_VERSION = "programs.conduct_version"
SUGGESTED = "programs.suggestion_made"
SEES_IT = (Program.State.OPEN, Program.State.RUNNING)


def ask_for_acceptance(version: ConductVersion) -> None:
    """Ask everybody in the program who hasn't accepted this version; once each.

    Nobody is asked for a draft, which they don't see, nor for a version that holds no more.
    """
    program = version.program
    if program.state not in SEES_IT or conduct_in_force(program) != version:
        return
    house = house_entered()
    link = org_reverse(program.organization, "programs:conduct", program.id)
    notify_all(
        compose(
            to=person,
            kind=NEW_VERSION,
            dedupe_key=f"conduct:{version.id}:{person.id}",
            cause=str(version.id),
            context={"program": program, "version": version},
            link=link,
            house=house,
        )
        for person in yet_to_accept(version)
    )


def version_still_holds(notification: Notification) -> bool:
    """Whether the version is in force and not accepted, looked at right before the mail leaves."""
    version = ConductVersion.objects.select_related("program").filter(id=notification.cause).first()
    return (
        version is not None
        and notification.person_id is not None
        and conduct_in_force(version.program) == version
        and yet_to_accept(version).filter(id=notification.person_id).exists()
    )


def tell_who_settles(suggestion: ConductSuggestion) -> None:
    """Tell the program's owner (or all HR admins, where there is none) and its facilitators that
    something was suggested: at most once a day each, and without the words or whose they are.
    """
    program = suggestion.program
    admins = list(hr_admins())
    owner = [admin for admin in admins if admin.id == program.owner_id]
    people = {one.id: one for one in [*(owner or admins), *accepted_facilitators(program)]}
    house, today = house_entered(), timezone.localdate().isoformat()
    link = org_reverse(program.organization, "programs:suggestions", program.id)
    notify_all(
        compose(
            to=person,
            kind=SUGGESTED,
            dedupe_key=f"suggestion-made:{program.id}:{person.id}:{today}",
            cause=str(suggestion.id),
            context={"program": program},
            link=link,
            house=house,
        )
        for person in people.values()
        if person.id != suggestion.suggested_by_id
    )


def tell_proposer(suggestion: ConductSuggestion) -> None:
    """Tell who suggested a change what became of it."""
    if suggestion.suggested_by is None:
        return
    program = suggestion.program
    notify(
        to=suggestion.suggested_by,
        kind="programs.suggestion_settled",
        dedupe_key=f"suggestion-{suggestion.state}:{suggestion.id}",
        cause=str(suggestion.id),
        context={
            "program": program,
            "suggestion": suggestion,
            "version": suggestion.became,
            # In one line: nobody's words may begin a button of our mails.
            "reason": one_line(suggestion.decline_reason),
        },
        link=org_reverse(program.organization, "programs:suggestions", program.id),
    )

"""The mails about the code of conduct: to the group, and to who suggested a change."""

from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.single_line import one_line
from programs.models import ConductSuggestion, ConductVersion, Program
from programs.queries.conduct import conduct_in_force, yet_to_accept

NEW_VERSION = "programs.conduct_version"
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

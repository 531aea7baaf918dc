"""Why a change to a program was refused. Each says so in words that a person can act on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import ConductVersion
from programs.rooms import Meeting
from programs.rules.neutrality import Neutrality


class ProgramError(Exception):
    """A refusal; `str()` is the sentence to show."""


class WrongStateError(ProgramError):
    """The program isn't in a state that allows this."""


class ProgramOverError(WrongStateError):
    """The program is finished or archived: it is kept as it was."""

    def __init__(self, *, is_archived: bool = False) -> None:
        super().__init__(
            _("This program is archived, so nothing in it is changed. Restore it first.")
            if is_archived
            else _(
                "This program is over: everything stays as it was, and nobody can join any more."
            )
        )


class ProgramNameTakenError(ProgramError):
    """Another program that isn't archived has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a program called “%(name)s”.") % {"name": name})


def _with_titles(said: str, meetings: Sequence[Meeting]) -> str:
    titles = ", ".join(meeting.title for meeting in meetings)
    return said % {"count": len(meetings), "titles": titles}


class StrandsSessionsError(ProgramError):
    """Published sessions lie outside of the new days, and nobody has confirmed it."""

    def __init__(self, *, before: Sequence[Meeting], after: Sequence[Meeting]) -> None:
        self.before, self.after = list(before), list(after)
        first = ngettext(
            "%(count)s published session is before the new first day: %(titles)s.",
            "%(count)s published sessions are before the new first day: %(titles)s.",
            len(self.before),
        )
        last = ngettext(
            "%(count)s published session is after the new last day: %(titles)s.",
            "%(count)s published sessions are after the new last day: %(titles)s.",
            len(self.after),
        )
        sides = ((first, self.before), (last, self.after))
        super().__init__(" ".join(_with_titles(said, found) for said, found in sides if found))


class TemplateNameTakenError(ProgramError):
    """Another template that isn't archived has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a template called “%(name)s”.") % {"name": name})


class TemplateInUseError(ProgramError):
    """The template can't be deleted."""

    def __str__(self) -> str:
        return _(
            "Only an archived template from which no program was made can be deleted. The others"
            " stay, so that one can tell where their programs came from."
        )


class TemplateArchivedError(ProgramError):
    """The template was put away."""

    def __str__(self) -> str:
        return _("This template is archived. Restore it first.")


class ChangedMeanwhileError(ProgramError):
    """Somebody else saved since this was read: nothing was overwritten."""

    def __str__(self) -> str:
        return _("Somebody else has saved this since you opened it. Nothing was overwritten.")


class NotReadyToOpenError(ProgramError):
    """Something must be mended before the program opens; `blockers` are its codes."""

    def __init__(self, blockers: tuple[str, ...]) -> None:
        self.blockers = blockers
        reasons = {
            "over": _("Its last day has passed, so the program can't be launched."),
            "nobody_enrolled": _(
                "Nobody is enrolled, and there is no way in, so the program can't be launched."
            ),
            "not_neutral": _(
                "A facilitator is no longer neutral, so the program can't be launched. Choose"
                " somebody else, or override it with a reason."
            ),
        }
        super().__init__(reasons[blockers[0]])


class ConductNotAcceptedError(ProgramError):
    """Who is asked to accept the code of conduct, and hasn't, may read but not write."""

    def __init__(self) -> None:
        super().__init__(_("Please accept the code of conduct first. What you wrote is kept here."))


class ConductChangedError(ProgramError):
    """Somebody else has put another version in force meanwhile: `latest`."""

    def __init__(self, latest: ConductVersion) -> None:
        self.latest = latest
        super().__init__(
            _(
                "Version %(number)s was put in force while you were writing. Look at what has"
                " changed; nothing of yours is lost, and nothing was overwritten."
            )
            % {"number": latest.number}
        )


class NothingSuggestedError(ProgramError):
    """The text is as it is in force, and no remark was made."""


class SuggestionSettledError(ProgramError):
    """The suggestion was decided, or taken back."""

    def __init__(self) -> None:
        super().__init__(_("This suggestion has been settled already."))


class NobodyToReadError(ProgramError):
    """Nobody whom the program names may read this report; it isn't sent."""


class ReaderChangedError(ProgramError):
    """Somebody else would read the report than was said; it isn't sent."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing was sent: somebody else would read it now than you were told. Look again.")
        )


class ReaderConsentOverError(ProgramError):
    """Nobody is asked any more."""

    def __str__(self) -> str:
        return _("HR has named somebody else meanwhile: there is nothing to answer any more.")


class ReportDeskError(ProgramError):
    """These people can't read quiet reports: `problems` says why, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


class RoleFullError(ProgramError):
    """There are fewer places than people who would come in."""

    def __init__(self, role: str, free: int, wanted: int = 1) -> None:
        self.free, self.wanted = free, wanted
        if not free:
            text = _("All places for “%(role)s” are taken.") % {"role": role}
        else:
            text = ngettext(
                "%(free)s place is left for “%(role)s”, and %(wanted)s people would come in.",
                "%(free)s places are left for “%(role)s”, and %(wanted)s people would come in.",
                free,
            ) % {"role": role, "free": free, "wanted": wanted}
        super().__init__(text)


class TooManyToInviteError(ProgramError):
    """More people would be asked than in one go."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("At most %(most)s people are invited in one go. Narrow the rule, or enroll them.")
            % {"most": most}
        )


class MoveError(ProgramError):
    """From where somebody is in the program, this can't be done."""


class ListChangedError(ProgramError):
    """Other people would be enrolled than were shown."""

    def __init__(self, expected: int, now: int) -> None:
        self.expected, self.now = expected, now
        super().__init__(
            _(
                "The list has changed since you saw it: %(now)s people instead of %(expected)s."
                " Nobody was enrolled. Look at the names again."
            )
            % {"now": now, "expected": expected}
        )


class NotNeutralError(ProgramError):
    """The candidate has authority over somebody in the program, and no override was given."""

    def __init__(self, neutrality: Neutrality, name: str) -> None:
        self.neutrality = neutrality
        super().__init__(
            _("%(name)s isn't neutral here. Choose somebody else, or give a reason to override.")
            % {"name": name}
        )


class UnreachableError(ProgramError):
    """The person has left, or has no e-mail address."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s can't be reached by e-mail, so they could not answer.") % {"name": name}
        )


class AskedTodayError(ProgramError):
    """The person was asked on this day already, and a second mail a day is one too many."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("You asked %(name)s today already. Ask again tomorrow, or tell them yourself.")
            % {"name": name}
        )


class NominationAnsweredError(ProgramError):
    """The nomination was answered otherwise, or taken back."""

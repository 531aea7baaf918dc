"""Why an act on accounts is refused; each says it in a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class RefusedError(Exception):
    """An act that isn't allowed now; `message` says why."""

    message: str | Promise = _("That isn't possible.")

    def __str__(self) -> str:
        return str(self.message)


class LastHrAdminError(RefusedError):
    """The organization's only HR admin can't step back."""

    message = _("An organization needs at least one HR admin. Make somebody else one first.")


class InvitationClosedError(RefusedError):
    """The invitation was accepted, or its person has left or has another e-mail address."""

    message = _("This invitation is no longer open.")


class LoginExistsError(RefusedError):
    """Somebody has proved to own the address: only they may sign in with it."""

    message = _("There is a login with this address already. Sign in with it.")


class EmailTakenError(RefusedError):
    """Two people of an organization can't have one address."""

    message = _("Somebody else has this e-mail address.")


class EmployeeNumberTakenError(RefusedError):
    """Two people of an organization can't have one employee number."""

    message = _("Somebody else has this employee number.")


class ReportingRingError(RefusedError):
    """The manager would report, at some depth, to the person."""

    message = _("This manager reports to the person, directly or through others.")


class OwnReviewerError(RefusedError):
    """Nobody appraises themselves."""

    message = _("Nobody reviews their own work. Leave this empty where only the manager does.")


class TokenGoneError(RefusedError):
    """A token that was revoked a while ago."""

    message = _("This token was revoked too long ago. Make a new one.")


class NameOfColleagueError(RefusedError):
    """Nobody takes somebody else's name: HR's, or that of the person who reads reports."""

    message = _(
        "Somebody else here has this name, and colleagues would take you for them. If it is your "
        "name too, HR can enter it for you."
    )


class MixedAlphabetsError(RefusedError):
    """Letters of two alphabets in one word: how a name is made to look like another one's."""

    message = _(
        "A word of this name mixes letters of two alphabets that look alike. Write each word "
        "in one of them."
    )


class UnreadableTopicError(RefusedError):
    """A topic of signs, or of nothing that can be seen."""

    message = _("A topic needs a letter or a digit.")


class TooManyTokensError(RefusedError):
    """Somebody has as many tokens that work as they may."""

    message = _("You have 20 tokens that work. Revoke one that you don't need any more.")


class LeavingYourselfError(RefusedError):
    """Somebody would lock themselves out."""

    message = _("You can’t mark yourself as left. Another HR admin can.")


class TooManyTopicsError(RefusedError):
    """A list of topics has an end."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.message = ngettext(
            "At most %(count)d topic on a list. Take one off first.",
            "At most %(count)d topics on a list. Take one off first.",
            most,
        ) % {"count": most}


class TopicNameTakenError(RefusedError):
    """Two topics can't have one name."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.message = _("“%(topic)s” goes by this name already. Merge the two instead.") % {
            "topic": topic
        }


class TopicIsSynonymError(RefusedError):
    """What stands for another topic has no words of its own, and stands for nothing more."""

    message = _(
        "This isn't a topic of its own any more: somebody made it a synonym of another one. "
        "Nothing was changed. Look at that topic, or make this one a topic of its own first."
    )


class TopicOfItselfError(RefusedError):
    """A topic can't stand for itself."""

    message = _("These two are one topic already.")

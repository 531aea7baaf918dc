"""What is typed in to propose topics and to find them."""

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from peerlearn.web.line_field import LineField
from programs.models import Program
from sessions.queries.proposals import CLOSED, OPEN, PLANNED


class ProgramChoice(forms.Form):
    """A form in which a program is chosen."""

    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        label=_("Program"), queryset=None, empty_label=_("Choose a program")
    )

    def __init__(self, *args: object, programs: QuerySet[Program], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chooser = self.fields["program"]
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.queryset = programs
        self.programs = programs


class TopicFilterForm(ProgramChoice):
    """Which proposals a list shows."""

    tab = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[(OPEN, _("Open")), (PLANNED, _("Became sessions")), (CLOSED, _("Not taken up"))],
    )

    def __init__(self, *args: object, programs: QuerySet[Program], **kwargs: object) -> None:
        super().__init__(*args, programs=programs, **kwargs)
        chooser = self.fields["program"]
        chooser.required = False
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.empty_label = _("All programs")


class ProposalForm(ProgramChoice):
    """A topic for a session."""

    title = LineField(
        label=_("Topic"), max_length=120, help_text=_("For example: Reading a balance sheet.")
    )
    description = forms.CharField(
        label=_("What would you like to learn, or show?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    would_present = forms.BooleanField(
        label=_("I could present it"),
        required=False,
        help_text=_("Your name is shown. It promises nothing yet."),
    )
    field_order = ("program", "title", "description", "would_present")

    def __init__(self, *args: object, programs: QuerySet[Program], **kwargs: object) -> None:
        super().__init__(*args, programs=programs, **kwargs)
        if len(only := list(programs[:2])) == 1:
            self.initial["program"] = only[0].pk
            self.fields["program"].widget = forms.HiddenInput()

    def chosen_program(self) -> Program | None:
        """The program that is chosen now, sent or filled in."""
        chosen = self["program"].value()
        try:
            wanted = UUID(str(chosen))
        except ValueError:
            return None
        return self.programs.filter(pk=wanted).first()


class DeclineTopicForm(forms.Form):
    """Why a topic doesn't become a session."""

    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("Whoever proposed it is told, and the program can read it."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

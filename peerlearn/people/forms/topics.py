"""Topics as they are typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peerlearn.people.actions.topics import MOST_TOPICS
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.texts import explain
from peerlearn.people.imports.values.text import compare_key
from peerlearn.people.refusals import UnreadableTopicError
from peerlearn.people.rules.taxonomy import MOST_ROWS, rows_of
from peerlearn.people.rules.vocabulary import Vocabulary, Word
from peerlearn.web.forms import FileDropInput
from peerlearn.web.single_line import has_letters, one_line

LONGEST_TOPIC = 120


class TopicsField(forms.CharField):
    """A list of names; commas part them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The names, each once. Raises ValidationError for too many or too long ones."""
        names: dict[str, str] = {}
        for part in str(super().clean(value)).split(","):
            name = one_line(part)
            if name:
                names.setdefault(compare_key(name), name)
        if self.required and not names:
            raise ValidationError(self.error_messages["required"])
        if len(names) > MOST_TOPICS:
            message = ngettext("At most %(count)d topic.", "At most %(count)d topics.", MOST_TOPICS)
            raise ValidationError(message % {"count": MOST_TOPICS})
        for name in names.values():
            if not has_letters(name):
                raise ValidationError(UnreadableTopicError.message)
            if len(name) > LONGEST_TOPIC:
                raise ValidationError(_("“%(name)s…” is too long.") % {"name": name[:40]})
        return list(names.values())


class OwnTopicForm(forms.Form):
    """One or several topics for one of one's own lists; `sure` when a doubt was answered."""

    names = TopicsField(label=_("Topic"))
    sure = forms.BooleanField(required=False)


class TopicForm(forms.Form):
    """A topic of the organization."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_TOPIC)
    category = forms.CharField(
        label=_("Category"),
        max_length=LONGEST_TOPIC,
        required=False,
        help_text=_("Groups topics in this list; nothing else depends on it."),
    )


class SynonymForm(forms.Form):
    """Another word for a topic."""

    synonym = forms.CharField(
        label=_("Another word for it"),
        max_length=LONGEST_TOPIC,
        help_text=_("Who types it gets this topic."),
    )


class MergeForm(forms.Form):
    """The topic that this one is the same as."""

    into = forms.CharField(
        label=_("Is the same as"),
        max_length=LONGEST_TOPIC,
        help_text=_("Both go by that name from now on. You can take it back at any time."),
        widget=forms.TextInput({"list": "topic-options", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, words: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def clean_into(self) -> Word:
        """The topic of this name."""
        found = self.words.find(self.cleaned_data["into"])
        if found is None or not found.is_listed:
            raise ValidationError(_("There is no topic of this name. Choose one from the list."))
        return found


class TopicsFilterForm(forms.Form):
    """Search and filter of the list."""

    q = forms.CharField(label=_("Search topics"), required=False, max_length=120)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All topics")),
            ("gaps", _("More want than know it")),
            ("synonyms", _("With synonyms")),
            ("sensitive", _("Sensitive")),
        ],
    )


class TaxonomyForm(forms.Form):
    """A table of topics, as a file or pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=FileDropInput,
        help_text=_(
            "CSV or Excel with the columns topic, synonyms, category. Only the first is needed."
        ),
    )
    text = forms.CharField(
        label=_("Or paste the table"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """`rows` of the table."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file = cleaned.get("file")
        data = file.read() if file else cleaned.get("text", "").encode()
        if not data.strip():
            raise ValidationError(_("Choose a file, or paste a table."))
        try:
            cleaned["rows"] = rows_of(read_table(data))
        except FileProblem as refusal:
            told = explain(refusal.problem)
            raise ValidationError(f"{told.wrong} {told.mend}") from refusal
        except KeyError as error:
            raise ValidationError(
                _("No column is called “topic”. Write it above the names of the topics.")
            ) from error
        if len(cleaned["rows"]) > MOST_ROWS:
            raise ValidationError(_("At most %(count)d topics in one file.") % {"count": MOST_ROWS})
        return cleaned

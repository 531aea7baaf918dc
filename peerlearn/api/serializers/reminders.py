"""Plans of reminders and follow-ups."""

from rest_framework import serializers

from peerlearn.api.serializers.fields import Body
from sessions.rules.reminding import LONGEST_BODY, LONGEST_SUBJECT, MOMENTS, MOST_STEPS


class StepBody(Body):
    """A message: so many minutes before the start, or after the end to those who were there
    (`attended`) or weren't (`missed`). Empty texts are the product's own; others may hold the
    placeholders {name}, {session}, {when}, {place}, {presenter}, {program}, {company}, {link} and
    {give_back}.
    """

    moment = serializers.ChoiceField(choices=list(MOMENTS))
    minutes = serializers.IntegerField(min_value=1)
    subject = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_SUBJECT
    )
    body = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_BODY
    )


class ReminderPlanShape(serializers.Serializer):  # type: ignore[type-arg]
    """The plan that holds for a kind of sessions. `holds` says whose it is: that of the `kind`, of
    `all` kinds, or the `usual` one. `version` is that of the kind's own plan, 0 without one.
    """

    kind = serializers.CharField()
    holds = serializers.ChoiceField(choices=["kind", "all", "usual"])
    version = serializers.IntegerField()
    steps = StepBody(many=True)


class ReminderPlanBody(Body):
    """A new version of a plan; `seen` is the version that its writer saw."""

    seen = serializers.IntegerField(min_value=0)
    steps = serializers.ListField(child=StepBody(), max_length=MOST_STEPS)


class PreviewBody(Body):
    """Messages to look at."""

    steps = serializers.ListField(child=StepBody(), max_length=MOST_STEPS)


class StepPreview(serializers.Serializer):  # type: ignore[type-arg]
    """A message as the caller would get it."""

    subject = serializers.CharField()
    body = serializers.CharField()

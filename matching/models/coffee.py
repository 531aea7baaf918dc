"""Random coffee: the plan of a program, its rounds, and what people choose for themselves."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Enrollment, Program


class CoffeePlan(OrgModel):
    """How often people of a program are put together for a coffee, and who."""

    class Every(models.IntegerChoices):
        WEEK = 1, _("every week")
        TWO_WEEKS = 2, _("every two weeks")
        FOUR_WEEKS = 4, _("every four weeks")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")

    program = OrgForeignKey(Program, models.CASCADE, related_name="coffee_plans")
    is_on = models.BooleanField(_("rounds are made"), default=True)
    every_weeks = models.PositiveSmallIntegerField(
        _("how often"), choices=Every.choices, default=Every.TWO_WEEKS
    )
    weekday = models.PositiveSmallIntegerField(
        _("on which day"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    # Empty: everybody who takes part, in whatever role.
    role = models.CharField(_("who"), max_length=12, choices=Enrollment.Role.choices, blank=True)
    across = models.BooleanField(_("prefer other departments"), default=True)
    # The day of the next round; none when there is none.
    next_on = models.DateField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "coffee_plan"
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="coffee_plan_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="coffee_plan_ends_after_start",
            ),
        ]


class CoffeeRound(OrgModel):
    """One day's coffees. It is made once per day, whoever asks for it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting for a worker")
        DONE = "done", _("made")

    program = OrgForeignKey(Program, models.CASCADE, related_name="coffee_rounds")
    held_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    # Shares of the pairs of people who meet: {"departments", "locations"}, 0 to 1
    mix = models.JSONField(default=dict)
    # People who meet somebody again because it could not be avoided.
    repeat_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "coffee_round"
        ordering: ClassVar = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "held_on"], name="coffee_round_once_a_day"
            )
        ]


class CoffeeGroup(OrgModel):
    """Two or three who have a coffee together."""

    round = OrgForeignKey(CoffeeRound, models.CASCADE, related_name="groups")
    met_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "coffee_group"


class CoffeeSeat(OrgModel):
    """One person in a round: with whom, or why with nobody."""

    class Why(models.TextChoices):
        LINE = "line", _("a reporting line stands between them and everybody else")
        BLOCKED = "blocked", _("HR ruled out the others")
        ALONE = "alone", _("nobody else took part")
        NO_PARTNER = "no_partner", _("no partner was left")

    round = OrgForeignKey(CoffeeRound, models.CASCADE, related_name="seats")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    group = OrgForeignKey(CoffeeGroup, models.CASCADE, null=True, related_name="seats")
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    # When the person left the company, the program or their group after it was made.
    left_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "coffee_seat"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "round", "person"], name="coffee_seat_once"
            )
        ]


class CoffeeChoice(OrgModel):
    """What a person chose about the coffees of a program; theirs alone."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="+")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    is_out = models.BooleanField(default=False)
    skips_next = models.BooleanField(default=False)
    snoozed_until = models.DateField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "coffee_choice"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person"], name="coffee_choice_once"
            )
        ]

"""How pairs come about in a program, and what mentors say of those who chose them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program

USUAL_CHOICES = 5


class MatchModes(OrgModel):
    """How pairs come about in a program beside the matching of the whole group and by hand.

    A program without such a row has neither choices nor offers.
    """

    class Choosing(models.TextChoices):
        OFF = "off", _("nobody chooses")
        ASK = "ask", _("mentees ask mentors, one after the other")
        RANK = "rank", _("mentees and mentors rank each other, then all are matched")

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_modes")
    choosing = models.CharField(
        _("mentees choose"), max_length=4, choices=Choosing.choices, default=Choosing.OFF
    )
    most_choices = models.PositiveSmallIntegerField(
        _("mentors on a list"),
        default=USUAL_CHOICES,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    # The last day on which lists can be changed.
    choose_until = models.DateField(_("lists can be changed until"), null=True, blank=True)
    offers_to_new_hires = models.BooleanField(_("new hires get an offer"), default=False)

    class Meta(OrgModel.Meta):
        db_table = "match_modes"
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="match_modes_once")
        ]


class MentorWish(OrgModel):
    """What a mentor says, in private, of a mentee who has chosen them: a rank, or "rather not"."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="mentor_wishes")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # None: rather not.
    rank = models.PositiveSmallIntegerField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "mentor_wish"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentor", "mentee"], name="mentor_wish_once"
            )
        ]

"""`manage.py demo`: two companies to try Peerlearn with; `--people N` for load tests."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from matching.models import Match
from peerlearn.demo.company import HEAD_OFFICE, Colleague, company
from peerlearn.demo.people import PASSWORD, Company, found_company, give_login, newest
from peerlearn.demo.programs import Programs, make_programs
from peerlearn.demo.proposals import propose_topics
from peerlearn.demo.sessions import make_sessions
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization

NAME, DOMAIN = "Fabrikam", "fabrikam.example"
NEIGHBOUR, NEIGHBOUR_DOMAIN = "Contoso", "contoso.example"


@dataclass(frozen=True)
class Login:
    """Somebody to sign in as."""

    role: str
    person: Person

    def __str__(self) -> str:
        return f"{self.role:<22} {self.person.email}"


class Command(BaseCommand):
    """Makes the demo companies, by the product's own actions. Prints the logins to stdout."""

    help = "Make two demo companies, dated relative to today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=300, help="how many (at least 60)")

    def handle(self, *args: Any, **options: Any) -> None:
        if Organization.objects.filter(slug=NAME.lower()).exists():
            raise CommandError(f"{NAME} is there already.")
        if options["people"] < 60:
            raise CommandError("The demo needs at least 60 people.")
        today = timezone.localdate()
        self._say(f"Making {NAME} with {options['people']} people.")
        logins = self._make_company(options["people"], today)
        self._say(f"Making {NEIGHBOUR} beside it.")
        neighbour = company(25, domain=NEIGHBOUR_DOMAIN, today=today, seed=11)
        found = found_company(NEIGHBOUR, neighbour, admin=_hr_lead(neighbour))
        lines = [
            *(str(login) for login in logins),
            str(Login(f"HR admin of {NEIGHBOUR}", found.admin)),
            f"{'Password of all':<22} {PASSWORD}",
        ]
        self.stdout.write("\n".join(lines))

    def _make_company(self, size: int, today: date) -> list[Login]:
        colleagues = company(size, domain=DOMAIN, today=today)
        found = found_company(NAME, colleagues, admin=_hr_lead(colleagues))
        self._say("Programs, facilitators, pairs.")
        programs = make_programs(found, today=today)
        self._say("Sessions, questions, feedback.")
        make_sessions(found, programs, now=timezone.now())
        propose_topics(found, programs.lunches)
        return _logins(found, programs, today)

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _hr_lead(colleagues: list[Colleague]) -> Colleague:
    """Somebody of HR, at the head office where there is one."""
    found = [one for one in colleagues if one.department == "People and culture" and one.email]
    return min(found, key=lambda one: one.office != HEAD_OFFICE)


def _logins(found: Company, programs: Programs, today: date) -> list[Login]:
    with organization(found.organization.id):
        pairs = Match.objects.filter(program=programs.onboarding, state=Match.State.ACTIVE)
        mentees = {pair.mentee: pair.mentor for pair in pairs.select_related("mentee", "mentor")}
        reachable = [p for p, mentor in mentees.items() if p.email and mentor.email]
        mentee = newest(reachable, than=today - timedelta(days=90))[0]
        logins = [
            Login("HR admin", found.admin),
            Login("Facilitator", programs.facilitator),
            Login("New hire (mentee)", mentee),
            Login("Mentor", mentees[mentee]),
        ]
        for login in logins[1:]:
            give_login(login.person)
    return logins

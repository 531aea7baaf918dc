"""The cast: who plays in most tests. Everybody is made by the product's own actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client

from peerlearn.people.actions import add_member, found_organization
from peerlearn.people.models import Membership, Person, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization

PASSWORD = "correct horse battery staple"
PASSWORD_HASH = make_password(PASSWORD)


@dataclass(frozen=True)
class Player:
    """Somebody with a login, and a way to act as them."""

    organization: Organization
    person: Person
    user: User

    def client(self) -> Client:
        """A browser that this player has signed in with."""
        client = Client()
        client.force_login(self.user)
        return client

    def url(self, path: str = "") -> str:
        return f"/o/{self.organization.slug}/{path}"


@dataclass(frozen=True)
class Cast:
    """Acme's people, and an outsider from another organization.

    `employee` reports to `manager`, who reports to `director`. `facilitator` and `mentor` report
    to nobody of them.
    """

    organization: Organization
    hr_admin: Player
    facilitator: Player
    director: Player
    manager: Player
    employee: Player
    mentor: Player
    outsider: Player

    def inside(self) -> Any:
        """`with cast.inside():` enters Acme."""
        return organization(self.organization.id)


def make_user(email: str) -> User:
    user = User.objects.create(email=email, password=PASSWORD_HASH)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_player(
    found: Organization, name: str, *, manager: Player | None = None, **fields: Any
) -> Player:
    """A person with a login. Call it inside `with organization(found.id)`."""
    email = f"{name.lower().replace(' ', '.')}@{found.slug}.example"
    person = Person.objects.create(
        name=name, email=email, manager=manager.person if manager else None, **fields
    )
    user = make_user(email)
    add_member(person, user=user, role=Membership.Role.EMPLOYEE)
    return Player(found, person, user)


def make_organization(name: str, admin: str) -> Player:
    """An organization with one HR admin."""
    user = make_user(f"{admin.lower().replace(' ', '.')}@{name.lower()}.example")
    membership = found_organization(
        name=name, time_zone="Europe/Berlin", by=user, person_name=admin
    )
    with organization(membership.organization_id):
        return Player(membership.organization, membership.person, user)


def make_cast() -> Cast:
    hr_admin = make_organization("Acme", "Hanna Admin")
    outsider = make_organization("Umbrella", "Otto Outsider")
    acme = hr_admin.organization
    with organization(acme.id):
        director = make_player(acme, "Dora Director", department="Sales", location="Berlin")
        manager = make_player(
            acme, "Marco Manager", manager=director, department="Sales", location="Berlin"
        )
        employee = make_player(
            acme, "Emil Employee", manager=manager, department="Sales", location="Berlin"
        )
        return Cast(
            organization=acme,
            hr_admin=hr_admin,
            facilitator=make_player(acme, "Fay Facilitator", department="Legal"),
            director=director,
            manager=manager,
            employee=employee,
            mentor=make_player(
                acme,
                "Mina Mentor",
                department="Engineering",
                location="Lisbon",
                starts_on=date(2015, 3, 2),
            ),
            outsider=outsider,
        )

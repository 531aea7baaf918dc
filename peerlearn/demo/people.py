"""The demo companies and their people, brought in the way a customer does: by a file."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peerlearn.demo.company import Colleague
from peerlearn.people.actions.import_work import carry_out_import, prepare_preview
from peerlearn.people.actions.imports import start_import, start_preview, upload_file
from peerlearn.people.actions.logins import make_login
from peerlearn.people.actions.members import add_member
from peerlearn.people.actions.organizations import found_organization
from peerlearn.people.models import ImportJob, Membership, Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization, OrganizationSettings

PASSWORD = "colleagues teach colleagues"  # noqa: S105  printed for whoever tries the demo
COLUMNS = (
    ("Employee number", "employee_number"),
    ("Name", "full_name"),
    ("E-mail", "email"),
    ("Job title", "title"),
    ("Department", "department"),
    ("Location", "location"),
    ("Time zone", "time_zone"),
    ("Languages", "languages"),
    ("Start date", "start_date"),
    ("Manager", "manager"),
    ("Performance reviewer", "reviewer"),
    ("Knows", "known_topics"),
    ("Wants to learn", "wanted_topics"),
)


@dataclass(frozen=True)
class Company:
    """A demo company that stands: its organization and its first HR admin."""

    organization: Organization
    admin: Person


def found_company(name: str, colleagues: list[Colleague], *, admin: Colleague) -> Company:
    """Found an organization with `admin` as HR admin and import everybody."""
    user = make_login(email=admin.email or "", password=PASSWORD)
    membership = found_organization(
        name=name, time_zone=admin.office.time_zone, by=user, person_name=admin.name
    )
    with organization(membership.organization.id):
        OrganizationSettings.objects.update(holds_demo_data=True)
        person = membership.person
    _import(membership, people_file(colleagues))
    return Company(membership.organization, person)


def people_file(colleagues: Iterable[Colleague]) -> bytes:
    """The company's people as the CSV file that its HR system would write."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(header for header, _field in COLUMNS)
    for one in colleagues:
        rows.writerow(
            (
                one.employee_number,
                one.name,
                one.email or "",
                one.title,
                one.department,
                one.office.name,
                one.office.time_zone,
                one.office.languages,
                one.starts_on.isoformat(),
                one.manager or "",
                one.reviewer or "",
                "|".join(one.knows),
                "|".join(one.wants),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _import(membership: Membership, data: bytes) -> None:
    organization_id = membership.organization.id
    with organization(organization_id):
        job = upload_file(data=data, file_name="people.csv", by=membership.person)
        start_preview(job, targets=[field for _header, field in COLUMNS])
    prepare_preview(job.id, organization_id=organization_id)
    with organization(organization_id):
        start_import(ImportJob.objects.get(id=job.id))
    carry_out_import(job.id, organization_id=organization_id)
    with organization(organization_id):
        done = ImportJob.objects.get(id=job.id)
        if done.state != ImportJob.State.DONE:
            raise RuntimeError(f"the demo's people could not be imported: {done.failure}")


def give_login(person: Person) -> None:
    """A login with the demo's password. Call it inside the organization."""
    if not person.email:
        raise ValueError(f"{person.name} has no e-mail address")
    add_member(person, user=make_login(email=person.email, password=PASSWORD))


def newest(people: Iterable[Person], *, than: date) -> list[Person]:
    """Those who started after a day, the newest first."""
    return sorted(
        (person for person in people if person.starts_on and person.starts_on > than),
        key=lambda person: (person.starts_on or than, person.name),
        reverse=True,
    )

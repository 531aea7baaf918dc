"""An HR admin brings the company's people in, in a real browser with a real worker."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.people.imports.files import CIVIL_SERVICE, csv_bytes

# Thirteen pages, each looked at by axe in light and dark.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

SHOTS = os.environ.get("SHOTS", "")
PEOPLE = csv_bytes(
    "Employees of Acme AG;;;;;;;;",
    "Personal-Nr.;Name;Vorname;E-Mail;Abteilung;Standort;Eintritt;Vorgesetzte(r);Kenntnisse",
    "1001;Lind;Ada;ada.lind@acme.example;Vertrieb;München;01.02.2019;;Verhandeln, Excel",
    "1002;Müller;Jürgen;j.mueller@acme.example;Vertrieb;München;15.03.2024;1001;Excel",
    "1003;Costa;Bia;;Lager;Lissabon;01.09.2025;Ada Lind;",
    "1004;Stein;Cem;cem.stein@acme;Lager;Köln;31.02.2024;1001;",
    "1005;Ring;Dora;dora.ring@acme.example;IT;Köln;01.05.2020;1006;SQL",
    "1006;Ring;Emil;emil.ring@acme.example;IT;Köln;01.05.2020;1005;=cmd|' /C calc'!A0",
    encoding="cp1252",
)


def shoot(page, name: str) -> None:
    """With SHOTS=folder: the page light, dark and on a phone."""
    if not SHOTS:
        return
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=f"{SHOTS}/{name}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path=f"{SHOTS}/{name}-phone.png", full_page=True)
    page.set_viewport_size(before)


def on_a_phone(hanna) -> None:
    before = hanna.page.viewport_size
    hanna.page.set_viewport_size({"width": 320, "height": 700})
    hanna.sees_no_sideways_scroll()
    hanna.page.set_viewport_size(before)


def looks(hanna, name: str) -> None:
    shoot(hanna.page, name)
    hanna.finds_no_barrier()
    on_a_phone(hanna)


def test_people_come_in_from_a_file_as_it_is(people, committed_cast: Cast) -> None:
    hanna = people("hanna")
    hanna.signs_in(committed_cast.hr_admin)
    hanna.follows("People", exact=True)
    looks(hanna, "1-list")
    hanna.follows("Import people")
    hanna.page.set_input_files(
        "input[type=file]", {"name": "leute.csv", "mimeType": "text/csv", "buffer": PEOPLE}
    )
    looks(hanna, "2-upload")
    hanna.presses("Upload and check the columns")
    hanna.sees("Check the columns")
    hanna.sees("Jürgen")
    looks(hanna, "3-columns")
    hanna.presses("Show the preview")
    expect(hanna.page.get_by_role("heading", name="Preview of the import")).to_be_visible(
        timeout=60_000
    )
    hanna.sees("ends too early")
    looks(hanna, "4-errors")
    hanna.follows("New")
    hanna.sees("Not yet reachable")
    looks(hanna, "5-new")
    hanna.follows("With a note")
    hanna.sees("Dora Ring → Emil Ring → Dora Ring")
    looks(hanna, "6-notes")
    hanna.presses("Import 5 people")
    expect(hanna.page.get_by_role("heading", name="Import finished")).to_be_visible(timeout=60_000)
    looks(hanna, "7-done")
    admin = committed_cast.hr_admin.person.email
    assert "new: 5" in hanna.mail(admin, "Your import is finished")
    hanna.follows("See the people")
    hanna.follows("Jürgen Müller")
    hanna.sees("Ada Lind")
    looks(hanna, "8-person")
    hanna.follows("Edit")
    looks(hanna, "9-edit")
    hanna.had_no_errors()


def test_mapping_is_remembered_and_of_the_same_file_only_what_is_sensitive_is_new(
    people, committed_cast: Cast
) -> None:
    hanna = people("hanna")
    hanna.signs_in(committed_cast.hr_admin)
    # Of 21 the file says what is named to nobody: nor whether Peerlearn has it already.
    for said in ("Import 50 people", "Import 21 people"):
        hanna.goes(committed_cast.hr_admin.url("people/import/"))
        hanna.page.set_input_files("input[type=file]", str(Path(CIVIL_SERVICE / "mentors.csv")))
        hanna.presses("Upload and check the columns")
        hanna.presses("Show the preview")
        expect(hanna.page.get_by_text(said)).to_be_visible(timeout=60_000)
        if said == "Import 50 people":
            hanna.presses(said)
            hanna.sees("Import finished")
    hanna.follows("Columns")
    hanna.sees("A file with these columns came before")
    hanna.had_no_errors()

"""The company of the story, as the file that its HR system writes."""

from datetime import date, timedelta
from pathlib import Path

DAY = timedelta(days=1)
DOMAIN = "brightside.example"
NEWCOMERS = range(10, 18)


def today() -> date:
    return date.today()  # noqa: DTZ011  a day is enough here


def people_csv(folder: Path) -> Path:
    """A list with a BOM, semicolons, German headers, names both ways round, and two bad cells."""
    old = f"{today() - 6 * 365 * DAY:%d.%m.%Y}"
    new = f"{today() - 20 * DAY:%d.%m.%Y}"
    rows = [
        "Personalnr;Name;E-Mail;Position;Abteilung;Standort;Eintritt;Vorgesetzte",
        f"1;Berg, Dora;dora@{DOMAIN};Director;Sales;Berlin;{old};",
        f"2;Klein, Marco;marco@{DOMAIN};Manager;Sales;Berlin;{old};1",
        f"3;Fay Neutral;fay@{DOMAIN};Counsel;Legal;Berlin;{old};",
        f"4;Mina Mentor;mina@{DOMAIN};Engineer;Engineering;Lisbon;{old};",
        f"5;Paul Mentor;paul@{DOMAIN};Engineer;Engineering;Berlin;{old};",
        *(
            f"{n};Newcomer Number{n};new{n}@{DOMAIN};Trainee;Sales;{site(n)};{new};2"
            for n in NEWCOMERS
        ),
        f"20;No Mail;;Driver;Operations;Berlin;{new};2",
        f"21;Bad Mail;not-an-address;Driver;Operations;Berlin;{new};2",
    ]
    file = folder / "people.csv"
    file.write_bytes(("\ufeff" + "\r\n".join(rows) + "\r\n").encode())
    return file


def site(number: int) -> str:
    """The first newcomer works in another time zone."""
    return "New York" if number == NEWCOMERS[0] else "Berlin"

"""Checks that no lock file names an address: it must install from wherever a company mirrors.

``python -m workshop.locks`` lists what it finds; with ``--mend`` it removes the addresses of
sponsors, which npm writes into package-lock.json and nothing installs from.
"""

import json
import re
import sys
from pathlib import Path

LOCKS = ("requirements/*.lock", "requirements/*.in", "package-lock.json", "package.json", ".npmrc")
ADDRESS = re.compile(r"https?://|git\+|--index-url|--extra-index-url|--find-links|registry *=")


def addresses(root: Path) -> list[str]:
    """Each line of a lock file that holds an address, as file:line: text."""
    found = []
    for path in sorted(path for pattern in LOCKS for path in root.glob(pattern)):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if ADDRESS.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()}")
    return found


def forget_sponsors(lock: Path) -> None:
    """Rewrites package-lock.json without its `funding` entries."""
    tree = json.loads(lock.read_text())
    for package in tree["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> None:
    """Ends with an error that lists the addresses, if there are any."""
    root = Path.cwd()
    lock = root / "package-lock.json"
    if arguments == ["--mend"] and lock.exists():
        forget_sponsors(lock)
    found = addresses(root)
    if found:
        sys.exit("\n".join(["Lock files must hold no address (make fmt mends some):", *found]))


if __name__ == "__main__":
    main(sys.argv[1:])

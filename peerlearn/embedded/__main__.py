"""The command line: ``python -m peerlearn.embedded run`` and ``… manage COMMAND``."""

import subprocess
import sys
from pathlib import Path

from peerlearn.embedded import environment, servers
from peerlearn.embedded.console import Console
from peerlearn.embedded.processes import EmbeddedError
from peerlearn.embedded.run import run

ROOT = Path(__file__).resolve().parent.parent.parent
USAGE = """usage: python -m peerlearn.embedded run
       python -m peerlearn.embedded manage COMMAND [ARGUMENT…]

run     the whole product, until Ctrl-C
manage  one command of manage.py on the servers of this checkout
"""


def manage(root: Path, arguments: list[str]) -> int:
    """Runs a Django command with the servers and keys of `make run`, which may run or not."""
    state = root / ".run"
    with servers.running(state) as found:
        values = {
            **found.environment(),
            **environment.kept_secrets(state),
            "DEBUG": "true",
            "DEV_MAILBOX": str(state / "mailbox"),
            **environment.given(root),
        }
        if arguments[:1] == ["migrate"]:
            values["DATABASE_ROLE"] = "owner"
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=root, env=values, check=False).returncode  # noqa: S603


def main(arguments: list[str]) -> int:
    """The exit status for the shell."""
    match arguments:
        case ["run"]:
            return run(ROOT, Console())
        case ["manage", *rest]:
            try:
                return manage(ROOT, rest)
            except EmbeddedError as error:
                sys.stderr.write(f"{error}\n")
                return 1
    sys.stderr.write(USAGE)
    return 2


sys.exit(main(sys.argv[1:]))

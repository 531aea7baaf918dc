"""The command line: ``python -m peerlearn.embedded run`` and ``… manage COMMAND``."""

import argparse
import subprocess
import sys
from pathlib import Path

from peerlearn.embedded import environment, servers
from peerlearn.embedded.console import Console
from peerlearn.embedded.processes import EmbeddedError
from peerlearn.embedded.run import Checkout, run

ROOT = Path(__file__).resolve().parent.parent.parent


def manage(checkout: Checkout, arguments: list[str]) -> int:
    """Runs a Django command with the servers and keys of `make run`, which may run or not."""
    try:
        with servers.running(checkout.state) as found:
            values = {
                **found.environment(),
                **environment.kept_secrets(checkout.state),
                "LOCAL_RUN": "true",
                "DEV_MAILBOX": str(checkout.mailbox),
                **environment.given(checkout.root),
            }
            if arguments[:1] == ["migrate"]:
                values["DATABASE_ROLE"] = "owner"
            command = [sys.executable, "manage.py", *arguments]
            return subprocess.run(command, cwd=ROOT, env=values, check=False).returncode  # noqa: S603
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def main() -> int:
    """Reads the command line; the exit status for the shell."""
    parser = argparse.ArgumentParser(prog="python -m peerlearn.embedded")
    parser.add_argument("--state", type=Path, default=ROOT / ".run", help="where a run keeps data")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="the whole product, until Ctrl-C")
    django = commands.add_parser("manage", help="one command of manage.py on its servers")
    django.add_argument("arguments", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    checkout = Checkout(ROOT, given.state.absolute())
    if given.command == "run":
        return run(checkout, Console())
    return manage(checkout, given.arguments)


sys.exit(main())

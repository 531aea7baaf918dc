"""The Chromium that the browser journeys drive.

``python -m workshop.browser`` makes sure that there is one.
"""

import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def system_chromium() -> Path | None:
    """The browser on the path; None means that Playwright brings its own."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return None if found is None else Path(found)


def main() -> None:
    """Installs Playwright's own Chromium where the machine has none."""
    if system_chromium() is not None:
        return
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(install, check=False).returncode != 0:
        sys.exit(
            "No Chromium for the browser tests: none on the path, and Playwright could not "
            "download one.\nOn Debian and Ubuntu: apt-get install chromium"
        )


if __name__ == "__main__":
    main()

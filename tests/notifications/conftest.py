"""A kind of message with texts of its own, so that these tests depend on no other app."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

SUBJECT = "{{ thing }} for {{ to.name }}\n"
BODY = """\
Hello {{ to.name }},



your {{ thing }} starts at {{ starts_at|date:"H:i T" }}.

- bring lunch
- bring <questions>

See it:
{{ link }}

{{ organization_name }}
"""


@pytest.fixture
def thing_kind(settings: Any, tmp_path: Path) -> str:
    """The kind "tests.thing"; its context is thing and starts_at."""
    folder = tmp_path / "templates" / "tests" / "mail"
    folder.mkdir(parents=True)
    (folder / "thing.subject.txt").write_text(SUBJECT)
    (folder / "thing.txt").write_text(BODY)
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(tmp_path / "templates")
    settings.TEMPLATES = templates
    return "tests.thing"

"""The mark by which the content security policy knows a script that stands in a page."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

SCRIPT = re.compile(r"<script>(?P<text>[^<]+)</script>")


def mark(template: Path) -> str:
    """The hash of the one script in a template; it is the same for every page and process."""
    (text,) = SCRIPT.findall(template.read_text(encoding="utf-8"))
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

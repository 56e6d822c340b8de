"""The style guide: every component with its contract and an example, for those who build pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .specimens import specimens

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
CONTRACT = re.compile(r"\{# (?P<words>.+?) #\}")
# What these components are only whole within.
AROUND = {
    "nav_link": "nav",
    "topic_card": "cards",
    "treatment_card": "cards",
    "search_result": "ordered",
}


@dataclass(frozen=True)
class Shown:
    """A component as the style guide shows it."""

    name: str
    contract: str
    example: SafeString
    around: str

    @property
    def anchor(self) -> str:
        return f"component-{self.name.replace('/', '-')}"


@never_cache
@require_safe
@staff_member_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything that pages are put together from."""
    examples = specimens()
    shown = [_shown(name, examples[name]) for name in component_names()]
    response = render(request, "fbss/styleguide.html", {"components": shown})
    response["X-Robots-Tag"] = "noindex"
    return response


def component_names() -> list[str]:
    """The components, as templates include them."""
    paths = sorted(FOLDER.glob("**/*.html"))
    return [path.relative_to(FOLDER).with_suffix("").as_posix() for path in paths]


def contract_of(name: str) -> str:
    """The first line of a component; what it says of its inputs."""
    written = CONTRACT.match((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    return written["words"] if written else ""


def _shown(name: str, given: dict[str, object]) -> Shown:
    example = render_to_string(f"components/{name}.html", given)
    return Shown(name, contract_of(name), example, AROUND.get(name, ""))

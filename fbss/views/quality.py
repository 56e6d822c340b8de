"""The site's own audit, computed from what is public now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fbss.content.vocabulary import Kind, Need, Verdict
from fbss.editing.precheck import site_audit
from fbss.models import InfoPage
from fbss.quality.findings import Instrument

from .caching import cached
from .entries import show


def quality_page(request: HttpRequest, page: InfoPage) -> HttpResponse:
    """The page about quality, with the audit below it."""
    audit = site_audit()
    claims: Mapping[str, int] = audit["claims"]
    lines = {line["ref"]: _line(line, audit["addresses"]) for line in audit["pages"]}
    return show(
        request,
        page,
        "fbss/quality.html",
        audit=audit,
        long_sentences=f"{audit['long_sentence_share']:.1%}",
        instruments=[(name.label, audit["instruments"][name.value]) for name in Instrument],
        needs=[(need.label, [lines[ref] for ref in audit["needs"][need.value]]) for need in Need],
        claims=[(verdict.label, claims[verdict.value]) for verdict in Verdict],
        claims_in_all=sum(claims.values()),
        lines=list(lines.values()),
        checked=len(lines) - len(audit["unchecked"]),
        overdue=[lines[ref] for ref in audit["overdue"]],
    )


@require_safe
@cached()
def quality_json(_request: HttpRequest) -> HttpResponse:
    """The audit as plain values."""
    return JsonResponse(site_audit(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _line(page: Mapping[str, Any], addresses: Mapping[str, str]) -> dict[str, Any]:
    """One page of the audit as the table shows it."""
    folder = str(page["ref"]).partition("/")[0]
    hard = sum(finding["hard"] for finding in page["findings"])
    return {
        "title": page["title"],
        "address": addresses[page["ref"]],
        "kind": Kind.of_folder(folder).label,
        "grade": page["grade"],
        "hard": hard,
        "soft": len(page["findings"]) - hard,
    }

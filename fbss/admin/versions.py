"""The versions of a text in the admin: the list of them, and any two side by side."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from fbss.editing.comparing import compared
from fbss.editing.conditions import revisions_of
from fbss.models import Revision

from .workflow import Workflow

ON_A_PAGE = 50


class Versions(Workflow):
    """What every kind of text has to look back: versions, and their differences."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/versions/", wrap(self.versions_view), name=f"{name}_versions"),
            path("<int:pk>/compare/", wrap(self.compare_view), name=f"{name}_compare"),
        ]
        return own + super().get_urls()

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All versions of a page, newest first, any two of them to be compared."""
        revision = self.readable(request, pk)
        rows = revisions_of(revision.entry).order_by("-number")
        rows = rows.select_related("entry", "author", "approved_by")
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
        versions = [self._line(version) for version in page.object_list]
        context = self.page_about(request, revision, title="Versions")
        context |= {"versions": versions, "leaf": page, "compare": self._compare(revision)}
        return TemplateResponse(request, "admin/fbss/versions.html", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions of a page: what went, what came, field by field."""
        revision = self.readable(request, pk)
        numbers = _numbers_of(revision)
        before, after = _chosen(request, numbers, revision.number)
        texts = {row.number: row for row in _texts(revision, {before, after})}
        context = self.page_about(request, revision, title="Compare two versions")
        context |= {
            "numbers": numbers,
            "before": self._line(texts[before]),
            "after": self._line(texts[after]),
            "fields": compared(self.model, texts[before].text(), texts[after].text()),
            "versions": self.address_of("versions", revision.pk),
        }
        return TemplateResponse(request, "admin/fbss/compare.html", context)

    def _line(self, version: Any) -> dict[str, Any]:
        return {
            "version": version,
            "standing": self.standing(version),
            "address": self.address_of("change", version.pk),
            "restore": self.address_of("step", version.pk, "restore"),
        }

    def _compare(self, revision: Revision) -> str:
        return self.address_of("compare", revision.pk)


def _numbers_of(revision: Revision) -> list[int]:
    """The numbers of all versions, newest first."""
    rows = revisions_of(revision.entry)
    return list(rows.order_by("-number").values_list("number", flat=True))


def _chosen(request: HttpRequest, numbers: list[int], shown: int) -> tuple[int, int]:
    """The two versions to compare: what was asked for, else this one and the one before it."""
    earlier = next((number for number in numbers if number < shown), shown)
    before = _asked(request, "before", numbers, earlier)
    return before, _asked(request, "after", numbers, shown)


def _asked(request: HttpRequest, name: str, numbers: list[int], otherwise: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and int(typed) in numbers else otherwise


def _texts(revision: Revision, numbers: set[int]) -> list[Revision]:
    rows = revisions_of(revision.entry).filter(number__in=numbers)
    return list(rows.select_related("entry", "author", "approved_by", *revision.REFERENCES))

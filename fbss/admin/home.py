"""The front page of the desk: every list of work with its count, and each list whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fbss.editing import page_checks, work
from fbss.models import Entry

from .spreadsheets import MOST, csv_file
from .work_lines import Line
from .work_lists import LISTS, Desk, WorkList

SHOWN = 5
ON_A_PAGE = 50
# Some three seconds of work.
CHECKED_AT_ONCE = 100


def summary(request: HttpRequest) -> dict[str, Any]:
    """Every list that this person may see, with its count and its first lines."""
    desk = _desk_of(request)
    found = [(one, Paginator(one.rows(desk), SHOWN).page(1)) for one in _visible(request)]
    titles = _titles([(one, page.object_list) for one, page in found])
    return {
        "work": [
            {
                "list": one,
                "count": page.paginator.count,
                "lines": [one.line(row, titles) for row in page.object_list],
            }
            for one, page in found
        ]
    }


@require_safe
def work_list(request: HttpRequest, name: str) -> HttpResponse:
    """One list, whole."""
    chosen = _list_called(request, name)
    leaf = Paginator(chosen.rows(_desk_of(request)), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": chosen.title,
        "list": chosen,
        "lines": _lines(chosen, leaf.object_list),
        "leaf": leaf,
    }
    return TemplateResponse(request, "admin/fbss/work_list.html", context)


@require_safe
def work_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One list as a file for a spreadsheet."""
    chosen = _list_called(request, name)
    lines = _lines(chosen, list(chosen.rows(_desk_of(request))[:MOST]))
    rows = ([line.title, *line.cells, request.build_absolute_uri(line.address)] for line in lines)
    return csv_file(chosen.name, [*chosen.columns, "Address"], rows)


@require_safe
def newest_text(_request: HttpRequest, pk: int) -> HttpResponse:
    """To the text with which an editor goes on, whatever kind of page it is."""
    newest = work.newest_of(get_object_or_404(Entry, pk=pk))
    if newest is None:
        raise Http404("this page has no text: its only draft was thrown away")
    model, revision = newest
    return HttpResponseRedirect(reverse(f"admin:fbss_{model}_change", args=[revision]))


@require_POST
def check_pages(request: HttpRequest) -> HttpResponse:
    """Check some of the pages that were not checked today."""
    if not request.user.has_perm("fbss.view_entry"):
        raise PermissionDenied
    checked, left = page_checks.check_pages(CHECKED_AT_ONCE)
    rest = f" {left} are left: press the button again." if left else " All are up to date."
    messages.success(request, f"{checked} page{'' if checked == 1 else 's'} checked.{rest}")
    return HttpResponseRedirect(reverse("admin:desk_work", args=["precheck"]))


def _desk_of(request: HttpRequest) -> Desk:
    user: Any = request.user
    return Desk(user)


def _visible(request: HttpRequest) -> list[WorkList]:
    return [one for one in LISTS if request.user.has_perm(one.right)]


def _list_called(request: HttpRequest, name: str) -> WorkList:
    chosen = next((one for one in LISTS if one.name == name), None)
    if chosen is None:
        raise Http404(f"no such list; there are {', '.join(one.name for one in LISTS)}")
    if not request.user.has_perm(chosen.right):
        raise PermissionDenied
    return chosen


def _lines(chosen: WorkList, rows: Iterable[Any]) -> list[Line]:
    rows = list(rows)
    titles = _titles([(chosen, rows)])
    return [chosen.line(row, titles) for row in rows]


def _titles(found: Sequence[tuple[WorkList, Iterable[Any]]]) -> Mapping[int, str]:
    """What the pages of these lines are called, for all lists at once."""
    return work.titles_of(
        entry for one, rows in found if one.entry for row in rows if (entry := one.entry(row))
    )

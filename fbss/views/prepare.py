"""Prepare: the visit sheet. What a reader writes on it stays in the reader's browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.models.preparation import questions_by_page

from .caching import cached


@require_safe
@cached()
def prepare(request: HttpRequest) -> HttpResponse:
    """An empty sheet, the same for everybody, and the questions of all pages."""
    return render(request, "fbss/prepare.html", {"pages": questions_by_page()})

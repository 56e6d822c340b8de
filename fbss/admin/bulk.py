"""One step with several lines of a list at once: after a page that says what will happen.

Each line goes through the same function as it would alone; each refusal is named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from fbss.editing.refusals import Refused

Said = dict[str, Any]
# So many lines are named; of the rest only the number is told.
NAMED = 20
# More would keep the editor and the database waiting.
MOST = 500


@dataclass(frozen=True)
class Bulk:
    """Something that can be done with several lines."""

    name: str
    label: str
    explains: str
    deed: Callable[[Any, Any, Said], object]
    form: type[forms.Form] = forms.Form
    is_grave: bool = False
    # What the list asks of a person, as `has_…_permission`.
    right: str = "change"

    def as_action(self) -> Callable[..., HttpResponse | None]:
        """The action as the admin's list offers it."""

        @admin.action(description=f"{self.label} …", permissions=[self.right])
        def act(
            model_admin: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[Any]
        ) -> HttpResponse | None:
            is_confirmed = "confirmed" in request.POST
            form = self.form(request.POST if is_confirmed else None)
            if chosen.count() > MOST:
                messages.error(request, f"Choose at most {MOST} lines at a time.")
                return None
            if is_confirmed and form.is_valid():
                _do(self, request, list(chosen), form.cleaned_data)
                return None
            return _asked(self, model_admin, request, chosen, form)

        act.__name__ = self.name
        return act


def _asked(
    bulk: Bulk,
    model_admin: admin.ModelAdmin[Any],
    request: HttpRequest,
    chosen: QuerySet[Any],
    form: forms.Form,
) -> HttpResponse:
    """The page that says what will happen with which lines."""
    count = chosen.count()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{bulk.label}: {count} line{'' if count == 1 else 's'}",
        "opts": model_admin.opts,
        "bulk": bulk,
        "form": form,
        "named": list(chosen[:NAMED]),
        "more": max(count - NAMED, 0),
        "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "across": request.POST.get("select_across", "0"),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/fbss/bulk.html", context)


def _do(bulk: Bulk, request: HttpRequest, items: list[Any], said: Said) -> None:
    refused = []
    for item in items:
        try:
            bulk.deed(item, request.user, said)
        except Refused as refusal:
            refused.append(f"“{item}”: {refusal}")
    done = len(items) - len(refused)
    if done:
        lines = "line" if done == 1 else "lines"
        messages.success(request, f"{bulk.label}: done for {done} {lines}.")
    for sentence in refused[:NAMED]:
        messages.error(request, f"Not done. {sentence}")
    if len(refused) > NAMED:
        messages.error(request, f"Not done for {len(refused) - NAMED} more lines.")

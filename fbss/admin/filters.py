"""What the lists of texts can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import conditional_escape

from fbss.editing.work import titles_of
from fbss.models import State


class StateFilter(admin.SimpleListFilter):
    """Where the newest text of a page stands."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*State.choices, ("overdue", "Review overdue"), ("withdrawn", "Withdrawn")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "overdue":
            return queryset.filter(entry__next_review_due_on__lt=timezone.localdate())
        if self.value() == "withdrawn":
            return queryset.filter(entry__withdrawn_at__isnull=False)
        return queryset.filter(state=self.value()) if self.value() else queryset


class TopicFilter(admin.RelatedOnlyFieldListFilter):
    """The topics that questions stand under, by their titles."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, Any]]:
        choices: list[Any] = super().field_choices(field, request, model_admin)
        titles = titles_of(entry for entry, _ in choices)
        return [(entry, titles.get(entry, name)) for entry, name in choices]

    def choices(self, changelist: Any) -> Iterator[Any]:
        self.empty_value_display = conditional_escape("No topic yet")
        return super().choices(changelist)

"""Entries and records in the admin: to look at, and to change an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from fbss.editing.where_used import Place, uses_of_entry
from fbss.models import Citation, Decision, Entry, SeedRecord

from .where_used import WhereUsedAdmin

LOOKED_AT = [
    "kind",
    "key",
    "last_reviewed_on",
    "reviewed_by",
    "next_review_due_on",
    "withdrawn_at",
    "withdrawn_reason",
]


class EntryForm(forms.ModelForm[Entry]):
    """The address of a page."""

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        others = Entry.objects.filter(kind=self.instance.kind, slug=slug)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another page of this kind has this address already.")
        return slug


@admin.register(Entry)
class EntryAdmin(WhereUsedAdmin):
    """The permanent side of a page. Only its address can change here."""

    form = EntryForm
    fields = ["slug", *LOOKED_AT, "where_used"]
    readonly_fields = [*LOOKED_AT, "where_used"]
    list_display = ["key", "kind", "slug", "next_review_due_on", "withdrawn_at"]
    list_filter = ["kind", ("withdrawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["key", "slug"]
    show_full_result_count = False

    def uses(self, row: Any) -> list[Place]:
        return uses_of_entry(row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An entry begins with its first draft."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if "slug" in form.changed_data:
            new = obj.slug
            obj.slug = form.initial["slug"]
            obj.rename(new)


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """A record that is written by the site alone."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["at", "entry", "number", "step", "by", "reason"]
    list_filter = ["step"]
    search_fields = ["entry__key", "by__username"]
    list_select_related = ["entry", "by"]


@admin.register(Citation)
class CitationAdmin(ReadOnlyAdmin):
    list_display = ["source", "entry", "number"]
    search_fields = ["source__key", "entry__key"]
    list_select_related = ["entry", "source"]


@admin.register(SeedRecord)
class SeedRecordAdmin(ReadOnlyAdmin):
    list_display = ["key", "kind", "raw_text", "waits"]
    list_filter = ["kind", ("waiting", admin.EmptyFieldListFilter)]
    search_fields = ["key"]

    @admin.display(description="Seed update waits", boolean=True)
    def waits(self, record: SeedRecord) -> bool:
        return record.waiting is not None

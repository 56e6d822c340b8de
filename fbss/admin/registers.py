"""Registers in the admin: sources, passages, synonyms, codes and old addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Field
from django.http import HttpRequest

from fbss.editing.where_used import Place, uses_of_source
from fbss.models import Code, Passage, Redirect, Source, Synonym

from .fields import LinesField
from .where_used import WhereUsedAdmin


class RegisterAdmin(admin.ModelAdmin[Any]):
    """A list without revisions, kept by reviewers."""

    list_per_page = 50
    show_full_result_count = False

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.JSONField):
            return LinesField(required=False, help_text=db_field.help_text)
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


# What whoever adds a source has to know at each field.
SOURCE_HELP = {
    "key": "A short name that texts cite as [@key]. It never changes. Example: weir-2017",
    "authors": "As readers see them. Example: Weir S and others",
    "container": "Example: BMJ Open",
    "details": "Example: 7(9):e017585",
    "doi": "Example: 10.1136/bmjopen-2017-017585",
    "pmid": "Digits alone.",
    "url": "Where anybody can open it. It begins with https://",
    "kind": "What sort of study it is, in plain words. Example: Review of randomized trials",
    "funding": "Who paid for the study, or who sells what it tests.",
    "route": "Example: The whole article in PubMed Central",
    "facts": "Marks of a list of facts kept elsewhere, one a line. You can leave it empty.",
}


@admin.register(Source)
class SourceAdmin(WhereUsedAdmin, RegisterAdmin):
    list_display = ["key", "authors", "year", "container", "read"]
    list_filter = ["read"]
    search_fields = ["key", "authors", "title", "container"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A key is permanent: texts cite it."""
        return ["key", "where_used"] if obj else []

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in SOURCE_HELP:
            field.help_text = SOURCE_HELP[db_field.name]
        return field

    def uses(self, row: Any) -> list[Place]:
        return uses_of_source(row)


@admin.register(Passage)
class PassageAdmin(RegisterAdmin):
    list_display = ["key", "question", "verdict", "severity"]
    list_filter = ["verdict", "severity", "truncated"]
    search_fields = ["key", "question", "answer"]
    list_select_related = ["answered_by"]
    # The raw seed is quoted word for word: nobody changes it here.
    readonly_fields = [
        "key",
        "file",
        "number",
        "first_line",
        "last_line",
        "question",
        "answer",
        "printed_date",
        "truncated",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Synonym)
class SynonymAdmin(RegisterAdmin):
    list_display = ["lay", "clinical", "match", "urgency"]
    list_filter = ["match", "urgency"]
    search_fields = ["lay", "clinical"]


@admin.register(Code)
class CodeAdmin(RegisterAdmin):
    list_display = ["code", "system", "title", "entry"]
    list_filter = ["system"]
    search_fields = ["code", "title"]
    list_select_related = ["entry"]


@admin.register(Redirect)
class RedirectAdmin(RegisterAdmin):
    list_display = ["slug", "kind", "entry"]
    list_filter = ["kind"]
    search_fields = ["slug"]
    list_select_related = ["entry"]

"""Links to elsewhere in the admin: which no longer answer, since when, and who uses them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fbss.editing.where_used import Place, uses_of_link
from fbss.models import LinkCheck
from fbss.models.link_check import BROKEN

from .records import ReadOnlyAdmin
from .where_used import WhereUsedAdmin

SHOWN = ["address", "standing", "detail", "code", "since", "checked_at", "where_used"]


class BrokenFilter(admin.SimpleListFilter):
    """Begins with what needs somebody."""

    title = "what to mend"
    parameter_name = "mend"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("broken", "Broken"), ("moved", "Has moved")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "broken":
            return queryset.filter(standing__in=BROKEN)
        return queryset.filter(standing="moved") if self.value() == "moved" else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin, WhereUsedAdmin):
    """What `manage.py check_links` found."""

    list_display = ["url", "standing", "since", "checked_at"]
    list_filter = [BrokenFilter, "standing"]
    list_per_page = 50
    search_fields = ["url"]
    fields = (*SHOWN,)
    readonly_fields = SHOWN

    def uses(self, row: Any) -> list[Place]:
        return uses_of_link(row.url)

    @admin.display(description="Address")
    def address(self, row: LinkCheck) -> SafeString:
        return format_html('<a href="{}" rel="noreferrer">{}</a>', row.url, row.url)

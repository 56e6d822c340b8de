"""Feedback in the admin: editors read it, note what they did, and call it handled."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from fbss.models import Feedback

SHOWN = 90


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin[Any]):
    list_display = ["day", "page", "useful", "reason", "beginning", "state"]
    list_filter = ["state", "useful", "reason"]
    list_select_related = ["entry"]
    list_per_page = 50
    search_fields = ["text", "note", "entry__key"]
    show_full_result_count = False
    # What a reader said stays as it was said.
    readonly_fields = ["day", "page", "useful", "reason", "text"]
    fields = [*readonly_fields, "state", "note"]
    actions = ["call_read", "call_handled"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write it, nobody else."""
        return False

    @admin.display(description="Page", ordering="entry")
    def page(self, feedback: Feedback) -> str:
        return feedback.entry.ref if feedback.entry else "The site as a whole"

    @admin.display(description="Text", empty_value="")
    def beginning(self, feedback: Feedback) -> str:
        return Truncator(feedback.text).chars(SHOWN)

    @admin.action(description="Mark as read", permissions=["change"])
    def call_read(self, request: HttpRequest, feedback: QuerySet[Feedback]) -> None:
        feedback.filter(state=Feedback.State.NEW).update(state=Feedback.State.READ)

    @admin.action(description="Mark as handled", permissions=["change"])
    def call_handled(self, request: HttpRequest, feedback: QuerySet[Feedback]) -> None:
        feedback.update(state=Feedback.State.HANDLED)

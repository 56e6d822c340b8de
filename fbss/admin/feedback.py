"""Feedback in the admin: editors read it, note what they did, and call it handled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from fbss.editing import reactions
from fbss.models import Feedback

from .bulk import Bulk

SHOWN = 90


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Note, for all of them",
        required=False,
        max_length=200,
        help_text="What you did about it, or why nothing is to be done: Shortened the first part.",
    )


READ = Bulk(
    "call_read",
    "Mark as read",
    "Others see that somebody has read it. It still waits to be handled.",
    lambda feedback, _user, _said: reactions.read(feedback),
)
HANDLED = Bulk(
    "call_handled",
    "Mark as handled",
    "It leaves the list of what waits. The words stay.",
    lambda feedback, _user, said: reactions.handle(feedback, said["note"]),
    NoteForm,
)


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin[Any]):
    list_display = ["day", "page", "useful", "reason", "beginning", "state"]
    export_columns = ["day", "page", "useful", "reason", "text", "state", "note"]
    list_filter = ["state", "useful", "reason"]
    list_select_related = ["entry"]
    list_per_page = 50
    search_fields = ["text", "note", "entry__key"]
    show_full_result_count = False
    # What a reader said stays as it was said.
    readonly_fields = ["day", "about", "useful", "reason", "text"]
    fields = [*readonly_fields, "state", "note"]
    actions = [READ.as_action(), HANDLED.as_action()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write it, nobody else."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The front page leads to what was said about one page."""
        return lookup == "entry__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="Page", ordering="entry")
    def page(self, feedback: Feedback) -> str:
        return feedback.entry.ref if feedback.entry else "The site as a whole"

    @admin.display(description="Page")
    def about(self, feedback: Feedback) -> str:
        """The page, with the ways to it: as visitors see it, and where it is changed."""
        entry = feedback.entry
        if entry is None:
            return "The site as a whole"
        return format_html(
            '{}: <a href="{}">change it</a> · <a href="{}">see it</a>',
            entry.ref,
            reverse("admin:desk_page", args=[entry.pk]),
            entry.get_absolute_url(),
        )

    @admin.display(description="Text", empty_value="")
    def beginning(self, feedback: Feedback) -> str:
        return Truncator(feedback.text).chars(SHOWN)

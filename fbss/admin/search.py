"""Searches without an answer: what editors could write, or name, next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from fbss.content.vocabulary import Match
from fbss.editing import reactions
from fbss.models import SearchMiss, Synonym
from fbss.search import find

from .bulk import Bulk
from .feedback import NoteForm
from .records import ReadOnlyAdmin

HANDLED = Bulk(
    "call_handled",
    "Mark as handled",
    "They leave the list of what waits, on all days so far. If visitors look for them again, they"
    " come back.",
    lambda miss, _user, said: reactions.handle_search(miss.text, said["note"]),
    NoteForm,
    right="handle",
)


class SynonymActionForm(ActionForm):
    """The term that the chosen searches mean."""

    clinical = forms.CharField(
        label="Synonym of",
        required=False,
        max_length=120,
        help_text="Only for “Add as synonym”: the words of our pages, such as “pain pump”.",
    )


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnlyAdmin):
    """What visitors typed and did not find. Old lines go by themselves."""

    list_display = ["text", "day", "count", "handled", "note"]
    list_filter = ["handled", "day"]
    search_fields = ["text"]
    date_hierarchy = "day"
    action_form = SynonymActionForm
    actions = ["add_as_synonym", HANDLED.as_action()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        SearchMiss.objects.drop_old()
        return super().get_queryset(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("fbss.delete_searchmiss")

    def has_handle_permission(self, request: HttpRequest) -> bool:
        """Whoever handles what visitors say handles what they looked for."""
        return request.user.has_perm("fbss.change_feedback")

    def has_add_synonym_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("fbss.add_synonym")

    @admin.action(description="Add as synonym of …", permissions=["add_synonym"])
    def add_as_synonym(self, request: HttpRequest, misses: QuerySet[Any]) -> None:
        clinical = request.POST.get("clinical", "").strip()
        if refusal := _refusal(clinical):
            self.message_user(request, refusal, messages.ERROR)
            return
        texts = list(misses.order_by("text").values_list("text", flat=True).distinct())
        try:
            with transaction.atomic():
                for text in texts:
                    _add(text, clinical)
                SearchMiss.objects.filter(text__in=texts).delete()
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        named = ", ".join(f"“{text}”" for text in texts)
        found = f"{reverse('search')}?{urlencode({'q': texts[0]})}"
        said = f"Searches for {named} now look for “{clinical}” too."
        self.message_user(
            request, format_html('{} <a href="{}">See what is found</a>', said, found)
        )


def _refusal(clinical: str) -> str:
    """Why a synonym of this term would help nobody; "" if it helps."""
    if not clinical:
        return "Write in “Synonym of” what these searches mean, in the words of our pages."
    if not find(clinical, corrects=False).is_confident:
        return (
            f"No page answers a search for “{clinical}”, so a synonym of it would find nothing."
            " Write words that stand on a page; the A to Z has the names of all pages."
        )
    return ""


def _add(lay: str, clinical: str) -> None:
    synonym = Synonym(lay=lay, clinical=clinical, match=Match.SEARCH_ONLY.value)
    synonym.full_clean()
    synonym.save()

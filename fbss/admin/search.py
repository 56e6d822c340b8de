"""Searches without an answer: what editors could write, or name, next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from fbss.content.vocabulary import Match
from fbss.models import SearchMiss, Synonym

from .records import ReadOnlyAdmin


class SynonymActionForm(ActionForm):
    """The term that the chosen searches mean."""

    clinical = forms.CharField(
        label="Synonym of", required=False, max_length=120, help_text="As pages say it."
    )


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnlyAdmin):
    """What visitors typed and did not find. Old lines go by themselves."""

    list_display = ["text", "day", "count"]
    list_filter = ["day"]
    search_fields = ["text"]
    date_hierarchy = "day"
    action_form = SynonymActionForm
    actions = ["add_as_synonym"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        SearchMiss.objects.drop_old()
        return super().get_queryset(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("fbss.delete_searchmiss")

    def has_add_synonym_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("fbss.add_synonym")

    @admin.action(description="Add as synonym of …", permissions=["add_synonym"])
    def add_as_synonym(self, request: HttpRequest, misses: QuerySet[Any]) -> None:
        clinical = request.POST.get("clinical", "").strip()
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
        self.message_user(request, f"Searches for {named} now look for “{clinical}” too.")


def _add(lay: str, clinical: str) -> None:
    synonym = Synonym(lay=lay, clinical=clinical, match=Match.SEARCH_ONLY.value)
    synonym.full_clean()
    synonym.save()

"""Where something is used, on its page in the admin; and no way to delete it while it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fbss.editing.where_used import Place
from fbss.models import REVISIONS

NOWHERE = "Nowhere: no text that is live, to come or being written uses it."


class WhereUsedAdmin(admin.ModelAdmin[Any]):
    """Shows where a row is used. A subclass says how to find that out."""

    class Media:
        css = {"all": ["desk/pictures.css"]}

    def uses(self, row: Any) -> list[Place]:
        raise NotImplementedError

    @admin.display(description="Where it is used")
    def where_used(self, row: Any) -> SafeString | str:
        if row.pk is None:
            return NOWHERE
        found = self.uses(row)
        items = format_html_join("", "<li>{}</li>", ((link,) for link in _links(found)))
        return format_html('<ul class="where-used">{}</ul>', items) if found else NOWHERE

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Django's own look at what would go along, and the texts that hold it back."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        found = [place for row in objs for place in self.uses(row)]
        # Citations and uses say the same about the same texts in other words.
        own = [*_links(found)] if found else protected
        return deleted, counts, missing, own


def _links(places: Iterable[Place]) -> Iterable[SafeString]:
    return (
        format_html('<a href="{}">{}</a>: {}', _address(place), place.title, place.standing)
        for place in places
    )


def _address(place: Place) -> str:
    model = REVISIONS.get(place.kind)
    name = model._meta.model_name if model else place.kind
    return reverse(f"admin:fbss_{name}_change", args=[place.pk])

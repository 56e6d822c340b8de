"""Texts in the admin. The list shows the newest revision of each entry; saving makes a draft."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator

from fbss.content.markdown import MAX_CHARACTERS
from fbss.editing import revisions
from fbss.editing.legible import ROWS, in_reading_order
from fbss.editing.looking_over import looked_over
from fbss.models import (
    FAQ,
    CareCard,
    InfoPage,
    Revision,
    Topic,
    Treatment,
    Word,
)

from .fields import EntryField, LinesField, MarkdownWidget, ProseField
from .filters import StateFilter, TopicFilter
from .forms import CARRIED, RevisionForm
from .rows import RowsField
from .wording import BARE, HELP, MOST_WORDS, PICKERS
from .writing import WritingPlace

CHANGE = ("reason", "significance")
HIDDEN = ("key", *CARRIED)
# Tells the form's own copy of the text that it is no longer needed.
SAVED = "saved"


class RevisionAdmin(WritingPlace):
    """One kind of text."""

    form = RevisionForm
    formfield_overrides = {models.TextField: {"widget": MarkdownWidget}}
    list_display = ["title", "standing", "edited", "review_due"]
    list_filter = [StateFilter]
    list_per_page = 50
    list_select_related = ["entry", "author"]
    search_fields = ["title", "entry__key"]
    search_help_text = "Searches titles and addresses."
    show_full_result_count = False
    change_form_template = "admin/fbss/revision_form.html"

    # What the list and the form show -----------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset: QuerySet[Any] = super().get_queryset(request).select_related("entry")
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return queryset.filter(pk__in=self.model.objects.newest_of_all()) if is_list else queryset

    @admin.display(description="Review due", ordering="entry__next_review_due_on")
    def review_due(self, revision: Revision) -> str:
        due = revision.entry.next_review_due_on
        if due is None:
            return "–"
        overdue = " (overdue)" if due < timezone.localdate() else ""
        return f"{due:%d %b %Y}{overdue}"

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        name = db_field.name
        kwargs["help_text"] = HELP.get(name, db_field.help_text)
        if isinstance(db_field, models.TextField):
            # Longer texts cannot be shown.
            kwargs |= {"max_length": MAX_CHARACTERS, "form_class": ProseField}
        label = str(db_field.verbose_name).capitalize()
        options = {"label": label, "required": False, "help_text": kwargs["help_text"]}
        if isinstance(db_field, models.JSONField):
            field: Any = RowsField(ROWS[name], **options) if name in ROWS else LinesField(**options)
        elif kind := self.model.REFERENCES.get(name):
            field = EntryField(kind, **options)
        else:
            field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, forms.Textarea):
            field.widget.attrs |= _tools_for(db_field)
        return field  # type: ignore[no-any-return]  # Django's own is one too

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fields in the order in which the page shows them; the change itself comes last."""
        names: list[Any] = [*super().get_fields(request, obj)]
        own = in_reading_order(name for name in names if name not in {*CHANGE, *HIDDEN})
        carried = CARRIED if obj and self.has_change_permission(request, obj) else ()
        return [
            (None, {"fields": [*([] if obj else ["key"]), *own]}),
            ("About this change", {"fields": [*CHANGE, *carried]}),
        ]

    # Who may do what ---------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the newest text of a page can be gone on with; older ones can be looked at."""
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        if not hasattr(obj, "is_newest_text"):
            # The admin asks again and again while it makes one page.
            obj.is_newest_text = obj.is_newest()
        return bool(obj.is_newest_text)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here: drafts are discarded, pages are withdrawn."""
        return False

    # Saving ------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        user: Any = request.user
        if change:
            draft = revisions.save_draft(obj, user, seen=form.cleaned_data.get("seen"))
        else:
            draft = revisions.start_entry(obj, form.cleaned_data["key"], user)
        # The admin goes on with `obj`: its message and its next address are those of the draft.
        obj.pk, obj.number, obj.state = draft.pk, draft.number, draft.state

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        said = "Saved as a draft. Visitors read the page as it was."
        messages.success(request, said, extra_tags=SAVED)
        return HttpResponseRedirect(self.address_of("change", obj.pk))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        said = "Saved as a draft. It is not on the site yet."
        messages.success(request, said, extra_tags=SAVED)
        return HttpResponseRedirect(self.address_of("change", obj.pk))

    # The form ----------------------------------------------------------------------------------

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        change: bool = False,  # noqa: FBT001, FBT002 -- the same
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The form with the page beside it, the steps, and what is to be mended."""
        form = context["adminform"].form
        context |= self.surroundings(request, obj)
        if obj:
            context |= self.workflow_of(request, obj)
            context["check"] = looked_over(form.typed() if form.is_bound else obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            object_id, form_url = self._where_to_save(request, object_id, form_url)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _where_to_save(
        self, request: HttpRequest, object_id: str, form_url: str
    ) -> tuple[str, str]:
        """The newest text of the page, if another one came while this form was open.

        The form's own marks then tell what was changed by whom: nothing typed is lost.
        """
        texts = self.model.objects.newest()
        entry = request.POST.get("entry", "")
        newest = texts.filter(entry=entry).first() if entry.isdecimal() else None
        if newest is None or str(newest.pk) == object_id:
            return object_id, form_url
        return str(newest.pk), self.address_of("change", newest.pk)


def _tools_for(field: Field[Any, Any]) -> dict[str, str]:
    """What the toolbar of a field offers, and how many words it may have."""
    name = field.name
    if name in PICKERS:
        return {"data-picker": PICKERS[name], "data-insert": "line"}
    tools = {} if name in BARE else {"data-toolbar": _toolbar(field)}
    return tools | ({"data-words": str(MOST_WORDS[name])} if name in MOST_WORDS else {})


def _toolbar(field: Field[Any, Any]) -> str:
    """Headings and lists stand where a text has paragraphs."""
    has_blocks = isinstance(field, models.TextField) and field.name not in MOST_WORDS
    return "block" if has_blocks else "line"


@admin.register(Topic, InfoPage)
class ArticleAdmin(RevisionAdmin):
    pass


@admin.register(FAQ)
class FAQAdmin(RevisionAdmin):
    list_filter = [StateFilter, ("topic", TopicFilter)]
    search_fields = ["title", "entry__key", "short_answer"]


@admin.register(Treatment)
class TreatmentAdmin(RevisionAdmin):
    list_display = ["title", "category", "standing", "edited", "review_due"]
    list_filter = [StateFilter, "category"]


@admin.register(Word)
class WordAdmin(RevisionAdmin):
    list_filter = [StateFilter, "group"]


@admin.register(CareCard)
class CareCardAdmin(RevisionAdmin):
    list_display = ["title", "level", "standing", "edited", "review_due"]
    list_filter = [StateFilter, "level"]

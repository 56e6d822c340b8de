"""Texts in the admin. The list shows the newest revision of each entry; saving makes a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Field, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from markdownx.widgets import AdminMarkdownxWidget

from fbss.content.frames import Certainty, Outcome
from fbss.content.markdown import MAX_CHARACTERS
from fbss.editing import refusals, revisions
from fbss.models import (
    FAQ,
    CareCard,
    Decision,
    InfoPage,
    Revision,
    State,
    Topic,
    Treatment,
    Word,
)

from .fields import LinesField, RowsField
from .forms import RevisionForm, StepForm
from .steps import STEPS, Step, offered

ROWS = {"outcomes": Outcome, "certainty": Certainty}
READING_ORDER = (
    *("title", "topic", "category", "level", "service", "lead", "signs", "advice"),
    *("short_answer", "aim", "key_messages", "definition"),
    *("how_it_works", "what_happens", "outcomes", "if_nothing", "life_impact"),
    *("suits", "does_not_suit", "effort", "not_known", "certainty", "body"),
    *("care_cards", "what_you_can_do", "questions_to_ask", "alternatives", "see_also"),
)
CHANGE = ("reason", "significance")
HIDDEN = ("key", "seen")


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


class RevisionAdmin(admin.ModelAdmin[Any]):
    """One kind of text."""

    form = RevisionForm
    formfield_overrides = {models.TextField: {"widget": AdminMarkdownxWidget}}
    list_display = ["title", "standing", "edited", "review_due"]
    list_filter = [StateFilter]
    list_per_page = 50
    list_select_related = ["entry", "author"]
    search_fields = ["title", "entry__key"]
    search_help_text = "Searches titles and addresses."
    show_full_result_count = False
    change_form_template = "admin/fbss/revision_form.html"

    class Media:
        js = ["desk/markdown-editor.js"]

    # What the list and the form show -----------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        queryset: QuerySet[Any] = super().get_queryset(request).select_related("entry")
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return queryset.filter(pk__in=self.model.objects.newest()) if is_list else queryset

    @admin.display(description="Standing")
    def standing(self, revision: Revision) -> str:
        """One sentence: what visitors see, and what is being done."""
        if revision.entry.withdrawn_at and not revision.is_open:
            return "Withdrawn"
        if revision.is_scheduled():
            return f"Will be live from {timezone.localtime(revision.live_from):%d %b %Y %H:%M}"
        if revision.is_live():
            return "Live"
        label = State(revision.state).label
        return f"{label}; the page is live" if revision.based_on else f"{label}; not live yet"

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
        if isinstance(db_field, models.TextField):
            # Longer texts cannot be shown.
            kwargs["max_length"] = MAX_CHARACTERS
        if not isinstance(db_field, models.JSONField):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        options = {
            "label": str(db_field.verbose_name).capitalize(),
            "required": False,
            "help_text": db_field.help_text,
        }
        if row := ROWS.get(db_field.name):
            return RowsField(row, **options)
        return LinesField(**options)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Fields in the order in which the page shows them; the change itself comes last."""
        names = super().get_fields(request, obj)
        own = [name for name in READING_ORDER if name in names]
        rest = [name for name in names if name not in {*own, *CHANGE, *HIDDEN}]
        new = [] if obj else ["key"]
        return [
            (None, {"fields": [*new, *own, *rest]}),
            ("About this change", {"fields": [*CHANGE, *(["seen"] if obj else [])]}),
        ]

    # Who may do what ---------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the newest text of a page can be gone on with; older ones can be looked at."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.is_newest())

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
        messages.success(request, "Saved as a draft. Visitors read the page as it was.")
        return HttpResponseRedirect(self._address("change", obj.pk))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        messages.success(request, "Saved as a draft. It is not on the site yet.")
        return HttpResponseRedirect(self._address("change", obj.pk))

    def _address(self, view: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)

    # Steps and versions ------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/step/<slug:step>/", wrap(self.step_view), name=f"{name}_step"),
            path("<int:pk>/versions/", wrap(self.versions_view), name=f"{name}_versions"),
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        revision = self.get_object(request, object_id)
        more: dict[str, Any] = {}
        if revision and self.has_view_permission(request, revision):
            user: Any = request.user
            can_change = super().has_change_permission(request, revision)
            more = {
                "standing": self.standing(revision),
                "steps": offered(revision, user) if can_change else [],
                "versions": self._address("versions", revision.pk),
                "decisions": Decision.objects.filter(
                    entry=revision.entry, number=revision.number
                ).select_related("by"),
            }
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask for what the step needs, and take it."""
        revision = self._revision(request, pk)
        chosen = next((one for one in STEPS if one.name == step), None)
        if chosen is None:
            raise Http404
        user: Any = request.user
        if not super().has_change_permission(request, revision):
            raise PermissionDenied
        form = self._step_form(request, chosen)
        refused: refusals.Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                return self._take(request, revision, chosen, user, form)
            except refusals.Refused as error:
                refused = error
        context = self._context(request, revision, title=chosen.label)
        context |= {"step": chosen, "form": form, "refused": refused}
        if isinstance(refused, refusals.StaleDraft) and refused.newest:
            context["both"] = side_by_side(refused.newest, refused.draft)
        status = 409 if refused else 200
        return TemplateResponse(request, "admin/fbss/step.html", context, status=status)

    def _step_form(self, request: HttpRequest, step: Step) -> StepForm:
        form = StepForm(request.POST if request.method == "POST" else None)
        for name in set(form.fields) - set(step.asks):
            del form.fields[name]
        return form

    def _take(
        self, request: HttpRequest, revision: Revision, step: Step, user: Any, form: StepForm
    ) -> HttpResponse:
        result = step.take(revision, user, form.cleaned_data)
        messages.success(request, f"{revision}: {step.label.lower()} – done.")
        if step.name == "discard":
            return HttpResponseRedirect(self._address("changelist"))
        pk = result.pk if isinstance(result, Revision) else revision.pk
        return HttpResponseRedirect(self._address("change", pk))

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All versions of a page, newest first."""
        revision = self._revision(request, pk)
        rows = [
            (version, self.standing(version), self._address("change", version.pk))
            for version in revisions.revisions_of(revision.entry)
            .select_related("entry", "author", "approved_by")
            .reverse()
        ]
        context = self._context(request, revision, title="Versions") | {"versions": rows}
        return TemplateResponse(request, "admin/fbss/versions.html", context)

    def _revision(self, request: HttpRequest, pk: int) -> Any:
        revision = self.get_object(request, str(pk))
        if revision is None:
            raise Http404
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return revision

    def _context(self, request: HttpRequest, revision: Any, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(revision),
            "opts": self.opts,
            "original": revision,
            "back": self._address("change", revision.pk),
        }


def side_by_side(newest: Revision, draft: Revision) -> list[tuple[str, Any, Any]]:
    """The fields in which two texts differ: name, text of the page, text of the draft."""
    ours, theirs = newest.text(), draft.text()
    return [
        (name.replace("_", " "), ours[name], theirs[name])
        for name in ours
        if ours[name] != theirs[name] and name != "edited"
    ]


@admin.register(Topic, InfoPage)
class ArticleAdmin(RevisionAdmin):
    pass


@admin.register(FAQ)
class FAQAdmin(RevisionAdmin):
    list_filter = [StateFilter, ("topic", admin.RelatedOnlyFieldListFilter)]
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

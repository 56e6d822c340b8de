"""The way of a text through the hands of editors, in the admin: its steps and its record."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from fbss.editing import refusals
from fbss.editing.comparing import compared
from fbss.editing.conditions import is_own_text
from fbss.editing.standing import short_standing, standing_of
from fbss.models import Decision, Revision, State

from . import bulk_steps
from .steps import Step, StepForm, offered, step_called, tomorrow_morning

ON_A_PAGE = 100


class Workflow(admin.ModelAdmin[Any]):
    """What every kind of text has beside its form: steps, and the record of all of them."""

    actions = bulk_steps.actions()

    # What the form shows ------------------------------------------------------------------------

    @admin.display(description="Standing")
    def standing(self, revision: Revision) -> str:
        """What visitors see, and what is being done."""
        return short_standing(revision)

    def workflow_of(self, request: HttpRequest, revision: Revision) -> dict[str, Any]:
        """Where the page stands, what can be done next, and what happened to this text."""
        user: Any = request.user
        can_change = super().has_change_permission(request, revision)
        steps = offered(revision, user) if can_change else []
        return {
            "standing": standing_of(revision.entry),
            "steps": [
                {
                    "name": step.name,
                    "label": step.label_for(revision),
                    "is_grave": step.is_grave,
                    "address": self.address_of("step", revision.pk, step.name),
                }
                for step in steps
            ],
            "needs_another": revision.state == State.IN_REVIEW and is_own_text(revision, user),
            "record": self.address_of("history", revision.pk),
            "decisions": Decision.objects.of_draft(revision.entry, revision.number),
        }

    def address_of(self, view: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:pk>/step/<slug:step>/", view, name=name), *super().get_urls()]

    # Steps --------------------------------------------------------------------------------------

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask for what the step needs, say what will happen, and take it."""
        revision = self.readable(request, pk)
        chosen = step_called(step)
        if chosen is None:
            raise Http404
        if not super().has_change_permission(request, revision):
            raise PermissionDenied
        form = _form(request, revision, chosen)
        refused: refusals.Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                return self._take(request, revision, chosen, form)
            except refusals.Refused as error:
                refused = error
        return self._asked(request, revision, chosen, form, refused)

    def _take(
        self, request: HttpRequest, revision: Revision, step: Step, form: StepForm
    ) -> HttpResponse:
        user: Any = request.user
        label = step.label_for(revision, form.cleaned_data)
        result = step.take(revision, user, form.cleaned_data)
        messages.success(request, f"“{revision}”: {label} – done.")
        if step.name == "discard":
            return HttpResponseRedirect(self.address_of("changelist"))
        pk = result.pk if isinstance(result, Revision) else revision.pk
        return HttpResponseRedirect(self.address_of("change", pk))

    def _asked(
        self,
        request: HttpRequest,
        revision: Revision,
        step: Step,
        form: StepForm,
        refused: refusals.Refused | None,
    ) -> HttpResponse:
        said = form.cleaned_data if form.is_bound and form.is_valid() else {}
        context = self.page_about(request, revision, title=step.label_for(revision, said)) | {
            "step": step,
            "form": form,
            "refused": refused,
            "standing": standing_of(revision.entry),
            # A time is chosen first, and its button says which.
            "is_first_half": "at" in form.fields and "at" not in said,
            "said": said,
        }
        if isinstance(refused, refusals.StaleDraft) and refused.newest:
            newest, draft = refused.newest, refused.draft
            context["both"] = compared(type(draft), newest.text(), draft.text())
        status = 409 if refused else 200
        return TemplateResponse(request, "admin/fbss/step.html", context, status=status)

    # The record ---------------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Everything that happened to a page, by whom and when: in place of the stock history."""
        revision = self.readable(request, int(object_id) if object_id.isdigit() else 0)
        rows = Decision.objects.filter(entry=revision.entry).select_related("by")
        context = self.page_about(request, revision, title="Record of this page")
        context |= {
            "leaf": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
            "standing": standing_of(revision.entry),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/fbss/record.html", context)

    def readable(self, request: HttpRequest, pk: int) -> Any:
        """The revision that an address names, for somebody who may look at it."""
        revision = self.get_object(request, str(pk))
        if revision is None:
            raise Http404
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return revision

    def page_about(self, request: HttpRequest, revision: Any, title: str) -> dict[str, Any]:
        """What every page about one revision shows around its own matter."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(revision),
            "opts": self.opts,
            "original": revision,
            "back": self.address_of("change", revision.pk),
        }


def _form(request: HttpRequest, revision: Revision, step: Step) -> StepForm:
    """The form of a step: filled in by a press of its button, or by a time chosen before."""
    given = request.POST if request.method == "POST" else request.GET
    is_given = request.method == "POST" or "at" in request.GET
    initial = {"at": tomorrow_morning(), "significance": revision.significance}
    form = StepForm(given if is_given else None, initial=initial)
    for name in set(form.fields) - set(step.asked(revision)):
        del form.fields[name]
    return form

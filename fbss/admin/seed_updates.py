"""Seed updates in the admin: three texts side by side, and which of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fbss.content.differences import Line, difference
from fbss.editing import seed_updates
from fbss.editing.comparing import FieldDifference
from fbss.editing.legible import label_of, legible, names_in
from fbss.editing.refusals import Refused
from fbss.editing.seed_updates import BOTH, OURS, SEED, Sides
from fbss.models import REVISIONS, Origin, Revision, SeedRecord, Significance

CHOICES = {OURS: "Our text", SEED: "The seed's text", BOTH: "Both changes together"}
LIST = "seed-updates"
Legible = Callable[[str, Any], str]


class ChoiceForm(forms.Form):
    """Which text stands in each field, and what visitors read about the change."""

    why = forms.CharField(
        label="Why does the page change?",
        required=False,
        max_length=200,
        help_text="One line that visitors read: Adds the 2025 registry figures. Not needed to keep"
        " our text.",
    )
    significance = forms.ChoiceField(
        label="What sort of change is it?",
        required=False,
        choices=Significance.choices,
        initial=Significance.CLARIFICATION,
    )

    def __init__(self, found: Iterable[Sides], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in found:
            choices = [(key, label) for key, label in CHOICES.items() if _is_there(one, key)]
            self.fields[f"choice-{one.name}"] = forms.ChoiceField(
                label="Which text stands here?",
                choices=choices,
                initial=one.choice,
                required=False,
                widget=forms.RadioSelect,
            )

    def choices(self) -> dict[str, str]:
        """What was chosen, by the name of its field."""
        said = self.cleaned_data.items()
        return {
            name.removeprefix("choice-"): choice
            for name, choice in said
            if name.startswith("choice-") and choice
        }


def _is_there(one: Sides, choice: str) -> bool:
    return choice != BOTH or one.both is not None


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A seed's text for a page that an editor changed."""
    model = REVISIONS.get(kind)
    if model is None:
        raise Http404
    rows = model._default_manager.all().with_text().filter(origin=Origin.SEED_UPDATE)
    update = get_object_or_404(rows, pk=pk)
    _need(request, model)
    ours = seed_updates.our_text(update)
    found = seed_updates.text_sides(update)
    names = names_in(update.text(), ours.text())
    return _page(
        request,
        found,
        {
            "title": f"Seed update of “{update}”",
            "shown": _shown(
                found,
                lambda name: label_of(model, name),
                lambda name, value: legible(model, name, value, names),
            ),
            "ours": ours,
            "back": reverse(f"admin:fbss_{model._meta.model_name}_change", args=[ours.pk]),
        },
        lambda form: _decide_text(request, update, form),
    )


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """A seed's text for a line of a register that somebody changed."""
    waiting = get_object_or_404(SeedRecord.objects.filter(waiting__isnull=False), pk=pk)
    model = seed_updates.REGISTERS[waiting.kind]
    _need(request, model)
    found = seed_updates.line_sides(waiting)
    return _page(
        request,
        found,
        {
            "title": f"Seed update of {waiting.kind} “{waiting.key}”",
            "shown": _shown(found, _plain_label, _plain),
            "is_line": True,
            "is_gone": seed_updates.line_of(waiting) is None,
        },
        lambda form: _decide_line(request, waiting, form),
    )


def _page(
    request: HttpRequest,
    found: list[Sides],
    about: dict[str, Any],
    decide: Callable[[ChoiceForm], HttpResponse],
) -> HttpResponse:
    form = ChoiceForm(found, request.POST if request.method == "POST" else None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return decide(form)
        except Refused as error:
            refused = error
    for one in about["shown"]:
        one["choice"] = form[f"choice-{one['name']}"]
    context = {**admin.site.each_context(request), **about, "form": form, "refused": refused}
    status = 409 if refused else 200
    return TemplateResponse(request, "admin/fbss/seed_update.html", context, status=status)


def _decide_text(request: HttpRequest, update: Revision, form: ChoiceForm) -> HttpResponse:
    user: Any = request.user
    decision = request.POST.get("decision")
    name = update._meta.model_name
    if decision == "keep":
        seed_updates.keep(update, user)
        messages.success(request, f"“{update}”: our text stays.")
        return HttpResponseRedirect(reverse("admin:desk_work", args=[LIST]))
    if decision == "take":
        said = form.cleaned_data
        seed_updates.take(update, user, said["why"], said["significance"])
        messages.success(request, f"“{update}”: the seed's text waits for a reviewer.")
        return HttpResponseRedirect(reverse(f"admin:fbss_{name}_change", args=[update.pk]))
    draft = seed_updates.merge(update, user, form.choices())
    messages.success(request, f"“{draft}”: this draft says what you chose. Go on with it here.")
    return HttpResponseRedirect(reverse(f"admin:fbss_{name}_change", args=[draft.pk]))


def _decide_line(request: HttpRequest, waiting: SeedRecord, form: ChoiceForm) -> HttpResponse:
    decision = request.POST.get("decision")
    if decision == "keep":
        seed_updates.settle_line(waiting)
        messages.success(request, f"{waiting.key}: our line stays.")
    else:
        found = seed_updates.line_sides(waiting)
        choices = seed_updates.all_of(found, SEED) if decision == "take" else form.choices()
        line = seed_updates.change_line(waiting, choices)
        model_admin = admin.site.get_model_admin(type(line))
        model_admin.log_change(request, line, "Decided about an update of the seed")
        messages.success(request, f"{waiting.key}: the line says what you chose.")
    return HttpResponseRedirect(reverse("admin:desk_work", args=[LIST]))


def _need(request: HttpRequest, model: type[models.Model]) -> None:
    if not request.user.has_perm(f"fbss.change_{model._meta.model_name}"):
        raise PermissionDenied


def _shown(found: list[Sides], label: Callable[[str], str], say: Legible) -> list[dict[str, Any]]:
    """Each field with the older text, and how both sides changed it."""
    return [_columns(one, label(one.name), say) for one in found]


def _columns(one: Sides, label: str, say: Legible) -> dict[str, Any]:
    before = say(one.name, one.before) if one.before is not None else None
    ours, seed = say(one.name, one.ours), say(one.name, one.seed)
    return {
        "name": one.name,
        "label": label,
        "before": before,
        "ours": _changes(one.name, before if before is not None else ours, ours),
        "seed": _changes(one.name, before if before is not None else ours, seed),
    }


def _changes(name: str, before: str, after: str) -> FieldDifference:
    lines: tuple[Line, ...] = difference(before, after)
    return FieldDifference(name, "", lines)


def _plain_label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _plain(_name: str, value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")

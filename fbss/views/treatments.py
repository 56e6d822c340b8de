"""Treatments: all in one frame."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fbss.content.frames import Certainty
from fbss.content.vocabulary import Category, Scale
from fbss.models import Treatment

from .caching import cached, understood
from .entries import entry_page, show
from .filters import Filter, plain_filter

SCALES = {scale.value: place for place, scale in enumerate(Scale)}


@require_safe
@cached("kind", "certainty")
def treatments(request: HttpRequest) -> HttpResponse:
    """All treatments by kind, or those of one kind or one level of certainty."""
    shown = list(Treatment.objects.published().for_cards())
    kind = plain_filter("kind", "Kind of treatment", Category.choices(), request.GET)
    certainty = _certainty_filter(shown, request.GET.get("certainty", ""))
    found = [
        treatment
        for treatment in shown
        if kind.chosen in ("", treatment.category)
        and (not certainty.chosen or certainty.chosen in map(_rating, treatment.certainty_rows))
    ]
    context = {
        "groups": by_category(found),
        "count": len(found),
        "filters": [kind, certainty],
    }
    response = render(request, "fbss/treatments.html", context)
    return understood(response, kind.unknown, certainty.unknown)


@entry_page(Treatment)
def treatment(request: HttpRequest, treatment: Treatment) -> HttpResponse:
    """A treatment in its frame."""
    return show(request, treatment)


def _certainty_filter(treatments: Iterable[Treatment], asked: str) -> Filter:
    """The levels that occur, by scale: a level means nothing without the name of its scale."""
    rows = {_rating(row): row for found in treatments for row in found.certainty_rows}
    ordered = sorted(rows.values(), key=_place)
    groups = tuple(
        (scale, tuple((_rating(row), row.level) for row in levels))
        for scale, levels in groupby(ordered, lambda row: row.scale_label)
    )
    return Filter("certainty", "How sure, on which scale", groups, asked)


def _rating(row: Certainty) -> str:
    return f"{row.scale}:{row.level}"


def _place(row: Certainty) -> tuple[int, int, str]:
    levels = (Scale(row.scale).levels if row.scale in SCALES else None) or ()
    place = levels.index(row.level) if row.level in levels else len(levels)
    return SCALES.get(row.scale, len(SCALES)), place, row.level


def by_category(treatments: Iterable[Treatment]) -> list[tuple[Category, list[Treatment]]]:
    """Treatments of one kind together, in the order of the kinds."""
    by_kind: dict[str, list[Treatment]] = {}
    for found in treatments:
        by_kind.setdefault(found.category, []).append(found)
    return [(kind, by_kind[kind]) for kind in Category if kind in by_kind]

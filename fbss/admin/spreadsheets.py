"""Lists of the admin as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from fbss.content.spreadsheet import Cell, spreadsheet

MEDIA_TYPE = "text/csv; charset=utf-8"
# More lines than this are a case for `manage.py export_seed` or the API.
MOST = 20_000


def csv_file(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> StreamingHttpResponse:
    """A CSV file to keep, with the day in its name."""
    response = StreamingHttpResponse(spreadsheet(header, rows), content_type=MEDIA_TYPE)
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


@admin.action(description="Export the chosen lines as a spreadsheet (CSV)")
def export_csv(
    model_admin: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[Any]
) -> StreamingHttpResponse:
    """The chosen lines of a list, with its columns and those that only a file has room for."""
    columns = getattr(model_admin, "export_columns", None) or [
        *(name for name in model_admin.get_list_display(request) if isinstance(name, str))
    ]
    header = [
        str(label_for_field(name, model_admin.model, model_admin)).capitalize() for name in columns
    ]
    rows = ([_cell(name, item, model_admin) for name in columns] for item in chosen[:MOST])
    return csv_file(model_admin.opts.model_name or "list", header, rows)


def _cell(name: str, item: Model, model_admin: admin.ModelAdmin[Any]) -> Cell:
    try:
        field, _attribute, value = lookup_field(name, item, model_admin)
    except ObjectDoesNotExist:
        return ""
    if field is not None and getattr(field, "flatchoices", None):
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | float) else "" if value is None else str(value)


# Every list can be taken along.
admin.site.add_action(export_csv)

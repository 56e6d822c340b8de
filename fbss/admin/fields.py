"""Form fields in which an editor writes: Markdown, and lists as lines of text."""

from __future__ import annotations

from typing import Any

from django import forms
from markdownx.widgets import AdminMarkdownxWidget

from fbss.content.vocabulary import Kind
from fbss.models import REVISIONS, Entry


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]  # untyped
    """A field for Markdown, without markdownx's script: it takes Tab and the list of undo away.

    Our own script asks markdownx's address for the preview, once somebody wants to see it.
    """

    template_name = "django/forms/widgets/textarea.html"

    @property
    def media(self) -> forms.Media:
        return forms.Media()


class ProseField(forms.CharField):
    """Text with line ends as files have them: browsers send others, and that is no change."""

    def to_python(self, value: Any) -> Any:
        prose = super().to_python(value)
        return prose.replace("\r\n", "\n") if isinstance(prose, str) else prose


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # lines, not one text
        lines = (line.strip() for line in str(value or "").splitlines())
        return [line for line in lines if line]

    def rough(self, value: Any) -> list[str]:
        """The lines of a text that is not finished."""
        return self.to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not while running
    """Another page, by the title that readers know it by."""

    def __init__(self, kind: Kind, **options: Any) -> None:
        super().__init__(Entry.objects.filter(kind=kind.value), **options)
        self._kind = kind
        self._titles: dict[int, str] | None = None

    def label_from_instance(self, entry: Entry) -> str:
        return self.titles.get(entry.pk, entry.key)

    @property
    def titles(self) -> dict[int, str]:
        """The titles of all public pages of the kind. One query."""
        if self._titles is None:
            rows = REVISIONS[self._kind.value]._default_manager.all().published()
            self._titles = dict(rows.order_by().values_list("entry", "title"))
        return self._titles

"""The form of a text: what is typed becomes a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from fbss.editing import refusals, revisions
from fbss.models import Entry, Revision
from fbss.models.entry import TAKEN_BY_SITE


class RevisionForm(forms.ModelForm[Revision]):
    """A draft of a text. `seen` carries when the text was last saved when this form was opened."""

    key = forms.SlugField(
        max_length=80,
        help_text="Last part of the page's address, as how-common-is-it. It never changes.",
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["key"]
            self.initial["seen"] = self.instance.changed_at.isoformat()
            if not self.instance.is_open:
                # A new draft has a reason of its own.
                self.initial["reason"] = ""

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        validate_slug(key)
        kind = self._meta.model.KIND
        if key in kind.taken_addresses:
            raise ValidationError(TAKEN_BY_SITE)
        if Entry.objects.filter(kind=kind, slug=key).exists() or Entry.objects.filter(
            kind=kind, key=key
        ):
            raise ValidationError("Another page of this kind has this address already.")
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk:
            try:
                revisions.check_save(self.instance, seen=cleaned.get("seen"))
            except refusals.Refused as refused:
                raise ValidationError(str(refused)) from refused
        return cleaned

    def validate_constraints(self) -> None:
        """The constraints of published text are asked by `submit`: a draft may be unfinished."""


class StepForm(forms.Form):
    """What a step asks for: a reason, or a time."""

    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    at = forms.DateTimeField(
        label="Publish at",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="Leave empty to publish now.",
    )

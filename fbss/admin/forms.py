"""The form of a text: what is typed becomes a draft."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import QueryDict

from fbss.editing import refusals, revisions
from fbss.editing.merging import SIDES, Clash, clashes, stamps
from fbss.models import Entry, Revision
from fbss.models.entry import TAKEN_BY_SITE

# Fields that the form carries for the software.
CARRIED = ("seen", "opened", "merging")
CHOOSE = "Choose one of the two texts in each part below. Nothing is saved until you have."


class RevisionForm(forms.ModelForm[Revision]):
    """A draft of a text, with what the text was like when the form was opened.

    `seen` is when it had last been saved, `opened` a mark of each field, `merging` is sent once
    this person has seen what somebody else saved meanwhile.
    """

    key = forms.SlugField(
        max_length=80,
        help_text="Last part of the page's address, as how-common-is-it. It never changes.",
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    merging = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What has to be decided between this person's text and a newer one.
        self.clashes: tuple[Clash, ...] = ()
        self.newer: Revision | None = None
        if self.instance.pk:
            del self.fields["key"]
            self.initial["seen"] = self.instance.changed_at.isoformat()
            self.initial["opened"] = stamps(self.instance.text())
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
            self._refuse_to_overwrite(cleaned)
        return cleaned

    def validate_constraints(self) -> None:
        """The constraints of published text are asked by `submit`: a draft may be unfinished."""

    # What is typed, finished or not ------------------------------------------------------------

    def typed(self) -> Revision:
        """An unsaved revision that says what the form says, faulty fields as far as they go."""
        revision = self.instance.like_this(number=self.instance.number)
        for name, field in self.fields.items():
            if name in revision.text_fields():
                setattr(revision, name, self._typed_value(name, field))
        return revision

    def _typed_value(self, name: str, field: forms.Field) -> Any:
        raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            return field.clean(raw)
        except ValidationError:
            rough = getattr(field, "rough", None)
            if rough:
                return rough(raw)
            is_text = isinstance(field, forms.CharField)
            return str(raw or "") if is_text else getattr(self.instance, name)

    # Two people at once ------------------------------------------------------------------------

    def _refuse_to_overwrite(self, cleaned: dict[str, Any]) -> None:
        try:
            revisions.check_save(self.instance, seen=cleaned.get("seen"))
            self._check_published(cleaned.get("seen"))
        except refusals.NewerSave as refused:
            self._show_both(refused.draft, cleaned, str(refused))
        except refusals.Refused as refused:
            raise ValidationError(str(refused)) from refused
        if cleaned.get("merging"):
            self._merge(cleaned)

    def _check_published(self, seen: datetime.datetime | None) -> None:
        """A text that was published meanwhile is not replaced unseen either."""
        if seen and not self.instance.is_open and self.instance.changed_at > seen:
            raise refusals.NewerSave(self.instance)

    def _show_both(self, newer: Revision, cleaned: dict[str, Any], sentence: str) -> None:
        """Let the form come back with both texts, and carry on what this person has seen."""
        if newer.pk != self.instance.pk:
            raise ValidationError(sentence)
        found = self._clashes()
        if all(clash.suggested == "mine" for clash in found):
            # It was handed over or published, and its text is what this person began from.
            cleaned["seen"] = newer.changed_at
            return
        self.newer, self.clashes = newer, found
        sent: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # what a request sent
        sent["seen"], sent["merging"] = newer.changed_at.isoformat(), "yes"
        self.data = sent
        raise ValidationError(sentence)

    def _clashes(self) -> tuple[Clash, ...]:
        opened = str(self.data.get("opened", ""))
        return clashes(self.instance, self.typed(), opened, self._chosen())

    def _merge(self, cleaned: dict[str, Any]) -> None:
        """Take the other person's text where this one said so."""
        chosen, found = self._chosen(), self._clashes()
        if any(clash.field.name not in chosen for clash in found):
            self.newer, self.clashes = self.instance, found
            raise ValidationError(CHOOSE)
        for name in (name for name, side in chosen.items() if side == "theirs"):
            cleaned[name] = getattr(self.instance, name)
            self.errors.pop(name, None)

    def _chosen(self) -> dict[str, str]:
        names = self.instance.text_fields()
        said = {name: str(self.data.get(f"take-{name}", "")) for name in names}
        return {name: side for name, side in said.items() if side in SIDES}

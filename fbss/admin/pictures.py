"""Pictures in the admin: sent in here, drawn anew, and shown in a text by their key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fbss.editing.conditions import APPROVE
from fbss.editing.pictures import MAX_BYTES, Drawn, UnfitPicture, drop, keep
from fbss.editing.where_used import Place, uses_of_picture
from fbss.models import Picture, Thing, Use

from .where_used import WhereUsedAdmin

ABOUT = ["alt", "caption", "credit", "licence"]
NAME_IN_TEXT = "Write this into a text, on a line of its own."


class PictureForm(forms.ModelForm[Picture]):
    """What is said about a picture, and the file it is drawn from."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text="PNG, JPEG or WebP, at most 5 MB and 25 million points. The place and the"
        " camera that a photo names are left out.",
    )

    drawn: Drawn | None = None

    class Meta:
        model = Picture
        fields = ["key", *ABOUT]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["file"].required = False
            self.fields["file"].label = "Another file instead"

    def clean_key(self) -> str:
        """As `![key]` is read: other signs would not be found."""
        key = str(self.cleaned_data["key"])
        if key != key.lower() or "_" in key or "--" in key or key.strip("-") != key:
            raise forms.ValidationError(
                "Use small letters and digits, with one - between words: lower-back"
            )
        return key

    def clean_file(self) -> None:
        """Drawn at once: what comes out of it is kept, the file itself is not."""
        file = self.cleaned_data.get("file")
        if file is None:
            return
        try:
            # One byte more than fits is enough to know.
            from fbss.editing.drawing import draw  # noqa: PLC0415 -- readers' workers need no Pillow

            self.drawn = draw(file.read(MAX_BYTES + 1))
        except UnfitPicture as unfit:
            raise forms.ValidationError(str(unfit)) from unfit

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        if self.drawn:
            keep(self.drawn)
            self.instance.width, self.instance.height = self.drawn.width, self.drawn.height
            self.instance.files = self.drawn.files
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(WhereUsedAdmin):
    """The pictures that texts can show."""

    form = PictureForm
    list_display = ["key", "alt", "size", "texts"]
    search_fields = ["key", "alt", "caption", "credit"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        uses = Use.objects.filter(thing=Thing.PICTURE, key=OuterRef("key")).order_by()
        counted = uses.values("key").annotate(texts=Count("pk")).values("texts")
        pictures: QuerySet[Picture] = super().get_queryset(request)
        return pictures.annotate(texts=Coalesce(Subquery(counted), 0))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        about = ["shown", "in_a_text", *ABOUT, "file", "where_used"]
        return about if obj else ["file", "key", *ABOUT]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A key is permanent: texts name it."""
        return ["shown", "in_a_text", "where_used"] if obj else []

    def uses(self, row: Any) -> list[Place]:
        return uses_of_picture(row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What visitors see of a picture changes at once, so a reviewer does that."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.has_perm(APPROVE) or not self.uses(obj))

    # What a picture no longer shows leaves the storage: a photo of a patient, sent by mistake.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        before = Picture.objects.filter(pk=obj.pk).values_list("files", flat=True).first() or []
        super().save_model(request, obj, form, change)
        drop(before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        drop(obj.files)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        before = [file for files in queryset.values_list("files", flat=True) for file in files]
        super().delete_queryset(request, queryset)
        drop(before)

    @admin.display(description="Texts", ordering="texts")
    def texts(self, picture: Any) -> int:
        return int(picture.texts)

    @admin.display(description="Size")
    def size(self, picture: Picture) -> str:
        return f"{picture.width} by {picture.height}"

    @admin.display(description="In a text")
    def in_a_text(self, picture: Picture) -> SafeString:
        return format_html("<code>![{}]</code> {}", picture.key, NAME_IN_TEXT)

    @admin.display(description="Picture")
    def shown(self, picture: Picture) -> SafeString:
        small = picture.as_text().renditions[0]
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" class="desk-picture">',
            small.fallback,
            picture.alt,
            small.width,
            small.height,
        )

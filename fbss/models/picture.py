"""Pictures that texts show. The files are made by `fbss.editing.drawing`, never taken as sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from fbss.content.pictures import PictureText, Rendition, picture_keys

FOLDER = "pictures"


class Picture(models.Model):
    """One picture, in several widths and two formats."""

    key = models.SlugField(
        max_length=80,
        unique=True,
        help_text="A text shows it as ![key] on a line of its own. Small letters, digits and -.",
    )
    alt = models.CharField(
        "what it shows",
        max_length=300,
        help_text="For people who cannot see it: The lower back from the side, two discs marked.",
    )
    caption = models.CharField(
        max_length=300, blank=True, help_text="The line below it, if it needs one."
    )
    credit = models.CharField(
        "who made it", max_length=200, help_text="A name, or an institution: A. Person"
    )
    licence = models.CharField(
        max_length=200, help_text="What allows us to show it: CC BY 4.0, or Own work"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # Of each width: width, height, and the names of both files in the storage; the widest last.
    files = models.JSONField(editable=False)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="picture_says_what_it_shows",
                violation_error_message="Say what the picture shows, for people who cannot see it.",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def as_text(self) -> PictureText:
        """The picture as pages show it."""
        return PictureText(
            key=self.key,
            alt=self.alt,
            renditions=tuple(map(_rendition, self.files)),
            caption=self.caption,
            credit=f"Picture: {self.credit}, {self.licence}",
        )


def _rendition(files: Mapping[str, Any]) -> Rendition:
    return Rendition(
        width=files["width"],
        height=files["height"],
        webp=default_storage.url(files["webp"]),
        fallback=default_storage.url(files["fallback"]),
    )


def pictures_of(text: Mapping[str, Any]) -> dict[str, PictureText]:
    """The pictures that a text shows, by key; no query where it shows none."""
    keys = picture_keys(text)
    found = Picture.objects.filter(key__in=keys) if keys else ()
    return {picture.key: picture.as_text() for picture in found}

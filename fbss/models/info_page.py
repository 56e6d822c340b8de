"""Pages about the site itself."""

from __future__ import annotations

from typing import Self

from fbss.content.vocabulary import Kind

from .article import Article
from .revision import RevisionQuerySet


class InfoPageQuerySet(RevisionQuerySet["InfoPage"]):
    def with_key(self, key: str) -> Self:
        """The page with a key, with the person who checked it."""
        return self.filter(entry__key=key).with_text().select_related("entry__reviewed_by")

    def for_cards(self) -> Self:
        """What a list of these pages shows of each, in order."""
        fields = ("title", "aim", "entry__kind", "entry__key", "entry__slug")
        return self.only(*fields).order_by("position", "title")


class InfoPage(Article):
    """One revision of a page under “About this site”."""

    KIND = Kind.PAGE

    objects = InfoPageQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Article.Meta):
        abstract = False
        verbose_name = "page about the site"
        verbose_name_plural = "pages about the site"

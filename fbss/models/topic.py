"""Topics: the seven parts of the subject."""

from __future__ import annotations

from typing import Self

from fbss.content.vocabulary import Kind

from .article import Article
from .revision import RevisionQuerySet


class TopicQuerySet(RevisionQuerySet["Topic"]):
    def for_cards(self) -> Self:
        """What a list of topics shows of each, in order."""
        fields = ("title", "aim", "entry__kind", "entry__key", "entry__slug")
        return self.only(*fields).order_by("position", "title")


class Topic(Article):
    """One revision of a topic page."""

    KIND = Kind.TOPIC

    objects = TopicQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Article.Meta):
        abstract = False
        verbose_name = "topic"

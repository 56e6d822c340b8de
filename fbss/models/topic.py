"""Topics: the seven parts of the subject."""

from __future__ import annotations

from typing import Self

from fbss.content.vocabulary import Kind, Need

from .article import Article
from .revision import RevisionQuerySet


class TopicQuerySet(RevisionQuerySet["Topic"]):
    def for_cards(self) -> Self:
        """What a list of topics shows of each, in order."""
        fields = ("title", "aim", "entry__kind", "entry__key", "entry__slug")
        return self.only(*fields).order_by("position", "title")

    def for_bad_days(self) -> Self:
        """What the shortest form of each topic shows, in order."""
        fields = ("title", "need", "key_messages", "what_you_can_do")
        entry = ("entry__kind", "entry__key", "entry__slug")
        return self.only(*fields, *entry).order_by("position", "title")


class Topic(Article):
    """One revision of a topic page."""

    KIND = Kind.TOPIC

    objects = TopicQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Article.Meta):
        abstract = False
        verbose_name = "topic"

    @property
    def is_about_flare_ups(self) -> bool:
        return self.need == Need.FLARE_UPS

    @property
    def one_action(self) -> str:
        """The first of the things a reader can do today."""
        return str(next(iter(self.what_you_can_do), ""))

"""FAQs: what people ask, with the answer we publish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When

from fbss.content.vocabulary import Kind

from .article import ONE_A_LINE, Article
from .entry import Entry
from .revision import Revision, RevisionQuerySet, State


class FAQQuerySet(RevisionQuerySet["FAQ"]):
    def about(self, topic: Entry) -> Self:
        """Questions that belong to a topic."""
        return self.filter(topic=topic)

    def for_cards(self) -> Self:
        """What a list of questions shows of each, in order."""
        fields = ("title", "topic", "entry__kind", "entry__key", "entry__slug")
        return self.only(*fields).order_by("position", "title")

    def topic_by_topic(self, topics: Sequence[Entry]) -> Self:
        """The same, in the order of the topics; questions of no topic that is shown stand last."""
        places = [When(topic=topic, then=Value(place)) for place, topic in enumerate(topics)]
        place = Case(*places, default=Value(len(topics)))
        return self.for_cards().order_by(place, "position", "title")


class FAQ(Article):
    """One revision of a question and its answer."""

    KIND = Kind.FAQ
    REFERENCES = {"topic": Kind.TOPIC}

    topic = models.ForeignKey(
        Entry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        limit_choices_to={"kind": Kind.TOPIC.value},
    )
    short_answer = models.TextField(
        blank=True,
        help_text="The answer in at most 40 words, with its sources: … for 1 in 5. [@weir-2017]",
    )
    also_asked = models.JSONField(
        default=list, blank=True, help_text=f"Other wordings of the question. {ONE_A_LINE}"
    )

    objects = FAQQuerySet.as_manager()  # type: ignore[misc]  # narrower than Revision's

    class Meta(Article.Meta):
        abstract = False
        verbose_name = "FAQ"
        constraints = [
            *Article.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | (~Q(short_answer="") & Q(topic__isnull=False)),
                name="published_faq_is_answered",
                violation_error_message="Write the short answer and choose the topic first.",
            ),
        ]
        indexes = [
            *Revision.Meta.indexes,
            models.Index(
                fields=["topic", "position", "title"],
                condition=Q(live_from__isnull=False),
                name="faq_of_topic_in_order",
            ),
            # The first few of all questions: the front page shows them.
            models.Index(
                fields=["position", "title"],
                condition=Q(live_from__isnull=False),
                name="faq_in_order",
            ),
        ]

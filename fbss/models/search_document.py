"""What search knows of the published texts: one row a text, and the words they hold.

Nothing here is written by hand: `fbss.search` keeps it, and `manage.py rebuild_search` makes it
anew.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from fbss.content.vocabulary import Kind

from . import clock
from .entry import Entry


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def published(self, at: datetime.datetime | None = None) -> Self:
        """What a visitor may read now, or at another moment."""
        at = at or clock.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def words(self) -> Self:
        """The words of the glossary: their other names serve as synonyms."""
        return self.filter(kind=Kind.WORD.value)


class SearchDocument(models.Model):
    """An approved text as search sees it. Its window is the revision's, so it appears on time."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="search_documents")
    number = models.PositiveIntegerField("revision")
    kind = models.CharField(max_length=12, choices=Kind.choices())
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    title = models.CharField(max_length=120)
    # Other names, and other wordings of the question.
    names = models.JSONField(default=list)
    # The answer in short, whole, as a result shows it.
    summary = models.TextField()
    # Keys of the passages of the raw seed that the page answers.
    passages = models.JSONField(default=list)
    # Stems, with one space between them; " | " between two names.
    name_words = models.TextField()
    summary_words = models.TextField()
    body_words = models.TextField()
    claim_words = models.TextField()
    # Each word once, as it is written: what slips of the finger are corrected to.
    words = models.TextField()

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="one_search_document_a_revision",
                violation_error_message="This text is in the index already.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(kind=Kind.WORD.value), name="search_document_of_a_word"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that published texts hold, and how many."""

    word = models.CharField(max_length=64, primary_key=True)
    documents = models.IntegerField()
    # The first of them is public from then on: nobody is corrected to a word that is still to come.
    live_from = models.DateTimeField()

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class SearchStamp(models.Model):
    """One row that changes with every change of the index: copies in memory are checked by it."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    token = models.UUIDField(default=uuid.uuid4)
    # Changes with the synonyms alone: to read them takes longer than to read all else.
    synonyms = models.UUIDField(default=uuid.uuid4, null=True)
    documents = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="one_search_stamp",
                violation_error_message="There is one stamp alone.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)

"""The evidence register: what the statements rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from fbss.content.citations import keys_in
from fbss.content.references import FUNDING_UNKNOWN
from fbss.content.vocabulary import ReadStatus

from .entry import Entry
from .register import RegisterLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .revision import Revision

DOI, PUBMED = "https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/"
CITABLE = [status.value for status in ReadStatus if status.citable]


class SourceQuerySet(models.QuerySet["Source"]):
    def citable(self) -> Self:
        """Sources that somebody has read: only these may support a published statement."""
        return self.filter(read__in=CITABLE)

    def at(self, url: str) -> Self:
        """Sources whose link is this address, whichever of their fields it is made of."""
        doi, pmid = url.removeprefix(DOI), url.removeprefix(PUBMED).rstrip("/")
        named = Q(url=url)
        named |= Q(doi=doi) if doi != url else Q(pmid=pmid) if url.startswith(PUBMED) else Q()
        return self.filter(named)


class Source(RegisterLine):
    """One paper, guideline or official page."""

    KIND = "source"

    key = models.SlugField(max_length=80, unique=True, help_text="Cited in a text as [@key].")
    authors = models.CharField(max_length=300, help_text="Weir S and others")
    title = models.CharField(max_length=400, blank=True)
    container = models.CharField("journal or publisher", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    details = models.CharField("volume and pages", max_length=200, blank=True)
    doi = models.CharField("DOI", max_length=120, blank=True)
    pmid = models.CharField("PubMed number", max_length=12, blank=True)
    url = models.URLField("address", max_length=400, blank=True)
    kind = models.CharField("kind of study", max_length=200)
    funding = models.CharField("who paid, or who sells it", max_length=400, default=FUNDING_UNKNOWN)
    read = models.CharField(
        "read status",
        max_length=3,
        choices=ReadStatus.choices(),
        help_text="Only a source that somebody has read can support a statement.",
    )
    route = models.CharField("where it was read", max_length=300, blank=True)
    facts = models.JSONField(default=list, blank=True, help_text="Facts of the fact list.")
    # The key again while the source may be cited, else nothing. Citations point at this column, so
    # that the database itself refuses a citation of an unread source, and refuses to call a source
    # unread while a text cites it.
    citable_key = models.SlugField(max_length=80, unique=True, null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["authors", "year", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read__in=CITABLE, citable_key=models.F("key"))
                | (~Q(read__in=CITABLE) & Q(citable_key=None)),
                name="only_a_read_source_is_citable",
                violation_error_message="A source that nobody has read cannot support a statement.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authors} {self.year or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_citable_key()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.set_citable_key()

    def set_citable_key(self) -> None:
        self.citable_key = self.key if self.read in CITABLE else None

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.key])

    @property
    def is_citable(self) -> bool:
        return self.read in CITABLE

    @property
    def link(self) -> str:
        """Where a reader can open it: DOI first, then PubMed, then its own address."""
        if self.doi:
            return f"{DOI}{self.doi}"
        if self.pmid:
            return f"{PUBMED}{self.pmid}/"
        return self.url


class Citation(models.Model):
    """A published revision rests on a source. Written when the revision is approved."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="citations")
    number = models.PositiveIntegerField("revision")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        to_field="citable_key",
        related_name="citations",
    )

    class Meta:
        ordering = ["entry", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number", "source"],
                name="one_citation_a_source_and_revision",
                violation_error_message="The revision names this source already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.number} [@{self.source_id}]"


def cited_keys(text: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of the sources that a text names, in its statements and in its rows, in order."""
    found: dict[str, None] = {}
    for value in text.values():
        found.update(dict.fromkeys(_keys_of(value)))
    return tuple(found)


def _keys_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return list(keys_in(value))
    if isinstance(value, list):
        return [key for item in value for key in _keys_of(item)]
    if isinstance(value, dict):
        rest = [key for name, part in value.items() if name != "source" for key in _keys_of(part)]
        return [value["source"], *rest] if value.get("source") else rest
    return []


def citations_of(revision: Revision) -> list[Citation]:
    """Unsaved citations of a revision, one a source."""
    return [
        Citation(entry_id=revision.entry_id, number=revision.number, source_id=key)
        for key in cited_keys(revision.text())
    ]

"""What each text uses, so that "where is it used?" is one look into an index.

Kept for the texts that matter to that question: those that visitors read now or will read, and
those that somebody is writing. Older versions are history; they hold nothing back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import ProtectedError, Q
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete

from fbss.content.glossary import Glossary
from fbss.content.links import links_in, strings_of
from fbss.content.pictures import picture_keys
from fbss.content.vocabulary import Kind

from . import clock
from .entry import Entry
from .library import meanings
from .picture import Picture
from .publication import entries_changed
from .revision import OPEN, Revision
from .rows import insert_rows
from .source import Source, cited_keys

MOST_LETTERS = 500
BATCH = 500


class Thing(models.TextChoices):
    """What a text can use."""

    SOURCE = "source", "source"
    WORD = "word", "word"
    CARD = "card", "care card"
    PICTURE = "picture", "picture"
    # By what seed files call it, or by its address on this site.
    PAGE = "page", "page"
    LINK = "link", "link to elsewhere"


class Used(NamedTuple):
    """One thing that a text uses."""

    thing: Thing
    key: str


class UseQuerySet(models.QuerySet["Use"]):
    def of(self, thing: Thing, *keys: str) -> Self:
        """The uses of one thing, by any of its names."""
        return self.filter(thing=thing, key__in=keys).select_related("entry")

    def of_names(self, names: Mapping[Thing, Iterable[str]]) -> Self:
        """The uses of an entry, by all its names."""
        asked = Q()
        for thing, keys in names.items():
            asked |= Q(thing=thing, key__in=list(keys))
        return self.filter(asked).select_related("entry")

    @transaction.atomic
    def refresh(self, entries: Iterable[int]) -> None:
        """Write down anew what the texts of these entries use."""
        glossary = Glossary(tuple(meaning.word for meaning in meanings().values()))
        rest = iter(entries)
        while batch := list(islice(rest, BATCH)):
            self.filter(entry__in=batch).delete()
            self._write(
                (text, used)
                for text in standing_texts(batch)
                for used in sorted(used_by(text, glossary))
            )

    @transaction.atomic
    def look_for_words(self, slugs: Collection[str]) -> None:
        """These words came, went or have other names: look for them in every text, once."""
        words = (meaning.word for slug, meaning in meanings().items() if slug in slugs)
        glossary = Glossary(tuple(words))
        self.filter(thing=Thing.WORD, key__in=slugs).delete()
        self._write(
            (text, Used(Thing.WORD, slug))
            for text in all_standing_texts()
            for slug in words_in(strings_of(text.text()), glossary) - {_own_word(text)}
        )

    def _write(self, uses: Iterable[tuple[Revision, Used]]) -> None:
        rows = ((text.entry_id, text.number, thing.value, key) for text, (thing, key) in uses)
        insert_rows(Use, ("entry_id", "number", "thing", "key"), rows)


class Use(models.Model):
    """A text that is live, to come or being written uses something."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="uses")
    number = models.PositiveIntegerField("revision")
    thing = models.CharField(max_length=8, choices=Thing.choices)
    key = models.CharField(max_length=MOST_LETTERS)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "number", "thing", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number", "thing", "key"],
                name="one_use_a_thing_and_text",
                violation_error_message="The text uses this already.",
            ),
        ]
        indexes = [models.Index(fields=["thing", "key"], name="use_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.entry} {self.number}: {self.thing} {self.key}"


def standing_texts(entries: Collection[int]) -> Iterator[Revision]:
    """The texts of these entries that are live, to come or being written. One query a kind."""
    from . import REVISIONS  # noqa: PLC0415 -- the package imports this module

    still = Q(live_until=None) | Q(live_until__gt=clock.now())
    standing = Q(state__in=OPEN) | (Q(live_from__isnull=False) & still)
    kinds = Entry.objects.filter(pk__in=entries).order_by().values_list("kind", flat=True)
    for kind in list(kinds.distinct()):
        texts = REVISIONS[kind]._default_manager.filter(standing, entry__in=entries)
        yield from texts.with_text().iterator(BATCH)


def all_standing_texts() -> Iterator[Revision]:
    """The same of all entries. Each of the three questions has an index; one for all has none."""
    from . import REVISIONS  # noqa: PLC0415 -- the package imports this module

    now = clock.now()
    for model in REVISIONS.values():
        texts = model._default_manager.all().with_text().order_by()
        last = texts.filter(live_from__isnull=False, live_until=None)
        coming = last.filter(live_from__gt=now).values("entry")
        yield from last.order_by("entry_id").iterator(BATCH)
        # What is being written has no time yet.
        yield from texts.filter(live_from__isnull=True).order_by("changed_at").iterator(BATCH)
        # Live until the text to come takes over.
        yield from texts.filter(entry__in=coming, live_until__gt=now).iterator(BATCH)


def used_by(revision: Revision, glossary: Glossary) -> set[Used]:
    """Everything that a text uses."""
    text = revision.text()
    strings = strings_of(text)
    words = words_in(strings, glossary) - {_own_word(revision)}
    found = {Used(Thing.SOURCE, key) for key in cited_keys(text)}
    found |= {Used(Thing.PICTURE, key) for key in picture_keys(text)}
    found |= {Used(Thing.CARD, str(key)) for key in text.get("care_cards") or ()}
    found |= {Used(Thing.PAGE, ref) for ref in _pages_of(text)}
    found |= {Used(Thing.WORD, slug) for slug in words}
    found |= {_linked(address) for string in strings for address in links_in(string)}
    return {one for one in found if 0 < len(one.key) <= MOST_LETTERS}


def words_in(strings: Iterable[str], glossary: Glossary) -> set[str]:
    """The slugs of the words that stand in these strings."""
    if not glossary.words:
        return set()
    return {mention.word.slug for string in strings for mention in glossary.mentions(string)}


def _own_word(revision: Revision) -> str:
    """A word does not use itself."""
    return revision.entry.slug if revision.KIND is Kind.WORD else ""


def _pages_of(text: Mapping[str, Any]) -> Iterator[str]:
    if text.get("topic"):
        yield f"{Kind.TOPIC.folder}/{text['topic']}"
    for key in text.get("alternatives") or ():
        yield f"{Kind.TREATMENT.folder}/{key}"
    yield from map(str, text.get("see_also") or ())


def _linked(address: str) -> Used:
    """A link to elsewhere, or to a page of ours by its path."""
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address, such as http://[
        return Used(Thing.LINK, address)
    if parts.scheme in ("http", "https"):
        return Used(Thing.LINK, address)
    return Used(Thing.PAGE, parts.path if parts.scheme == "" else "")


def names_of(entry: Entry) -> dict[Thing, tuple[str, ...]]:
    """The names by which other texts use an entry: its key, its addresses, old ones too."""
    slugs = (entry.slug, *entry.redirects.values_list("slug", flat=True))
    addresses = (
        Entry(kind=entry.kind, key=entry.key, slug=slug).get_absolute_url() for slug in slugs
    )
    names = {Thing.PAGE: (entry.ref, *addresses)}
    if entry.kind == Kind.CARD:
        names[Thing.CARD] = (entry.key,)
    if entry.kind == Kind.WORD:
        names[Thing.WORD] = slugs
    return names


# Keeping it true ---------------------------------------------------------------------------------


def listen() -> None:
    """Follow every text from now on, and let nothing be deleted that a text uses."""
    from . import REVISIONS  # noqa: PLC0415 -- the same

    entries_changed.connect(_on_entries, dispatch_uid="uses")
    for model in REVISIONS.values():
        post_save.connect(_on_text, sender=model, dispatch_uid="uses")
        post_delete.connect(_on_text_gone, sender=model, dispatch_uid="uses")
    for shown, thing in ((Source, Thing.SOURCE), (Picture, Thing.PICTURE)):
        pre_delete.connect(partial(_on_delete, thing), sender=shown, weak=False, dispatch_uid=thing)
    post_migrate.connect(_on_migrated, sender=apps.get_app_config("fbss"), dispatch_uid="uses")


def rebuild() -> None:
    """Write down anew what all texts use."""
    Use.objects.all().delete()
    Use.objects.refresh(Entry.objects.values_list("pk", flat=True))


def _on_entries(entries: Collection[int], **_signal: object) -> None:
    Use.objects.refresh(entries)
    words = Entry.objects.filter(pk__in=entries, kind=Kind.WORD.value)
    if slugs := set(words.values_list("slug", flat=True)):
        Use.objects.look_for_words(slugs)


def _on_text(instance: Revision, update_fields: frozenset[str] | None, **_signal: object) -> None:
    # A step alone changes no text.
    if update_fields is None:
        Use.objects.refresh([instance.entry_id])


def _on_text_gone(instance: Revision, **_signal: object) -> None:
    Use.objects.refresh([instance.entry_id])


def _on_delete(thing: Thing, instance: Source | Picture, **_signal: object) -> None:
    uses: set[models.Model] = set(Use.objects.of(thing, instance.key))
    if uses:
        raise ProtectedError(f"{instance} is used by {len(uses)} texts", uses)


def _on_migrated(using: str, **_signal: object) -> None:
    """A site that is older than this table is looked through once."""
    if using == DEFAULT_DB_ALIAS and not Use.objects.exists() and Entry.objects.exists():
        rebuild()

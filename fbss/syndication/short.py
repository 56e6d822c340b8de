"""Short addresses for paper: `/q/h7kd2m` is quick to type and makes a QR code with few squares.

A code is made of what seed files call the entry, which never changes. So every copy of the site
gives an entry the same code, and nothing has to be kept.
"""

from __future__ import annotations

from hashlib import blake2b

from fbss.models import REVISIONS, Entry

# Without vowels, which make words, and without signs that look alike on paper.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"
LENGTH = 6


def code_of(ref: str) -> str:
    """The code of an entry, by what seed files call it: `faqs/how-common-is-it`."""
    number = int.from_bytes(blake2b(ref.encode(), digest_size=8).digest())
    code = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        code += LETTERS[place]
    return code


def is_code(text: str) -> bool:
    """Whether a text could be a code at all."""
    return len(text) == LENGTH and set(text) <= set(LETTERS)


def entries_with(code: str) -> list[Entry]:
    """The entries with a code that visitors may hear of: one, or none; by rare chance two."""
    if not is_code(code):
        return []
    found = [entry for entry in _known() if code_of(entry.ref) == code]
    return sorted(found, key=lambda entry: entry.ref)


def _known() -> list[Entry]:
    """All entries that are public, or were taken back in public. Two queries."""
    fields = ("entry__kind", "entry__key", "entry__slug")
    first, *others = [
        model._default_manager.all().published().order_by().values_list(*fields)
        for model in REVISIONS.values()
    ]
    public = first.union(*others, all=True)
    gone = Entry.objects.withdrawn().values_list("kind", "key", "slug")
    return [Entry(kind=kind, key=key, slug=slug) for kind, key, slug in {*public, *gone}]

"""Items of the API, as plain values: from a composed page and its text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fbss.content.composition import Composition
from fbss.content.frames import Certainty, Outcome
from fbss.content.markdown import Rendered
from fbss.content.parts import CheckedClaim, Claims, ComposedCard, Items, Prose, SourceNote
from fbss.content.references import Claim, PageName
from fbss.content.text import plain
from fbss.syndication.site import LANGUAGE, LICENSE, NAME, Site

Values = dict[str, Any]

ROOT = "/api/v1"
FORMS = ("markdown", "html", "plain")
# Without these, a claim would be a text that may do harm and nothing beside it.
NEVER_LEFT_OUT = ("key", "url", "verdict", "severity", "note")

_FILES = re.compile(r'(?<=[" ])/media/(?=pictures/)')
_LOCAL = re.compile(r'href="(?=[/#])(#?)')
_TEXTS = (
    *("short_answer", "aim", "body", "how_it_works", "what_happens", "if_nothing"),
    *("life_impact", "effort", "not_known", "definition"),
)
_LINES = ("key_messages", "what_you_can_do", "questions_to_ask", "suits", "does_not_suit")
_AS_THEY_ARE = (*("also_called", "also_asked", "need", "category", "group", "topic", "tier"),)


def common(site: Site, kind: str, key: str, address: str, *, is_ours: bool = True) -> Values:
    """What every item says of itself."""
    return {
        "kind": kind,
        "key": key,
        "url": site.url(address),
        "api": site.url(f"{ROOT}/{kind}/{key}"),
        "language": LANGUAGE,
        "license": LICENSE if is_ours else None,
        "credit": f"{NAME}, {site.url(address)}",
    }


def content(
    site: Site,
    text: Mapping[str, Any],
    page: Composition,
    address: str,
    links: Mapping[str, PageName],
) -> Values:
    """The fields of an entry's text, each text in all forms, and the notes of the page."""
    html = _html_of(page)
    where = site.url(address)
    values: Values = {name: text[name] for name in _AS_THEY_ARE if name in text}
    for name in _TEXTS:
        if name in text:
            values[name] = forms(text[name], html.get(name, ""), site, where)
    for name in _LINES:
        if name in text:
            values[name] = _lines(text[name], html.get(name, ()), site, where)
    if "outcomes" in text:
        values["outcomes"] = [_row(Outcome.from_dict(row)) for row in text["outcomes"]]
        values["certainty"] = [_certainty(Certainty.from_dict(row)) for row in text["certainty"]]
    for name, folder in (
        ("see_also", ""),
        ("alternatives", "treatments/"),
        ("care_cards", "cards/"),
    ):
        if name in text:
            values[name] = list(_links(site, text[name], folder, links))
    values["sources"] = [_note(site, note) for note in page.notes]
    return values


def card(
    site: Site, text: Mapping[str, Any], composed: ComposedCard, notes: Sequence[SourceNote]
) -> Values:
    """The fields of a care card."""
    where = site.url("/help-now/")
    values: Values = {
        name: forms(text[name], getattr(composed, name).html, site, where)
        for name in ("service", "lead", "advice")
    }
    signs = [sign.html for sign in composed.signs]
    values["signs"] = _lines(text["signs"], signs, site, where)
    values["level"] = text["level"]
    values["sources"] = [_note(site, note) for note in notes]
    return values


def claim(site: Site, checked: CheckedClaim, answered_by: PageName) -> Values:
    """A claim with its verdict and its note: never one without the other."""
    said: Claim = checked.claim
    address = f"{answered_by.address}#claim-{said.key}"
    return {
        **common(site, "claims", said.key, address, is_ours=False),
        "question": said.question,
        "answer": said.answer,
        "truncated": said.truncated,
        "printed_date": said.printed_date,
        "origin": said.origin,
        "severity": said.severity.value,
        "verdict": said.verdict.value,
        "verdict_label": said.verdict.label,
        "note": forms(said.note, checked.note.html, site, site.url(answered_by.address)),
        "answered_by": site.url(answered_by.address),
    }


def claims_in(page: Composition) -> Iterator[CheckedClaim]:
    """The claims that a page shows."""
    for part in page.parts:
        if isinstance(part, Claims):
            yield from part.claims


def chosen(item: Values, fields: Iterable[str], text: Iterable[str]) -> Values:
    """The item with the fields and the forms of text that were asked for."""
    names = set(fields)
    if names and item["kind"] == "claims":
        names |= {*NEVER_LEFT_OUT}
    kept = {name: value for name, value in item.items() if not names or name in names}
    unwanted = set(FORMS) - set(text or FORMS)
    return {name: _formed(value, unwanted) for name, value in kept.items()}


def _formed(value: Any, unwanted: set[str]) -> Any:
    if not unwanted:
        return value
    if isinstance(value, list):
        return [_formed(part, unwanted) for part in value]
    if isinstance(value, dict):
        if set(value) == set(FORMS):
            return {name: part for name, part in value.items() if name not in unwanted}
        return {name: _formed(part, unwanted) for name, part in value.items()}
    return value


def forms(markdown: str, html: str, site: Site, page: str) -> Values:
    """One text as Markdown, as HTML whose links work from anywhere, and as plain text."""
    return {"markdown": markdown, "html": absolute(html, site, page), "plain": plain(markdown)}


def absolute(html: str, site: Site, page: str) -> str:
    """The HTML with whole addresses: of pages and pictures of the site, of places in this page."""
    html = _FILES.sub(f"{site.origin}/media/", html)
    return _LOCAL.sub(lambda found: f'href="{page if found[1] else site.origin}{found[1]}', html)


def _html_of(page: Composition) -> dict[str, Any]:
    found: dict[str, Any] = {
        "short_answer": page.short_answer.html,
        "aim": page.aim.html,
        "key_messages": _htmls(page.key_messages),
    }
    for part in page.parts:
        if isinstance(part, Prose):
            found[part.name] = part.html.html
        elif isinstance(part, Items):
            found[part.name] = _htmls(part.items)
    return found


def _htmls(lines: Iterable[Rendered]) -> list[str]:
    return [line.html for line in lines]


def _lines(lines: Sequence[str], html: Sequence[str], site: Site, page: str) -> list[Values]:
    return [forms(line, one, site, page) for line, one in zip(lines, html, strict=True)]


def _row(row: Outcome) -> Values:
    return {"note": "", **row.to_dict()}


def _certainty(row: Certainty) -> Values:
    return {"source": "", **row.to_dict(), "scale_label": row.scale_label}


def _links(
    site: Site, names: Iterable[str], folder: str, links: Mapping[str, PageName]
) -> Iterator[Values]:
    for name in names:
        if page := links.get(f"{folder}{name}"):
            yield {"ref": f"{folder}{name}", "title": page.title, "url": site.url(page.address)}


def _note(site: Site, note: SourceNote) -> Values:
    source = note.source
    return {
        "number": note.number,
        "key": source.key,
        "authors": source.authors,
        "title": source.title,
        "place": source.place,
        "kind": source.kind,
        "funding": source.funding,
        "url": site.url(source.address),
        "link": source.link,
    }

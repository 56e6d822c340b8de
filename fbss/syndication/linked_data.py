"""What a page is about, in the words of schema.org: values in, a graph out.

Only types and properties of that vocabulary, and only what is true: no reviewer where nobody has
checked, no promise of how a search engine shows it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fbss.content.composition import Composition
from fbss.content.parts import SourceNote
from fbss.content.text import plain
from fbss.content.vocabulary import Category, Kind

from .site import ABOUT, LANGUAGE, NAME, Site

Node = dict[str, Any]
VOCABULARY = "https://schema.org"
LICENSE_URL = "https://spdx.org/licenses/BSD-3-Clause.html"

_THERAPIES = {
    Category.PHYSICAL: "PhysicalTherapy",
    Category.PSYCHOLOGICAL: "PsychologicalTreatment",
    Category.MEDICATION: "MedicalTherapy",
    Category.INTERVENTIONAL: "TherapeuticProcedure",
    Category.NEUROMODULATION: "TherapeuticProcedure",
    Category.REOPERATION: "SurgicalProcedure",
    Category.OTHER: "MedicalTherapy",
}


@dataclass(frozen=True)
class Crumb:
    """A step on the way to a page."""

    name: str
    address: str


@dataclass(frozen=True)
class CodeName:
    """A diagnosis code, its system and its official title."""

    system: str
    code: str
    title: str


@dataclass(frozen=True)
class Facts:
    """What is known of a page beside its text."""

    kind: Kind
    address: str
    edited: datetime.date
    reviewed_on: datetime.date | None = None
    reviewed_by: str = ""
    way: tuple[Crumb, ...] = ()
    codes: tuple[CodeName, ...] = ()


def graph(nodes: Iterable[Node]) -> Node:
    """The nodes as one document."""
    return {"@context": VOCABULARY, "@graph": list(nodes)}


def entry_nodes(site: Site, page: Composition, text: Mapping[str, Any], facts: Facts) -> list[Node]:
    """A page of an entry: what it is, what it is about, and the way to it."""
    about = _about(site, page, text, facts)
    node = {
        "@type": "AboutPage" if facts.kind is Kind.PAGE else "MedicalWebPage",
        **_page(site, page.title, page.description, facts.address),
        "dateModified": facts.edited.isoformat(),
        "license": LICENSE_URL,
        "citation": [_citation(note) for note in page.notes],
        **_review(facts),
        **about,
    }
    if facts.kind is not Kind.PAGE:
        node["medicalAudience"] = {"@type": "MedicalAudience", "audienceType": "Patient"}
    return [_said(node), breadcrumbs(site, (*facts.way, Crumb(page.title, facts.address)))]


def list_nodes(site: Site, kind: str, title: str, description: str, address: str) -> list[Node]:
    """A page that lists others, or stands for itself; `kind` is its type."""
    node = {"@type": kind, **_page(site, title, description, address)}
    return [_said(node), breadcrumbs(site, (Crumb(title, address),))]


def words_nodes(site: Site, title: str, description: str, address: str) -> list[Node]:
    """The list of words, which is a set of terms too."""
    page, way = list_nodes(site, "CollectionPage", title, description, address)
    page["mainEntity"] = {"@type": "DefinedTermSet", "@id": _terms(site), "name": title}
    return [page, way]


def site_nodes(site: Site, description: str, logo: str, search: str = "") -> list[Node]:
    """The site itself and who makes it; `search` is the address of the search, if there is one."""
    website = {
        "@type": "WebSite",
        "@id": _website(site),
        "url": site.url("/"),
        "name": NAME,
        "description": description or ABOUT,
        "inLanguage": LANGUAGE,
        "publisher": {"@id": _organization(site)},
    }
    if search:
        website["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.url(search)}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        }
    maker = {
        "@type": "Organization",
        "@id": _organization(site),
        "name": NAME,
        "url": site.url("/"),
        "logo": site.url(logo),
    }
    return [website, maker]


def breadcrumbs(site: Site, way: Iterable[Crumb]) -> Node:
    """The way from the home page."""
    steps = (Crumb("Home", "/"), *way)
    items = [
        {"@type": "ListItem", "position": place, "name": step.name, "item": site.url(step.address)}
        for place, step in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _page(site: Site, title: str, description: str, address: str) -> Node:
    return {
        "@id": site.url(address),
        "url": site.url(address),
        "name": title,
        "description": description,
        "inLanguage": LANGUAGE,
        "isPartOf": {"@type": "WebSite", "@id": _website(site), "name": NAME, "url": site.url("/")},
        "publisher": {"@type": "Organization", "@id": _organization(site), "name": NAME},
    }


def _review(facts: Facts) -> Node:
    """Who checked the page and when; nothing where nobody has."""
    if not facts.reviewed_on or facts.kind is Kind.PAGE:
        return {}
    return {
        "lastReviewed": facts.reviewed_on.isoformat(),
        "reviewedBy": {"@type": "Person", "name": facts.reviewed_by},
    }


def _about(site: Site, page: Composition, text: Mapping[str, Any], facts: Facts) -> Node:
    match facts.kind:
        case Kind.TOPIC:
            return {"about": list(_conditions(page, facts.codes))}
        case Kind.FAQ:
            return {"mainEntity": _question(page, text)}
        case Kind.TREATMENT:
            return _treatment(site, page, text, facts)
        case Kind.WORD:
            return {"mainEntity": _term(site, page, facts)}
        case _:
            return {}


def _conditions(page: Composition, codes: Iterable[CodeName]) -> Iterator[Node]:
    """The conditions of the page's codes. Its other names are those of the code that bears one."""
    for code in codes:
        title = code.title.casefold()
        is_named = any(title.startswith(name.casefold()) for name in page.also_called)
        yield _said(
            {
                "@type": "MedicalCondition",
                "name": code.title,
                "alternateName": list(page.also_called) if is_named else [],
                "code": {
                    "@type": "MedicalCode",
                    "codeValue": code.code,
                    "codingSystem": code.system,
                },
            }
        )


def _question(page: Composition, text: Mapping[str, Any]) -> Node:
    answer = plain(str(text.get("short_answer") or ""))
    return {
        "@type": "Question",
        "name": page.title,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _treatment(site: Site, page: Composition, text: Mapping[str, Any], facts: Facts) -> Node:
    category = text.get("category")
    if category not in _THERAPIES:
        return {}
    therapy = {
        "@type": _THERAPIES[Category(category)],
        "name": page.title,
        "alternateName": list(page.also_called),
        "description": page.description,
        "url": site.url(facts.address),
        "howPerformed": plain(str(text.get("what_happens") or "")),
    }
    return {"mainEntity": _said(therapy)}


def _term(site: Site, page: Composition, facts: Facts) -> Node:
    term = {
        "@type": "DefinedTerm",
        "name": page.title,
        "alternateName": list(page.also_called),
        "description": page.description,
        "url": site.url(facts.address),
        "inDefinedTermSet": _terms(site),
    }
    return _said(term)


def _citation(note: SourceNote) -> Node:
    source = note.source
    name = source.title or ", ".join(filter(None, (source.authors, source.place)))
    year = str(source.year or "")
    work = {"@type": "CreativeWork", "name": name, "url": source.link, "datePublished": year}
    return _said(work)


def _said(node: Mapping[str, Any]) -> Node:
    """The node without what it does not say."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _website(site: Site) -> str:
    return site.url("/#website")


def _organization(site: Site) -> str:
    return site.url("/#organization")


def _terms(site: Site) -> str:
    return site.url("/words/#terms")

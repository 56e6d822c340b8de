"""What can be asked of the API. Every operation reads; none changes anything."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import chain
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from fbss.content.vocabulary import CardLevel, Category, Kind, Need, Severity, Verdict, WordGroup
from fbss.models import Code, Passage, Source
from fbss.syndication.holdings import changes
from fbss.syndication.infobutton.matching import Fit
from fbss.syndication.infobutton.resources import matches
from fbss.syndication.infobutton.systems import system_named
from fbss.syndication.site import LANGUAGE, LICENSE, NAME

from . import schemas
from .answers import Refused, as_json, as_lines, site_of
from .catalogue import Catalogue, texts
from .items import FORMS, Values, chosen

M = TypeVar("M", bound=Model)
KEY = r"^[A-Za-z0-9_-]{1,80}$"
Key = Annotated[str, Path(pattern=KEY)]

router = Router()


class Form(Schema):
    """What a client wants to see of each item."""

    fields: list[str] = Field([], description="Only these fields. Repeat it, or use commas.")
    text: list[str] = Field([], description="Only these forms of each text.")


class Page(Form):
    """One page of a list."""

    cursor: str = Field("", pattern=r"^([A-Za-z0-9_-]{1,80})?$", description="As `next` gives it.")
    limit: int = Field(20, ge=1, le=100)


class ArticlePage(Page):
    need: Need | None = Field(None, description="What a reader wants to know.")


class FAQPage(ArticlePage):
    topic: str | None = Field(None, pattern=KEY, description="Key of a topic.")


class TreatmentPage(ArticlePage):
    category: Category | None = None


class WordPage(Page):
    group: WordGroup | None = None


class CardPage(Page):
    level: CardLevel | None = None


class ClaimPage(Page):
    verdict: Verdict | None = None
    severity: Severity | None = None


@router.get("/topics", response=schemas.TopicList, summary="Topics, in the order of their keys")
def topics(request: HttpRequest, page: Query[ArticlePage]) -> HttpResponse:
    return _entries(request, Kind.TOPIC, page, schemas.Topic, need=page.need)


@router.get("/topics/{key}", response=schemas.Topic, summary="One topic")
def topic(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.TOPIC, key, form, schemas.Topic)


@router.get("/faqs", response=schemas.FAQList, summary="Questions with their answers")
def faqs(request: HttpRequest, page: Query[FAQPage]) -> HttpResponse:
    if page.topic:
        _need_topic(page.topic)
    more = {"need": page.need, "topic__key": page.topic}
    return _entries(request, Kind.FAQ, page, schemas.FAQ, **more)


def _need_topic(key: str) -> None:
    known = list(texts(Kind.TOPIC).values_list("entry__key", flat=True))
    if key not in known:
        valid = ", ".join(known)
        raise Refused(HTTPStatus.NOT_FOUND, f"topic: there is no topic “{key}”. Topics: {valid}.")


@router.get(
    "/faqs/{key}", response=schemas.FAQ, summary="One question, with the claims it corrects"
)
def faq(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.FAQ, key, form, schemas.FAQ)


@router.get("/treatments", response=schemas.TreatmentList, summary="Treatments, all in one frame")
def treatments(request: HttpRequest, page: Query[TreatmentPage]) -> HttpResponse:
    more = {"need": page.need, "category": page.category}
    return _entries(request, Kind.TREATMENT, page, schemas.Treatment, **more)


@router.get(
    "/treatments/{key}",
    response=schemas.Treatment,
    summary="One treatment, with its benefits and harms row by row",
)
def treatment(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.TREATMENT, key, form, schemas.Treatment)


@router.get("/pages", response=schemas.PageList, summary="Pages about the site itself")
def pages(request: HttpRequest, page: Query[ArticlePage]) -> HttpResponse:
    return _entries(request, Kind.PAGE, page, schemas.Page, need=page.need)


@router.get("/pages/{key}", response=schemas.Page, summary="One page about the site")
def page(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.PAGE, key, form, schemas.Page)


@router.get("/words", response=schemas.WordList, summary="Words and what they mean")
def words(request: HttpRequest, page: Query[WordPage]) -> HttpResponse:
    return _entries(request, Kind.WORD, page, schemas.Word, group=page.group)


@router.get("/words/{key}", response=schemas.Word, summary="One word")
def word(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.WORD, key, form, schemas.Word)


@router.get("/cards", response=schemas.CardList, summary="Care cards: signs, and whom to call")
def cards(request: HttpRequest, page: Query[CardPage]) -> HttpResponse:
    return _entries(request, Kind.CARD, page, schemas.Card, level=page.level)


@router.get("/cards/{key}", response=schemas.Card, summary="One care card")
def card(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    return _entry(request, Kind.CARD, key, form, schemas.Card)


@router.get("/sources", response=schemas.SourceList, summary="Sources that somebody has read")
def sources(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    build = Catalogue(site_of(request)).sources
    return _list(request, Source.objects.citable(), "key", page, schemas.Source, build)


@router.get("/sources/{key}", response=schemas.Source, summary="One source")
def source(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    found = Source.objects.citable().filter(key=key)
    return _one(request, Catalogue(site_of(request)).sources(found), form, schemas.Source)


@router.get(
    "/claims",
    response=schemas.ClaimList,
    summary="Texts that people meet elsewhere, each with our verdict and why",
)
def claims(request: HttpRequest, page: Query[ClaimPage]) -> HttpResponse:
    judged = Passage.objects.judged(verdict=page.verdict or "", severity=page.severity or "")
    build = Catalogue(site_of(request)).claims
    return _list(request, judged, "key", page, schemas.Claim, build)


@router.get("/claims/{key}", response=schemas.Claim, summary="One claim")
def claim(request: HttpRequest, key: Key, form: Query[Form]) -> HttpResponse:
    found = list(Passage.objects.judged().filter(key=key))
    return _one(request, Catalogue(site_of(request)).claims(found), form, schemas.Claim)


@router.get("/codes", response=schemas.CodeList, summary="Diagnosis codes and the page of each")
def codes(request: HttpRequest, form: Query[Form]) -> HttpResponse:
    shown = _shown(form, schemas.Code)
    held = Code.objects.select_related("entry").order_by("system", "code")
    found = Catalogue(site_of(request)).codes(list(held))
    items = [chosen(item, *shown) for item in found]
    return as_json(request, {"items": items, "next": None})


@router.get("/codes/{system}/{code}", response=schemas.Code, summary="One code, in any spelling")
def code(
    request: HttpRequest,
    system: Annotated[str, Path(pattern=r"^[A-Za-z0-9.-]{1,40}$")],
    code: Annotated[str, Path(pattern=r"^[A-Za-z0-9.]{1,20}$")],
    form: Query[Form],
) -> HttpResponse:
    known = system_named(system)
    found = matches(known, code) if known else []
    same = [match.code for match in found if match.fit is Fit.SAME]
    return _one(request, Catalogue(site_of(request)).codes(same), form, schemas.Code)


@router.get(
    "/corpus.json", response=schemas.Corpus, summary="Everything that is public, as one file"
)
def corpus(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    about = {"name": NAME, "url": site.url("/"), "language": LANGUAGE, "license": LICENSE}
    shelves = {name: list(shelf) for name, shelf in _shelves(request)}
    return as_json(request, {**about, "credit": f"{NAME}, {site.url('/')}", **shelves})


@router.get("/corpus.ndjson", summary="Everything that is public, one item a line")
def corpus_lines(request: HttpRequest) -> HttpResponse:
    return as_lines(request, chain.from_iterable(shelf for _, shelf in _shelves(request)))


def _shelves(request: HttpRequest) -> Iterator[tuple[str, Iterable[Values]]]:
    """Everything that is public, shelf by shelf."""
    catalogue = Catalogue(site_of(request))
    for kind in Kind:
        yield kind.folder, catalogue.entries(texts(kind))
    yield "sources", catalogue.sources(Source.objects.citable().order_by("key"))
    yield "claims", catalogue.claims(list(Passage.objects.judged().order_by("key")))
    yield "codes", catalogue.codes(list(Code.objects.select_related("entry")))


def _entries(
    request: HttpRequest, kind: Kind, page: Page, model: type[Schema], **filters: str | None
) -> HttpResponse:
    asked = {name: value for name, value in filters.items() if value is not None}
    rows = texts(kind).filter(**asked)
    build = Catalogue(site_of(request)).entries
    return _list(request, rows, "entry__key", page, model, build, _changed(kind))


def _entry(
    request: HttpRequest, kind: Kind, key: str, form: Form, model: type[Schema]
) -> HttpResponse:
    found = Catalogue(site_of(request)).entries(texts(kind).filter(entry__key=key))
    return _one(request, found, form, model, _changed(kind))


def _list(
    request: HttpRequest,
    rows: QuerySet[M],
    key: str,
    page: Page,
    model: type[Schema],
    build: Callable[[Sequence[M]], Iterator[Values]],
    changed: datetime.datetime | None = None,
) -> HttpResponse:
    """A page of a list: the items behind the cursor, and the address of the next page."""
    asked = _shown(page, model)
    behind = rows.filter(**{f"{key}__gt": page.cursor}) if page.cursor else rows
    found = list(behind.order_by(key)[: page.limit + 1])
    shown = found[: page.limit]
    items = [chosen(item, *asked) for item in build(shown)]
    more = _next(request, _value(shown[-1], key)) if len(found) > page.limit else None
    response = as_json(request, {"items": items, "next": more}, changed)
    if more:
        response.headers["Link"] = f'<{more}>; rel="next"'
    return response


def _one(
    request: HttpRequest,
    found: Iterable[Values],
    form: Form,
    model: type[Schema],
    changed: datetime.datetime | None = None,
) -> HttpResponse:
    asked = _shown(form, model)
    for item in found:
        return as_json(request, chosen(item, *asked), changed)
    raise Http404("nothing public has this key")


def _shown(form: Form, model: type[Schema]) -> tuple[list[str], list[str]]:
    """The fields and the forms of text that a client wants to see; nothing means all."""
    fields = _names(form.fields, [*model.model_fields], "fields")
    return fields, _names(form.text, FORMS, "text")


def _names(asked: Iterable[str], known: Sequence[str], parameter: str) -> list[str]:
    names = [name for part in asked for name in part.split(",")]
    if set(names) - set(known):
        detail = f"{parameter}: choose from {', '.join(known)}."
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
    return names


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{site_of(request).url(request.path)}?{query.urlencode()}"


def _value(row: Any, path: str) -> str:
    for name in path.split("__"):
        row = getattr(row, name)
    return str(row)


def _changed(kind: Kind) -> datetime.datetime | None:
    """When the texts of the site last changed; None where register lines stand between them.

    Nobody notes when a register changes, and a date that is too old would keep a correction back.
    """
    newest = [] if kind is Kind.FAQ else changes(1)
    return newest[0].at if newest else None

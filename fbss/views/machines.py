"""Doors for other systems: patient records, feed readers, search engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest as BadHttp
from django.core.exceptions import SuspiciousOperation
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from fbss.content.vocabulary import Kind
from fbss.models import Redirect
from fbss.models.entry import ROUTES
from fbss.syndication import atom, directory, feeds, holdings, opensearch, sitemaps
from fbss.syndication.infobutton import answer, resources
from fbss.syndication.infobutton import request as knowledge
from fbss.syndication.replies import reply
from fbss.syndication.site import Site

from .away import SENTENCE, for_later, is_away
from .caching import cached
from .turnstile import Turnstile, limited

ATOM = f"{atom.MEDIA_TYPE}; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
METHODS = "GET, HEAD, POST, OPTIONS"

# The records of a whole hospital may ask from one address.
REQUESTS = Turnstile("infobutton", most=600, seconds=60)
PARAMETERS_TOO_ODD = (SuspiciousOperation, BadHttp, MultiPartParserError, UnreadablePostError)


def site_of(request: HttpRequest) -> Site:
    """The site at the address that the visitor uses."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


def wait_for_pages(request: HttpRequest, seconds: int) -> HttpResponse:
    sentence = f"Too many requests. Ask again in {seconds} s."
    return _refused(request, sentence, HTTPStatus.TOO_MANY_REQUESTS)


def _refused(request: HttpRequest, sentence: str, status: HTTPStatus) -> HttpResponse:
    """In the form that was asked for."""
    form = knowledge.Form.XML
    with suppress(knowledge.BadRequest):
        form = knowledge.form_of(_parameters(request))
    return _sent(*answer.refused(knowledge.BadRequest(sentence), form, status), status=status)


@csrf_exempt  # it reads alone and knows no user: there is nothing to forge
def infobutton(request: HttpRequest) -> HttpResponse:
    """Pages for a diagnosis code (HL7 Infobutton, URL-based, Release 4)."""
    # Files that come along are let fall.
    request.upload_handlers = []
    if request.method == "OPTIONS":
        response = _sent(b"", TEXT, HTTPStatus.NO_CONTENT)
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "*"
    elif request.method not in METHODS.split(", "):
        response = _refused(request, "Ask with GET or POST.", HTTPStatus.METHOD_NOT_ALLOWED)
    else:
        return _pages(request)
    response.headers["Allow"] = METHODS
    return response


@limited(REQUESTS, wait_for_pages)
def _pages(request: HttpRequest) -> HttpResponse:
    """Asking needs the library; where it is away the answer keeps its form."""
    try:
        return _answered(request)
    except Error as error:
        if not is_away(error):
            raise
        return for_later(_refused(request, SENTENCE, HTTPStatus.SERVICE_UNAVAILABLE))


def _answered(request: HttpRequest) -> HttpResponse:
    form = knowledge.Form.XML
    try:
        parameters = _parameters(request)
        form = knowledge.form_of(parameters)
        asked = knowledge.parse(parameters)
    except knowledge.BadRequest as reason:
        return _sent(*answer.refused(reason, form), status=400)
    found = resources.resources_for(asked)
    feed = answer.feed_of(asked, found, site_of(request), request.path, timezone.now())
    return _sent(*answer.written(asked, feed))


def _parameters(request: HttpRequest) -> dict[str, str]:
    """What was sent, in the address or in the body."""
    try:
        return {**request.GET.dict(), **request.POST.dict()}
    except PARAMETERS_TOO_ODD:
        raise knowledge.BadRequest("The body of the request cannot be read as a form.") from None


def _sent(content: bytes, media_type: str, status: int = 200) -> HttpResponse:
    """An answer that any page may read, and that nobody keeps: its address may name a patient."""
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-store",
        # JSONP is a script of ours in a page of theirs.
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=media_type, status=status, headers=headers)


@require_safe
@cached()
def changes_feed(request: HttpRequest) -> HttpResponse:
    """What changed on the site."""
    changes = holdings.changes(feeds.MOST)
    page = reverse("about_page", args=["changes"])
    feed = feeds.site_feed(site_of(request), changes, request.path, page)
    return reply(request, atom.to_xml(feed), ATOM, feed.updated)


@require_safe
@cached()
def entry_feed(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """What changed on one page, from its first text to its withdrawal."""
    entry = holdings.known_entry(kind, slug)
    if entry is None:
        return _moved(kind, slug)
    changes = holdings.changes_of(entry, feeds.MOST)
    feed = feeds.entry_feed(site_of(request), entry, changes, request.path)
    return reply(request, atom.to_xml(feed), ATOM, feed.updated)


def _moved(kind: Kind, slug: str) -> HttpResponse:
    old = Redirect.objects.from_address(kind, slug).first()
    entry = holdings.known_entry(kind, old.entry.slug) if old else None
    if entry is None:
        raise Http404("no page at this address")
    return redirect(f"{ROUTES[kind]}_feed", slug=entry.slug, permanent=True)


@require_safe
@cached()
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses; where one file cannot hold them, the list of the files."""
    parts = sitemaps.parts(directory.places(site_of(request)))
    if len(parts) == 1:
        return reply(request, sitemaps.urlset(parts[0]), XML)
    numbered = ((reverse("sitemap_part", args=[number]), part) for number, part in _counted(parts))
    site = site_of(request)
    files = [sitemaps.Place(site.url(path), sitemaps.newest(part)) for path, part in numbered]
    return reply(request, sitemaps.index(files), XML)


@require_safe
@cached()
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One file of addresses, counted from 1."""
    parts = dict(_counted(sitemaps.parts(directory.places(site_of(request)))))
    if number not in parts:
        raise Http404("no such part")
    return reply(request, sitemaps.urlset(parts[number]), XML)


def _counted(
    parts: list[Sequence[sitemaps.Place]],
) -> Iterator[tuple[int, Sequence[sitemaps.Place]]]:
    return enumerate(parts, start=1)


@require_safe
@cached()
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may fetch."""
    return reply(request, directory.robots(site_of(request)).encode(), TEXT)


@require_safe
@cached()
def llms(request: HttpRequest) -> HttpResponse:
    """The site in one page, for programs that read for people."""
    return reply(request, directory.llms(site_of(request)).encode(), TEXT)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness, where the operator has said so."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no contact is set")
    note = directory.security(site_of(request), settings.SECURITY_CONTACT, timezone.now())
    return reply(request, note.encode(), TEXT)


@require_safe
@cached()
def search_description(request: HttpRequest) -> HttpResponse:
    """How a browser asks our search."""
    icon = static("icons/touch.png")
    content = opensearch.description(site_of(request), reverse("search"), icon)
    return reply(request, content, opensearch.MEDIA_TYPE)

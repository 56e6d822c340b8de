"""The head of a page: title, address, and what the page is about, as machines read them."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fbss.content.composition import Composition
from fbss.models import Code, Revision
from fbss.models.entry import ROUTES
from fbss.syndication import linked_data
from fbss.syndication.infobutton.systems import SYSTEMS
from fbss.syndication.linked_data import CodeName, Crumb, Facts, Node
from fbss.syndication.site import LANGUAGE, NAME, Site

from .composed import script

register = template.Library()

ICON = "icons/touch.png"
# Shown where somebody shares a page; bin/screenshots draws it.
PREVIEW, PREVIEW_WIDTH, PREVIEW_HEIGHT = "icons/social.png", 1200, 630
# Query parameters that lead to another page, not to another view of the same.
OWN_PAGES = ("letter", "page")
# Pages that are no entries, by the names of their addresses, with their types.
TYPES = {
    "help_now": "MedicalWebPage",
    "understand": "CollectionPage",
    "questions": "CollectionPage",
    "treatments": "CollectionPage",
    "compare": "MedicalWebPage",
    "a_to_z": "CollectionPage",
    "sources": "CollectionPage",
    "source": "WebPage",
    "claims": "CollectionPage",
    "codes": "CollectionPage",
    "search": "SearchResultsPage",
    "prepare": "WebPage",
    "bad_day": "MedicalWebPage",
    "offline": "WebPage",
    "feedback": "WebPage",
    "api_docs": "WebPage",
}


@register.simple_block_tag(takes_context=True)
def page_title(context: Context, content: str) -> SafeString:
    """The title of the page, for the window and for those who pass a link on."""
    context["title_said"] = title = _text(content)
    markup = '<title>{}</title>\n  <meta property="og:title" content="{}">'
    return format_html(markup, title, title)


@register.simple_block_tag(takes_context=True)
def page_description(context: Context, content: str) -> SafeString:
    """What the page is for, in one sentence, for search engines and for links."""
    context["description_said"] = said = _text(content)
    markup = (
        '<meta name="description" content="{}">\n  <meta property="og:description" content="{}">'
    )
    return format_html(markup, said, said)


@register.simple_tag
def entry_feed(revision: Revision) -> str:
    """Where a feed reader learns what changed on a page."""
    name = f"{ROUTES[revision.KIND]}_feed"
    return format_html(
        '<link rel="alternate" type="application/atom+xml" href="{}" title="{}">',
        reverse(name, args=[revision.slug]),
        "What changed on this page",
    )


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """The one address of the page, however it was asked for."""
    request = context.get("request")
    if request is None:
        return ""
    site = _site(request)
    kept = [(name, request.GET[name]) for name in OWN_PAGES if request.GET.get(name)]
    query = f"?{urlencode(kept)}" if kept else ""
    return format_html(
        '<link rel="canonical" href="{0}">\n  <meta property="og:url" content="{0}">\n'
        '  <meta property="og:type" content="website">\n'
        '  <meta property="og:site_name" content="{1}">\n'
        '  <meta property="og:locale" content="{2}">\n'
        '  <meta property="og:image" content="{3}">\n'
        '  <meta property="og:image:width" content="{4}">\n'
        '  <meta property="og:image:height" content="{5}">\n'
        '  <meta name="twitter:card" content="summary_large_image">',
        site.url(f"{request.path}{query}"),
        NAME,
        LANGUAGE.replace("-", "_"),
        site.url(static(PREVIEW)),
        PREVIEW_WIDTH,
        PREVIEW_HEIGHT,
    )


@register.simple_tag(takes_context=True)
def linked_page(context: Context) -> str:
    """What a page that is no entry is, by the name of its address; nothing for an error page."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return ""
    return _script(_nodes_of(_site(request), match.url_name, request.path, context))


@register.simple_tag(takes_context=True)
def linked_entry(
    context: Context,
    page: Composition,
    revision: Revision,
    shelf: dict[str, str],
    codes: Iterable[Code],
) -> str:
    """What the page of an entry is about."""
    request = context.get("request")
    if request is None:
        return ""
    way = (Crumb(shelf["title"], shelf["address"]),) if shelf else ()
    facts = _facts(revision, way, codes)
    return _script(linked_data.entry_nodes(_site(request), page, revision.text(), facts))


def _nodes_of(site: Site, name: str | None, address: str, context: Context) -> list[Node]:
    title = str(context.get("title_said", NAME)).removesuffix(f" — {NAME}")
    description = str(context.get("description_said", ""))
    if name == "home":
        return linked_data.site_nodes(site, description, static(ICON), _search())
    if name == "words":
        return linked_data.words_nodes(site, title, description, address)
    if name in TYPES:
        return linked_data.list_nodes(site, TYPES[name], title, description, address)
    return []


def _facts(revision: Revision, way: tuple[Crumb, ...], codes: Iterable[Code]) -> Facts:
    entry = revision.entry
    reviewer = entry.reviewed_by
    labels = {system.slug: system.label for system in SYSTEMS}
    return Facts(
        kind=revision.KIND,
        address=revision.get_absolute_url(),
        edited=revision.edited,
        reviewed_on=entry.last_reviewed_on,
        reviewed_by=str(reviewer.get_full_name() or reviewer.username) if reviewer else "",
        way=way,
        codes=tuple(
            CodeName(labels.get(line.system, line.system), line.code, line.title) for line in codes
        ),
    )


def _search() -> str:
    try:
        return reverse("search")
    except NoReverseMatch:
        return ""


def _site(request: HttpRequest) -> Site:
    return Site(request.build_absolute_uri("/").rstrip("/"))


def _script(nodes: list[Node]) -> str:
    return script(linked_data.graph(nodes)) if nodes else ""


def _text(markup: str) -> str:
    """What a reader sees of a line of HTML."""
    return unescape(" ".join(markup.split()))

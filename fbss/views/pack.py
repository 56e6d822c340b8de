"""The pack: the whole site in one file, to keep on a disk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .caching import cached
from .machines import site_of

NAME = "pain-after-back-surgery.html"


@require_safe
@cached(ahead=True)
def pack(request: HttpRequest) -> HttpResponse:
    """All pages in one. It is made anew soon after each change, before anybody asks for it."""
    from fbss.syndication.pack import book  # noqa: PLC0415 -- a process of its own makes it

    file = book.pack(site_of(request))
    headers = {
        "Content-Disposition": f'inline; filename="{NAME}"',
        # The policy of the site would forbid the style and the script in the file.
        "Content-Security-Policy": f"{file.policy}; frame-ancestors 'none'",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(file.text, headers=headers)

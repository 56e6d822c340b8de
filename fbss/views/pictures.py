"""The files of pictures. Their names tell their content, so a browser keeps them for good."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fbss.models.picture import FOLDER

TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
A_YEAR = 365 * 24 * 60 * 60
# A picture that was taken away leaves the caches in front of the site after so many seconds.
TEN_MINUTES = 600
A_DAY = 24 * 60 * 60
CACHE_CONTROL = (
    f"public, max-age={A_YEAR}, s-maxage={TEN_MINUTES}, stale-if-error={A_DAY}, immutable"
)


@require_safe
def picture(_request: HttpRequest, digest: str, width: int, ending: str) -> HttpResponse:
    """One file, exactly as it was drawn."""
    try:
        with default_storage.open(f"{FOLDER}/{digest}-{width}.{ending}") as file:
            data = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        data,
        content_type=TYPES[ending],
        headers={
            "Cache-Control": CACHE_CONTROL,
            "X-Content-Type-Options": "nosniff",
            # Nothing in it can do anything, even if a browser took it for a page.
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )

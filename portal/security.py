"""Headers of every answer: those that Django does not send by itself, or not always."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# A page to read and print needs none of these; denying them also binds anything it might embed.
DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)


# What every answer says, also one that another middleware cut short. A view may say otherwise.
ALWAYS = {
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}
POLICY = "Content-Security-Policy"
TRUSTED = "require-trusted-types-for"
# A script of a reader's page cannot turn text into HTML or code, only install the offline copy.
TRUSTED_TYPES = f"; {TRUSTED} 'script'; trusted-types offline-worker"
# The scripts of Django's own admin do turn text into HTML.
DESK = ("/admin/", "/account/", "/markdownx/")


class HeadersMiddleware:
    """Completes the headers of every answer. Stands before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if POLICY in response.headers:
            response.headers[POLICY] = in_order(response.headers[POLICY])
        if _is_page_of_readers(request, response) and TRUSTED not in response.headers[POLICY]:
            response.headers[POLICY] += TRUSTED_TYPES
        return response


@lru_cache(maxsize=64)
def in_order(policy: str) -> str:
    """A policy with its parts in one order: django-csp gives each process another."""
    return "; ".join(sorted(part.strip() for part in policy.split(";") if part.strip()))


def _is_page_of_readers(request: HttpRequest, response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    is_desk = request.path_info.startswith(DESK)
    return kind.startswith("text/html") and POLICY in response.headers and not is_desk

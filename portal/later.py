"""Views that come into memory with the first request for them.

Most workers serve readers alone. What only editors need, such as passkeys with all of their
cryptography, is a tenth of a worker's memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


def later(name: str) -> Callable[..., HttpResponse]:
    """The view of this dotted name. It is no exception to the protection of forms."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = import_string(name)(request, *args, **kwargs)
        return response

    return view

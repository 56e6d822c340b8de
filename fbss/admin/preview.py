"""The editor's preview, under the addresses that django-markdownx asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from fbss.editing.preview import markdownify


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Markdown as the page will show it. Anybody but a logged-in editor gets 403 as JSON."""
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return JsonResponse({"error": "Log in to see the preview."}, status=403)
    if "content" not in request.POST:
        return JsonResponse({"error": "Expected the field “content”."}, status=400)
    return HttpResponse(markdownify(request.POST["content"]))

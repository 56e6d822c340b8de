"""The place where an editor writes: the page beside the form, who else is there, and links."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from fbss.editing import presence
from fbss.editing.looking_over import looked_over
from fbss.models import Entry, Presence, PreviewLink, Revision, State
from fbss.views.drafts import DraftStrip, show_draft

from .versions import Versions

# What a new page is called as long as it has no address.
UNNAMED = "new-page"
UNSAVED = DraftStrip("Preview", "Nobody else sees this text.")


class WritingPlace(Versions):
    """What stands around the form of every kind of text."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        own = [
            path("add/page/", wrap(self.page_view), name=f"{name}_newpage"),
            path("<int:pk>/page/", wrap(self.page_view), name=f"{name}_page"),
            path("<int:pk>/presence/", wrap(self.presence_view), name=f"{name}_presence"),
            path("<int:pk>/links/", wrap(self.links_view), name=f"{name}_links"),
        ]
        return own + super().get_urls()

    def surroundings(self, request: HttpRequest, revision: Revision | None) -> dict[str, Any]:
        """What the form shows beside its fields."""
        if revision is None:
            return {"page": self.address_of("newpage"), "copy_of": f"{self.model.KIND}/new"}
        there = presence.present(revision.entry)
        return {
            "page": self.address_of("page", revision.pk),
            "presence": self.address_of("presence", revision.pk),
            "links": self.address_of("links", revision.pk),
            "versions": self.address_of("versions", revision.pk),
            "copy_of": revision.entry.ref,
            "somebody": there if there and there.user != request.user else None,
        }

    # The page as readers would see it ------------------------------------------------------------

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def page_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The page of a text: as it was saved, or, by POST, as it stands in the form.

        The form asks for JSON while somebody types: the page, and what is to be mended.
        """
        revision = self._unsaved() if pk is None else self.readable(request, pk)
        if pk is None and not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return show_draft(request, revision, self._strip(revision))
        make: Any = self.get_form(request, revision if pk else None, change=pk is not None)
        typed = make(request.POST, instance=revision).typed()
        page = show_draft(request, typed, UNSAVED)
        if not request.accepts("text/html"):
            check = render_to_string("admin/fbss/check.html", {"check": looked_over(typed)})
            return JsonResponse({"page": page.content.decode(), "check": check})
        return page

    def _unsaved(self) -> Revision:
        kind = self.model.KIND
        # Number 0 is no entry: whatever belongs to this one is empty.
        entry = Entry(pk=0, kind=kind.value, key=UNNAMED, slug=UNNAMED)
        revision: Revision = self.model(entry=entry)
        return revision

    def _strip(self, revision: Revision) -> DraftStrip:
        if revision.is_live():
            return DraftStrip("This text is public", "Visitors read it like this.")
        label = State(revision.state).label
        named = f"Version {revision.number}: {label}" if revision.number else "Not saved yet"
        return DraftStrip(named, "Visitors do not see it.")

    # Who else is here ----------------------------------------------------------------------------

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A browser says that the form is open, was closed, or is taken over."""
        revision = self.readable(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of("change", pk))
        user: Any = request.user
        wish = request.POST.get("wish", "")
        if wish == "leave":
            presence.leave(revision.entry, user)
            return JsonResponse({})
        there = (presence.take_over if wish == "take" else presence.arrive)(revision.entry, user)
        if request.accepts("text/html"):
            messages.success(request, "You have this page now. Nobody's text was changed.")
            return HttpResponseRedirect(self.address_of("change", pk))
        return JsonResponse(_told(there, is_mine=there.user == user))

    # Links for people without an account ---------------------------------------------------------

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links to drafts of a page: make one, end one."""
        revision = self.readable(request, pk)
        if request.method == "POST":
            self._change_links(request, revision)
            return HttpResponseRedirect(self.address_of("links", pk))
        context = self.page_about(request, revision, title="Links for people without an account")
        links = PreviewLink.objects.of_entry(revision.entry)
        context |= {
            "links": [(link, request.build_absolute_uri(link.get_absolute_url())) for link in links]
        }
        return TemplateResponse(request, "admin/fbss/links.html", context)

    def _change_links(self, request: HttpRequest, revision: Revision) -> None:
        if not self.may_write(request):
            raise PermissionDenied
        if ended := request.POST.get("end"):
            self._end_link(request, revision, ended)
            return
        user: Any = request.user
        PreviewLink.objects.create(entry=revision.entry, number=revision.number, made_by=user)
        messages.success(request, "The link is ready. It ends by itself in 7 days.")

    def _end_link(self, request: HttpRequest, revision: Revision, number: str) -> None:
        links = PreviewLink.objects.of_entry(revision.entry)
        link = links.filter(pk=number).first() if number.isdecimal() else None
        if link is None:
            raise Http404
        link.end()
        messages.success(request, "The link has ended. Whoever opens it is told so.")

    def may_write(self, request: HttpRequest) -> bool:
        """Whether this person writes texts of this kind at all, older versions included."""
        return super().has_change_permission(request)


def _told(there: Presence, *, is_mine: bool) -> dict[str, Any]:
    since = timezone.localtime(there.since)
    return {"mine": is_mine, "sentence": f"{there.name} has this open since {since:%H:%M}."}

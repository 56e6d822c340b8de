"""Was this page useful? A form that knows nobody: no cookie, no session, no address.

Pages that are cached hold only the two buttons, which are the same for everybody. They lead to the
form, which is never cached and carries the signed time at which it was made.
"""

from __future__ import annotations

import time
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from fbss.content.references import PageName
from fbss.models import Entry, Feedback
from fbss.models.feedback import BAD_REASONS, GOOD_REASONS, MOST_LETTERS
from fbss.models.library import page_names

from .turnstile import Turnstile, told_to_wait

# Not "page": that is a leaf of a list, which has an address of its own.
ABOUT = "about"
VOTES = {"yes": True, "no": False}
REASONS = {"yes": GOOD_REASONS, "no": BAD_REASONS}
# Programs fill in a form at once; people leave it open over lunch.
LEAST_SECONDS, MOST_SECONDS = 2, 24 * 60 * 60
TURNSTILE = Turnstile("feedback", most=5, most_in_all=300, seconds=600)
SIGNER = signing.Signer(salt="fbss.feedback")

NOT_FROM_HERE = (
    "Your browser did not say that this form comes from our site, so we did not take it. "
    "Nothing is lost: press Send once more. If that fails, please try another browser."
)


class CommentField(forms.CharField):
    """A short text; line ends count once, as they do in the browser."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class FeedbackForm(forms.Form):
    """A vote, a reason and a few words."""

    useful = forms.ChoiceField(choices=[(vote, vote) for vote in VOTES])
    reason = forms.ChoiceField(required=False)
    text = CommentField(
        required=False,
        max_length=MOST_LETTERS,
        error_messages={
            "max_length": "The text has %(show_value)d characters. At most %(limit_value)d fit.",
            "null_characters_not_allowed": "The text holds signs that cannot be kept.",
        },
    )
    # People do not see this field. Programs fill in whatever there is.
    website = forms.CharField(required=False)
    made = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = REASONS.get(str(self["useful"].value()), [])
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]  # type: ignore[attr-defined]  # a field of choices

    def clean_website(self) -> None:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave the field “Website” empty, then press Send again.")

    def clean_made(self) -> None:
        age = time.time() - stamp(self.cleaned_data["made"]).get("at", 0)
        if age < LEAST_SECONDS:
            raise forms.ValidationError("That was very quick. Please press Send once more.")
        if age > MOST_SECONDS:
            raise forms.ValidationError(
                "This form was open for a long time. Your words are still here: "
                "please press Send once more."
            )


@never_cache
@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """The form, for a page or for the site as a whole."""
    form = FeedbackForm(initial={"useful": request.GET.get("useful", "")})
    return _form_page(request, request.GET.get(ABOUT, ""), form)


@never_cache
@csrf_exempt  # a token would need a cookie; comes_from_here() does its work
def send(request: HttpRequest) -> HttpResponse:
    """Take what a reader says. Whatever is wrong, the words stay in the form."""
    if request.method != "POST":
        return redirect("feedback")
    form = FeedbackForm(request.POST)
    ref = str(stamp(request.POST.get("made", "")).get("page", ""))
    if not comes_from_here(request):
        return _form_page(request, ref, form, status=403, notice=NOT_FROM_HERE)
    if wait := told_to_wait(partial(_busy, ref, form), request, TURNSTILE.wait(request)):
        return wait
    if not form.is_valid():
        return _form_page(request, ref, form, status=400)
    return _taken(ref, form)


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What becomes of it."""
    context = {"page": page_called(request.GET.get(ABOUT, ""))}
    return _unlisted(render(request, "fbss/feedback_thanks.html", context))


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


def stamp(made: str) -> dict[str, Any]:
    """When a form was made and for which page; nothing where we did not sign it."""
    try:
        return dict(SIGNER.unsign_object(made))
    except (signing.BadSignature, ValueError):
        return {}


def page_called(ref: str) -> PageName | None:
    """The published page that seed files call so."""
    return page_names([ref]).get(ref)


def _form_page(
    request: HttpRequest, ref: str, form: FeedbackForm, status: int = 200, notice: str = ""
) -> HttpResponse:
    page = page_called(ref)
    useful = str(form["useful"].value())
    context = {
        "page": page,
        "ref": ref if page else "",
        "useful": useful if useful in VOTES else "",
        "form": form,
        "made": SIGNER.sign_object({"page": ref if page else "", "at": int(time.time())}),
        "notice": notice,
        "most": MOST_LETTERS,
    }
    return _unlisted(render(request, "fbss/feedback.html", context, status=status))


def _busy(ref: str, form: FeedbackForm, request: HttpRequest, seconds: int) -> HttpResponse:
    notice = (
        f"We get too much at once just now. Please wait {seconds // 60 + 1} minutes, "
        "then press Send again. Your words are still here."
    )
    return _form_page(request, ref, form, status=429, notice=notice)


def _taken(ref: str, form: FeedbackForm) -> HttpResponse:
    said = form.cleaned_data
    page = page_called(ref)
    Feedback.objects.create(
        entry=Entry.objects.by_key(page.kind, ref.partition("/")[2]) if page else None,
        useful=VOTES[said["useful"]],
        reason=said["reason"],
        text=said["text"],
    )
    query = f"?{urlencode({ABOUT: ref})}" if page else ""
    # 303: the browser asks for the next page with GET, and a reload sends nothing twice.
    return HttpResponseRedirect(reverse("feedback_thanks") + query, status=303)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response

"""A QR code drawn in the page itself: no markup from elsewhere, no address to load."""

from __future__ import annotations

from django import template

from fbss.syndication.qr import Drawing, drawing

register = template.Library()


@register.inclusion_tag("account/qr.html")
def qr_code(text: str, label: str) -> dict[str, Drawing | str]:
    """The QR code of a text, black on white in every color scheme."""
    return {"drawing": drawing(text), "label": label}

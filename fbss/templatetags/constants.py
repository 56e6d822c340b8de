"""Pieces of the frame that are the same on every page: made once, not for each page anew."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def constant(name: str) -> SafeString:
    """A component without inputs. With DEBUG a change of its template shows at once."""
    return render_to_string(name) if settings.DEBUG else _made(name, get_script_prefix())


@lru_cache(maxsize=64)
def _made(name: str, _prefix: str) -> SafeString:
    return render_to_string(name)

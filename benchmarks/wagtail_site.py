"""A Wagtail site made from the released package: fifty pages with the text of our article."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import Missing, Server, granian, serving


@contextmanager
def wagtail(folder: Path, text: str) -> Iterator[Server]:
    """`wagtail start`, and fifty pages with the text of our article, under the same server."""
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "wagtail", "granian"]
        done = subprocess.run(install, check=False, capture_output=True, text=True)
        if done.returncode:
            raise Missing(f"Wagtail could not be installed: {done.stderr.strip()[-300:]}")
    site = folder / "site"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "demo.settings.speed",
        "PYTHONWARNINGS": "ignore",
    }
    if not site.exists():
        site.mkdir()
        subprocess.run(
            [folder / "venv/bin/wagtail", "start", "demo", site], check=True, capture_output=True
        )
        (site / "demo/settings/speed.py").write_text(WAGTAIL_SETTINGS)
        (site / "home/models.py").write_text(WAGTAIL_MODELS)
        (site / "home/templates/home/home_page.html").write_text(WAGTAIL_TEMPLATE)
        (site / "text.html").write_text(text)
        for command in (
            ("makemigrations", "home"),
            ("migrate", "--verbosity=0"),
            ("collectstatic", "--no-input", "--verbosity=0"),
            ("shell", "-c", WAGTAIL_PAGES),
        ):
            subprocess.run(
                [python, "manage.py", *command],
                cwd=site,
                env=environment,
                check=True,
                capture_output=True,
            )

    def command(port: int) -> list[str]:
        return [str(python), *granian("demo.wsgi:application", port)[1:]]

    with serving("Wagtail", "/page-7/", command, cwd=site, env=environment) as server:
        yield server


WAGTAIL_SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "a key for the benchmark alone"
ALLOWED_HOSTS = ["*"]
"""
WAGTAIL_MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

class HomePage(Page):
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("body")]
"""
WAGTAIL_TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
WAGTAIL_PAGES = """
from pathlib import Path
from home.models import HomePage
home = HomePage.objects.first()
for number in range(50):
    home.add_child(instance=HomePage(
        title=f"Page {number}", slug=f"page-{number}", body=Path("text.html").read_text()))
"""

"""Who may do what: the two groups, made right after each migration so that none is missing."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

TEXTS = ("topic", "faq", "treatment", "infopage", "word", "carecard")
REGISTERS = ("source", "passage", "synonym", "code", "redirect")
RECORDS = ("entry", "decision", "citation")

EDITORS, REVIEWERS = "Editors", "Reviewers"
RIGHTS = {
    EDITORS: [
        *(f"{verb}_{model}" for model in TEXTS for verb in ("add", "change", "view")),
        *(f"view_{model}" for model in (*REGISTERS, *RECORDS)),
        "view_feedback",
        "change_feedback",
        "view_searchmiss",
    ],
    REVIEWERS: [
        *(f"{verb}_{model}" for model in TEXTS for verb in ("add", "change", "view")),
        *(f"{verb}_{model}" for model in REGISTERS for verb in ("add", "change", "delete", "view")),
        *(f"view_{model}" for model in RECORDS),
        "change_entry",
        "view_feedback",
        "change_feedback",
        "delete_feedback",
        "view_searchmiss",
        "delete_searchmiss",
        "approve_entry",
    ],
}


def ensure_groups(**_: Any) -> None:
    """Make both groups with exactly these rights; runs after each `migrate`."""
    create_permissions(apps.get_app_config("fbss"), verbosity=0)
    for name, codenames in RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="fbss", codename__in=codenames)
        )

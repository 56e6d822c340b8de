"""Who may do what: four roles and one table, from which groups, docs and tests are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

TEXTS = ("topic", "faq", "treatment", "infopage", "word", "carecard")
REGISTERS = ("source", "passage", "synonym", "code", "redirect")
RECORDS = ("entry", "decision", "citation", "picture", "linkcheck")

WRITERS, EDITORS, REVIEWERS, ADMINISTRATORS = "Writers", "Editors", "Reviewers", "Administrators"
ROLES = (WRITERS, EDITORS, REVIEWERS, ADMINISTRATORS)
IN_SHORT = {
    WRITERS: "write drafts, upload pictures",
    EDITORS: "write drafts too, and handle what visitors say",
    REVIEWERS: "write too; approve and withdraw what others wrote; keep sources and registers",
    ADMINISTRATORS: "let people in and give roles; they approve nothing",
}
# These change what visitors read, or who may: their accounts need a second factor.
GUARDED = frozenset({"fbss.approve_entry", "auth.change_user"})


@dataclass(frozen=True)
class Deed:
    """One line of the table: what it is called, the rights it takes, and the roles that may."""

    name: str
    rights: tuple[str, ...]
    roles: tuple[str, ...]


def _rights(verbs: tuple[str, ...], models: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"fbss.{verb}_{model}" for model in models for verb in verbs)


DESK = (WRITERS, EDITORS, REVIEWERS)

# A person can have several roles. Nobody approves their own text, whatever their roles.
TABLE = (
    Deed(
        "Look at texts, registers and records",
        _rights(("view",), (*TEXTS, *REGISTERS, *RECORDS)),
        ROLES,
    ),
    Deed("Write a draft and hand it over for review", _rights(("add", "change"), TEXTS), DESK),
    Deed(
        "Upload pictures and say what they show",
        _rights(("add", "change"), ("picture",)),
        DESK,
    ),
    Deed(
        "Read what visitors say and what they search for",
        _rights(("view",), ("feedback", "searchmiss")),
        ROLES,
    ),
    Deed("Handle what visitors say", _rights(("change",), ("feedback",)), (EDITORS, REVIEWERS)),
    Deed(
        "Approve, send back, schedule and withdraw what others wrote",
        ("fbss.approve_entry",),
        (REVIEWERS,),
    ),
    Deed("Move a page to another address", _rights(("change",), ("entry",)), (REVIEWERS,)),
    Deed(
        "Keep the registers: sources, claims, synonyms, codes, old addresses",
        _rights(("add", "change", "delete"), REGISTERS),
        (REVIEWERS,),
    ),
    Deed(
        "Delete a picture that no text uses",
        _rights(("delete",), ("picture",)),
        (REVIEWERS,),
    ),
    Deed(
        "Throw away what visitors said and searched for",
        _rights(("delete",), ("feedback", "searchmiss")),
        (REVIEWERS,),
    ),
    Deed(
        "Let people in, give them roles, end their accounts",
        ("auth.view_user", "auth.add_user", "auth.change_user"),
        (ADMINISTRATORS,),
    ),
)


def rights_of(role: str) -> frozenset[str]:
    """All rights of a role, as `app.codename`."""
    return frozenset(right for deed in TABLE if role in deed.roles for right in deed.rights)


def as_markdown() -> str:
    """The table as docs/content.md shows it."""
    header = ("", *(role.removesuffix("s") for role in ROLES))
    lines = [header, ("---", *(":-:" for _ in ROLES))]
    lines += [
        (deed.name, *("yes" if role in deed.roles else "–" for role in ROLES)) for deed in TABLE
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ensure_groups(**_: Any) -> None:
    """Make a group of each role with exactly these rights; runs after each `migrate`."""
    for label in ("fbss", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role)
        # A migration that stops half-way knows fewer models.
        group.permissions.set([known[right] for right in sorted(rights_of(role) & known.keys())])

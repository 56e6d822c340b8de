"""The list of sessions keeps no address: only the browser and the time."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save

from .adapter import NO_ADDRESS


def listen() -> None:
    pre_save.connect(_without_address, sender=UserSession, dispatch_uid="no address")


def _without_address(instance: Any, **_about: Any) -> None:
    instance.ip = NO_ADDRESS

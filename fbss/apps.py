"""The library as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FbssConfig(AppConfig):
    """One application with rooms; docs/architecture.md is the map."""

    name = "fbss"
    verbose_name = "Pain after back surgery"

    def ready(self) -> None:
        from fbss.editing.roles import ensure_groups  # noqa: PLC0415 -- needs loaded models
        from fbss.models import journal  # noqa: PLC0415 -- the same
        from fbss.search import receivers  # noqa: PLC0415 -- the same

        journal.listen()
        post_migrate.connect(ensure_groups, sender=self)
        receivers.listen()

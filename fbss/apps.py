"""The library as a Django application."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class FbssConfig(AppConfig):
    """One application with rooms; docs/architecture.md is the map."""

    name = "fbss"
    default = True
    verbose_name = "Pain after back surgery"

    def ready(self) -> None:
        from fbss.editing.roles import ensure_groups  # noqa: PLC0415 -- needs loaded models
        from fbss.models import journal, use  # noqa: PLC0415 -- the same
        from fbss.search import receivers  # noqa: PLC0415 -- the same

        journal.listen()
        use.listen()
        post_migrate.connect(ensure_groups, sender=self)
        receivers.listen()


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with our front page."""

    default = False
    default_site = "fbss.desk.Desk"

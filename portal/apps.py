"""The project as a Django application: what it does when something is published."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from fbss.models.content_change import committed  # noqa: PLC0415 -- needs loaded models
        from portal.accounts import sessions  # noqa: PLC0415 -- the same
        from portal.pagecache.build import count_change  # noqa: PLC0415 -- the same

        sessions.listen()
        committed.connect(count_change, dispatch_uid="page cache")

"""How assets are kept: hashed names, compressed once, never asked for again by a browser."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.stylesheet import joined

STYLESHEET = "css/site.css"


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also rewrites `import "./a.js"` between our scripts, and joins our stylesheets into one."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], **options: bool) -> Iterator[Any]:
        if STYLESHEET in paths and not options.get("dry_run"):
            self._join(paths)
            paths = {**paths, STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, **options)

    def _join(self, paths: dict[str, Any]) -> None:
        """Puts the joined sheet in the place of the collected one, read from the sources."""

        def source(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        folder = Path(STYLESHEET).parent
        sheet = joined(source(STYLESHEET), lambda name: source((folder / name).as_posix()))
        self.delete(STYLESHEET)
        self.save(STYLESHEET, ContentFile(sheet.encode()))


def collect() -> bool:
    """Collects the assets unless nothing has changed since the last time; says whether it did."""
    root, stamp = Path(settings.STATIC_ROOT), Path(settings.DATA_DIR) / "static.stamp"
    state = _state()
    if (root / AssetStorage.manifest_name).exists() and _text(stamp) == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, encoding="ascii")
    return True


def _text(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.exists() else ""


def _state() -> str:
    lines = (f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in _causes())
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _causes() -> Iterator[Path]:
    """The files that decide what is collected: all sources, this module, the locked versions."""
    yield Path(__file__)
    yield settings.BASE_DIR / "requirements.txt"
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))

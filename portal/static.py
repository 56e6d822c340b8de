"""How assets are kept: hashed names, compressed once, never asked for again by a browser."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal import script, stylesheet

# What pages ask for; each joins the sheets that it imports.
STYLESHEETS = ("css/site.css", "css/parts.css")
SCRIPT = "js/site.js"


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also rewrites `import "./a.js"` between our scripts, and joins ours into one."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], **options: bool) -> Iterator[Any]:
        if not options.get("dry_run"):
            for name in (*STYLESHEETS, SCRIPT):
                if name in paths:
                    self._replace(name, _joined(paths, name))
                    paths = {**paths, name: (self, name)}
        yield from super().post_process(paths, **options)

    def _replace(self, name: str, text: str) -> None:
        """Puts the joined file in the place of the collected one."""
        self.delete(name)
        self.save(name, ContentFile(text.encode()))


def _joined(paths: dict[str, Any], name: str) -> str:
    if name == SCRIPT:
        return script.joined(Path(SCRIPT).name, partial(_neighbor, paths, SCRIPT))
    return stylesheet.joined(_source(paths, name), partial(_neighbor, paths, name))


def _neighbor(paths: dict[str, Any], beside: str, name: str) -> str:
    return _source(paths, (Path(beside).parent / name).as_posix())


def _source(paths: dict[str, Any], name: str) -> str:
    """The text of an asset as it is written, not as it was collected."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def joined(name: str) -> str:
    """A sheet or script of ours with all that it imports, as it is written, collected or not."""
    beside = partial(_written_beside, name)
    if name.endswith(".css"):
        return stylesheet.joined(_written(name), beside)
    return script.joined(Path(name).name, beside)


def _written_beside(beside: str, name: str) -> str:
    return _written((Path(beside).parent / name).as_posix())


def _written(name: str) -> str:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"there is no asset '{name}'")
    return Path(found).read_text(encoding="utf-8")


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
    """The files that decide what is collected: all sources, these modules, the locked versions."""
    yield from map(Path, (__file__, script.__file__, stylesheet.__file__))
    yield settings.BASE_DIR / "requirements.txt"
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))

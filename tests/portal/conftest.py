"""What the tests of the project share."""

import pytest


@pytest.fixture
def assets(settings, tmp_path):
    """A directory that is the only source of assets, to be collected beside it."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.js").write_text('import { greet } from "./b.js";\ngreet();\n')
    (source / "b.js").write_text('export const greet = () => "hello";\n')
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "portal.static.AssetStorage"},
    }
    return source

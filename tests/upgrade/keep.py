"""Keeps a release for the tests of upgrades: `python tests/upgrade/keep.py`, once, when it is made.

Beside this file it writes the database as the release leaves it, with its own seed and what editors
wrote (NAME.sqlite3.xz), and that seed as files (NAME.seeds.tar.xz). Half a megabyte in all.
"""

import lzma
import os
import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
# What editors wrote: the key of a question, and its title from then on.
PUBLISHED = ("how-common-is-it", "How common is it, in the editors' words?")
DRAFTED = ("can-it-be-cured", "Can it be cured? A draft that waits")


def main():
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LOCAL="1", DATA_DIR=folder, DJANGO_SETTINGS_MODULE="portal.settings")
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415 -- its settings are chosen just above

        django.setup()
        import portal  # noqa: PLC0415 -- of the tree that this file is in

        name = sys.argv[1] if len(sys.argv) > 1 else portal.__version__
        fill()
        keep_database(Path(folder), FOLDER / f"{name}.sqlite3.xz")
    with tarfile.open(FOLDER / f"{name}.seeds.tar.xz", "w:xz") as archive:
        archive.add(ROOT / "seeds", "seeds")


def fill():
    """A site with the seed, on which two people have worked."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- needs Django
    from django.core.management import call_command  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    call_command("load_seed")
    people = get_user_model().objects
    writer, reviewer = (people.create_superuser(name) for name in ("writer", "reviewer"))
    from fbss.editing import revisions  # noqa: PLC0415 -- the same

    draft(*DRAFTED, writer)
    text = draft(*PUBLISHED, writer)
    revisions.submit(text, writer)
    revisions.approve(text, reviewer)


def draft(key, title, by):
    from fbss.editing import revisions  # noqa: PLC0415 -- needs Django
    from fbss.models import FAQ  # noqa: PLC0415 -- the same

    text = FAQ.objects.published().get(entry__key=key)
    text.title, text.reason, text.significance = title, "Says it better.", "clarification"
    return revisions.save_draft(text, by)


def keep_database(folder, path):
    whole = folder / "whole.sqlite3"
    connection = sqlite3.connect(folder / "db.sqlite3")
    connection.execute("VACUUM INTO ?", [str(whole)])
    connection.close()
    path.write_bytes(lzma.compress(whole.read_bytes(), preset=9))


if __name__ == "__main__":
    main()

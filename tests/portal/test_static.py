"""portal.static: assets are collected when something changed, under names that tell."""

import json

from portal.static import AssetStorage, collect


def test_scripts_import_each_other_by_their_hashed_names(assets, tmp_path):
    collect()

    manifest = json.loads((tmp_path / "static" / AssetStorage.manifest_name).read_text())
    script = (tmp_path / "static" / manifest["paths"]["a.js"]).read_text()
    assert script == f'import {{ greet }} from "./{manifest["paths"]["b.js"]}";\ngreet();\n'


def test_assets_are_collected_only_after_a_change(assets):
    assert [collect(), collect()] == [True, False]

    (assets / "b.js").write_text('export const greet = () => "good morning";\n')

    assert [collect(), collect()] == [True, False]


def test_a_source_that_was_added_or_removed_is_a_change(assets):
    collect()
    (assets / "c.css").write_text("p { margin: 0 }\n")
    added = collect()
    (assets / "c.css").unlink()

    assert (added, collect()) == (True, True)


def test_assets_that_were_lost_are_collected_again(assets, tmp_path):
    collect()
    (tmp_path / "static" / AssetStorage.manifest_name).unlink()

    assert collect() is True

"""portal.stylesheet: many small sheets to read and write, one to ask for."""

import gzip
import json

import pytest

from portal.static import AssetStorage, collect
from portal.stylesheet import Unjoinable, joined


def test_an_import_is_replaced_by_its_rules_in_their_layer():
    sheet = '@layer a, b;\n@import "one.css" layer(a);\n@import "two.css" layer(b);\n'

    text = joined(sheet, {"one.css": "p { margin: 0 }", "two.css": "i { top: 0 }"}.__getitem__)

    assert text == "@layer a,b;@layer a{p{margin:0}}@layer b{i{top:0}}\n"


def test_sheets_of_one_layer_that_follow_each_other_share_it():
    sheet = "".join(f'@import "{name}.css" layer({layer});\n' for name, layer in ["xa", "ya", "zb"])

    text = joined(sheet, lambda name: f"{name[0]} {{ top: 0 }}")

    assert text == "@layer a{x{top:0}y{top:0}}@layer b{z{top:0}}\n"


def test_what_stands_in_quotes_stays_as_it_is():
    rule = 'a::after { content: " (" attr(href) "; }" }'

    text = joined('@import "one.css" layer(a);', lambda _name: rule)

    assert text == '@layer a{a::after{content:" (" attr(href) "; }"}}\n'


def test_spaces_that_mean_something_stay():
    rules = "a :hover > b { margin: calc(1px + 2px) 0 }\n@media (width < 4rem) { i { top: 0; } }"

    text = joined('@import "one.css" layer(a);', lambda _name: rules)

    assert text == (
        "@layer a{a :hover > b{margin:calc(1px + 2px) 0}@media (width < 4rem){i{top:0}}}\n"
    )


def test_comments_and_indentation_are_left_to_the_sources():
    sheet = '/* order */\n@import "one.css" layer(a);'

    text = joined(sheet, {"one.css": "/* why:\n so */\np {\n  margin: 0;\n\n}\n"}.__getitem__)

    assert text == "@layer a{p{margin:0}}\n"


@pytest.mark.parametrize(
    ("rules", "held"),
    [
        ('@import "two.css";', "@import"),
        ('@charset "utf-8";', "@charset"),
        ("p { background: url(a.png) }", "url("),
    ],
)
def test_what_would_change_its_meaning_is_refused_by_name(rules, held):
    with pytest.raises(Unjoinable) as refusal:
        joined('@import "one.css" layer(a);', {"one.css": rules}.__getitem__)

    assert str(refusal.value) == f"one.css: cannot join a sheet that holds '{held}'"


def test_an_import_without_a_layer_is_refused():
    with pytest.raises(Unjoinable) as refusal:
        joined('@import "one.css";', {}.__getitem__)

    assert str(refusal.value) == "the sheet that imports: cannot join a sheet that holds '@import'"


def test_the_collected_stylesheet_is_one_file_hashed_and_compressed(assets, tmp_path):
    rules = "p { margin: 0 }\n" * 50
    write_sheets(assets, rules)

    collect()

    root = tmp_path / "static"
    name = collected_name(root)
    assert (root / name).read_text() == "@layer a{" + "p{margin:0}" * 50 + "}\n"
    assert gzip.decompress((root / f"{name}.gz").read_bytes()) == (root / name).read_bytes()


def test_a_change_in_an_imported_sheet_gives_the_stylesheet_a_new_name(assets, tmp_path):
    root = tmp_path / "static"
    write_sheets(assets, "p { margin: 0 }")
    collect()
    before = collected_name(root)

    write_sheets(assets, "p { margin: 1rem }")
    collect()

    assert collected_name(root) != before
    assert (root / collected_name(root)).read_text() == "@layer a{p{margin:1rem}}\n"


def write_sheets(assets, rules):
    components = assets / "css" / "components"
    components.mkdir(parents=True, exist_ok=True)
    (components / "one.css").write_text(rules)
    (assets / "css" / "site.css").write_text('@import "components/one.css" layer(a);\n')


def collected_name(root):
    return json.loads((root / AssetStorage.manifest_name).read_text())["paths"]["css/site.css"]

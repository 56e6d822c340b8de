"""portal.script: small modules become one script that does the same."""

import pytest

from portal.script import Unjoinable, joined


def join(**modules):
    return joined("site.js", {f"{name}.js": text for name, text in modules.items()}.__getitem__)


def test_each_module_stands_once_and_before_those_who_need_it():
    script = join(
        site='import "./a.js";\nimport { b } from "./b.js";\nb();\n',
        a='import { b, c } from "./b.js";\nb(c);\n',
        b="export function b() {}\nexport const c = 1;\n",
    )

    assert script == "function b() {}\nconst c = 1;\nb(c);\nb();\n"


def test_comments_on_lines_of_their_own_are_left_out():
    script = join(site='/** What it is.\n *  More. */\nconst a = "/* no */"; // stays\n// goes\n')

    assert script == 'const a = "/* no */"; // stays\n'


def test_two_modules_with_one_name_are_refused():
    with pytest.raises(Unjoinable, match=r"^b\.js: 'age' is a name in a.js too$"):
        join(
            site='import "./b.js";\n',
            b='import "./a.js";\nfunction age() {}\n',
            a="const age = 1;\n",
        )


@pytest.mark.parametrize(
    "line",
    [
        'import x from "./b.js";',
        'import { a as b } from "./b.js";',
        'import "https://example.org/x.js";',
        "export default 1;",
        "export { a };",
        'const a = import("./b.js");',
        "const a = import.meta.url;",
    ],
)
def test_what_would_mean_something_else_is_refused(line):
    with pytest.raises(Unjoinable, match="cannot join"):
        join(site=f"{line}\n", b="")

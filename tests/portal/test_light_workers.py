"""What a worker holds that has served nothing but pages."""

from tests.servers.home import Home

# Typesetter and fonts, pictures, codes to scan, the library of the API, passkeys, the pack.
HEAVY = {
    *("typst", "fontTools", "PIL", "segno", "ninja", "pydantic"),
    *("fido2", "cryptography", "lxml"),
}


def test_what_few_workers_need_comes_into_memory_with_the_first_question(tmp_path):
    program = "import sys, portal.wsgi, portal.urls; print(*sys.modules)"

    modules = Home(tmp_path).run("-c", program).split()

    assert "fbss.views.questions" in modules
    assert HEAVY & set(modules) == set()

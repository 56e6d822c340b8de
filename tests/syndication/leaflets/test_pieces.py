from fbss.content.markdown import render
from fbss.syndication.leaflets.pieces import blocks_of, line_of


def absolute(path):
    return f"https://pain.example{path}"


def test_a_line_keeps_its_styles_and_its_notes():
    html = 'A <strong>b <em>c</em></strong>&nbsp;<sup class="note"><a href="#note-2">2</a></sup>.'

    found = line_of(html, absolute)

    assert found == [
        "A ",
        {"is": "strong", "in": ["b ", {"is": "em", "in": ["c"]}]},
        "\xa0",
        {"is": "note", "number": 2},
        ".",
    ]


def test_a_path_becomes_an_address_and_a_word_stays_a_word():
    html = (
        '<a href="/questions/x/">x</a> <a href="https://a.example/">a</a> '
        '<a class="word" href="/words/y/">y</a> <a href="tel:911">911</a>'
    )

    found = line_of(html, absolute)

    assert found == [
        {"is": "link", "to": "https://pain.example/questions/x/", "in": ["x"]},
        " ",
        {"is": "link", "to": "https://a.example/", "in": ["a"]},
        " ",
        "y",
        " ",
        {"is": "link", "to": "tel:911", "in": ["911"]},
    ]


def test_blocks_of_all_forms_are_read():
    text = "## H\n\nP\n\n> Q\n\n3. one\n   - two\n\n```\ncode\n```\n\n---\n\n|a|b|\n|-|-|\n|1|2|"

    found = blocks_of(render(text).html, absolute)

    assert found == [
        {"is": "h", "level": 2, "in": ["H"]},
        {"is": "p", "in": ["P"]},
        {"is": "quote", "in": [{"is": "p", "in": ["Q"]}]},
        {
            "is": "ol",
            "start": 3,
            "items": [
                [
                    {"is": "p", "in": ["one "]},
                    {"is": "ul", "start": 1, "items": [[{"is": "p", "in": ["two"]}]]},
                ]
            ],
        },
        {"is": "pre", "text": "code\n"},
        {"is": "hr"},
        {"is": "table", "caption": "", "head": [["a"], ["b"]], "rows": [[["1"], ["2"]]]},
    ]


def test_of_a_picture_a_leaflet_says_what_it_shows():
    html = (
        '<figure class="picture"><picture><source srcset="/m.webp"><img src="/m.jpg" alt="Discs">'
        "</picture><figcaption>Five bones.</figcaption></figure>"
    )

    assert blocks_of(html, absolute) == [{"is": "p", "in": ["[Picture: Discs] ", "Five bones."]}]


def test_nothing_makes_no_blocks():
    assert blocks_of("", absolute) == []

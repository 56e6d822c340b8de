"""The page of treatments side by side, and the way to it."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import CareCardFactory, SourceFactory, TreatmentFactory, WordFactory

ADDRESS = "/treatments/compare/"
FRAME = [
    "Kind of treatment",
    "How it works",
    "What happens",
    "Benefits",
    "Harms",
    "What if I do nothing?",
    "What it means for daily life",
    "Whom it may suit",
    "Whom it may not suit",
    "Effort, time and recovery",
    "What is not known",
    "How sure this is: No scale",
    "When to get help",
    "What you can do today",
    "Questions to ask",
    "Other choices",
]
OUTCOME = {
    "effect": "benefit",
    "outcome": "Pain gone",
    "with_it": "48 of 100",
    "without_it": "9 of 19",
    "comparator": "usual care",
    "over": "6 months",
    "source": "the-trial",
}


def treatment(slug, **fields):
    return TreatmentFactory(
        entry__key=slug, **{"published": True, "position": 1, "title": slug.title(), **fields}
    )


def page(client, *slugs):
    return client.get(ADDRESS, {"t": slugs})


def text_of(response):
    return response.content.decode()


def ticked(response):
    boxes = re.findall(
        r'<input type="checkbox" name="t" value="([^"]*)"( checked)?>', text_of(response)
    )
    return [value for value, checked in boxes if checked]


@pytest.fixture
def walk(db):
    return treatment("walk", position=1)


@pytest.fixture
def rest(db):
    return treatment("rest", position=2)


def test_two_treatments_stand_side_by_side_in_the_frame(client, walk, rest):
    response = page(client, "walk", "rest")

    html = text_of(response)
    assert response.status_code == 200
    assert re.findall(r'<th scope="col"><a href="([^"]*)">([^<]*)</a></th>', html) == [
        ("/treatments/walk/", "Walk"),
        ("/treatments/rest/", "Rest"),
    ]
    assert [
        title.strip() for title in re.findall(r'<th scope="row" id="[^"]*">([^<]*)', html)
    ] == FRAME
    assert html.count("<h1>Compare treatments</h1>") == 1
    assert "<title>Compare: Walk, Rest — Pain after back surgery</title>" in html


def test_every_part_names_every_treatment_even_where_nothing_is_known(client, walk):
    TreatmentFactory(
        entry__key="blank", title="Blank", published=True, position=2,
        how_it_works="", what_happens="", life_impact="", suits=[], does_not_suit=[],
        effort="", certainty=[], what_you_can_do=[], questions_to_ask=[],
    )  # fmt: skip

    html = text_of(page(client, "walk", "blank"))

    rows = re.findall(r'<tr>\s*<th scope="row".*?</tr>', html, re.DOTALL)
    names = [re.findall(r'<p class="compare-table-name">([^<]*)</p>', row) for row in rows]
    cells = [re.split(r'<p class="compare-table-name">[^<]*</p>', row)[1:] for row in rows]
    assert names == [["Walk", "Blank"]] * len(FRAME)
    assert [cell for row in cells for cell in row if not re.sub(r"<[^>]*>|\s", "", cell)] == []
    assert "Not known." in cells[FRAME.index("How it works")][1]
    assert "No level on this scale." in cells[FRAME.index("How sure this is: No scale")][1]


def test_a_share_is_drawn_and_told(client, rest):
    SourceFactory(key="the-trial")
    treatment("walk", outcomes=[OUTCOME])

    html = text_of(page(client, "walk", "rest"))

    assert html.count('role="img"') == 2
    assert '<title id="picture-1-title">Pain gone, with it: 48 of 100</title>' in html
    assert "Each figure is one of 19 people in the study. 9 are filled." in html
    assert "Few people: each figure is one person in the study." in html
    assert html.count("48 of 100</strong>") == 1
    assert '<td data-label="With it">48 of 100</td>' in html


def test_pictures_refer_to_shapes_of_the_page_and_ids_are_unique(client, rest):
    SourceFactory(key="the-trial")
    treatment("walk", outcomes=[OUTCOME, OUTCOME | {"effect": "harm", "with_it": "3 of 5,000"}])

    html = text_of(page(client, "walk", "rest"))

    ids = re.findall(r'\sid="([^"]*)"', html)
    used = set(re.findall(r'<use [^>]*href="#([^"]*)"', html))
    assert [name for name in ids if ids.count(name) > 1] == []
    assert used - set(ids) == set()
    assert "figures-half" in used


@pytest.mark.parametrize("count", [2, 4])
def test_six_queries_however_many_treatments(client, db, django_assert_num_queries, count):
    SourceFactory(key="the-trial")
    CareCardFactory(entry__key="infection", published=True)
    WordFactory(title="Muscles", published=True)
    slugs = [f"treatment-{number}" for number in range(4)]
    for position, slug in enumerate(slugs):
        treatment(
            slug,
            position=position,
            outcomes=[OUTCOME],
            care_cards=["infection"],
            alternatives=slugs,
        )

    with django_assert_num_queries(6):
        response = page(client, *slugs[:count])

    html = text_of(response)
    assert html.count('<a href="/help-now/#infection">') == count
    assert [note.source.key for note in response.context["comparison"].notes] == ["the-trial"]
    assert 'popovertarget="word-' in html


def test_the_choices_alone_cost_one_query(client, django_assert_num_queries, walk, rest):
    with django_assert_num_queries(1):
        page(client)


def test_names_that_could_be_old_addresses_cost_one_query_more(
    client, django_assert_num_queries, walk, rest
):
    with django_assert_num_queries(2):
        page(client, "walk", *"abcdefgh")


def test_another_order_leads_to_the_one_address(client, walk, rest):
    response = page(client, "rest", "walk")

    assert response.status_code == 302
    assert response["Location"] == f"{ADDRESS}?t=walk&t=rest"


def test_an_old_address_still_compares(client, walk, rest):
    walk.entry.rename("stroll")

    response = client.get(ADDRESS, {"t": ["walk", "rest"]}, follow=True)

    assert response.redirect_chain == [(f"{ADDRESS}?t=stroll&t=rest", 302)]
    assert [column.address for column in response.context["comparison"].columns] == [
        "/treatments/stroll/",
        "/treatments/rest/",
    ]


@pytest.mark.parametrize(
    ("asked", "said", "understood"),
    [
        (["walk"], ["You chose one treatment."], ["walk"]),
        (["walk", "walk"], ["You chose “Walk” more than once."], ["walk"]),
        (["walk", "rest", "rest"], ["You chose “Rest” more than once."], ["walk", "rest"]),
        (["walk", "dance"], ["no treatment at “dance”"], ["walk"]),
        (["walk", "rest", "dance"], ["no treatment at “dance”"], ["walk", "rest"]),
        (
            ["walk", "rest", "a1", "a2", "a3"],
            ["You chose 5 treatments. At most 4 fit side by side"],
            ["walk", "rest", "a1", "a2", "a3"],
        ),
    ],
)
def test_what_cannot_be_compared_says_so_and_offers_the_choices(
    client, walk, rest, asked, said, understood
):
    for number in (1, 2, 3):
        treatment(f"a{number}", position=2 + number)

    response = page(client, *asked)

    html = text_of(response)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert [sentence for sentence in said if sentence not in html] == []
    assert ticked(response) == understood
    assert "compare-table" not in html


@pytest.mark.parametrize("query", ["", "?t=", "?x=1", "?utm_source=mail"])
def test_without_a_choice_the_page_offers_all(client, walk, rest, query):
    response = client.get(f"{ADDRESS}{query}")

    html = text_of(response)
    assert response.status_code == 200
    assert "X-Robots-Tag" not in response.headers
    assert "Choose 2 to 4 treatments" in html
    assert "We cannot compare" not in html
    assert html.count('type="checkbox"') == 2


def test_an_empty_library_leads_home(client, db):
    response = page(client)

    assert response.status_code == 200
    assert "No treatment is published yet." in text_of(response)


@pytest.mark.parametrize("trait", [{}, {"scheduled": True}, {"withdrawn": True}])
def test_what_is_not_public_is_neither_compared_nor_named(client, walk, trait):
    treatment("secret", **{"published": False, "how_it_works": "It leaks.", **trait})

    response = page(client, "walk", "secret")

    html = text_of(response)
    assert "It leaks." not in html
    assert "Secret" not in html
    assert ticked(response) == ["walk"]


def test_where_a_draft_moved_to_stays_secret(client, walk):
    draft = treatment("plain", published=False)
    draft.entry.rename("hidden-name")

    html = text_of(page(client, "walk", "plain"))

    assert "hidden-name" not in html
    assert "no treatment at “plain”" in html


@pytest.mark.parametrize("field", ["title", "how_it_works", "not_known", "suits", "outcomes"])
def test_markup_in_a_text_stays_text(client, rest, field):
    evil = "<script>alert(1)</script>\"'"
    SourceFactory(key="the-trial")
    values = {"suits": [evil], "outcomes": [OUTCOME | {"outcome": evil, "with_it": evil}]}
    treatment("walk", **{field: values.get(field, evil)})

    html = text_of(page(client, "walk", "rest"))

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_markup_in_an_address_stays_text(client, walk, evil):
    html = text_of(page(client, "walk", evil))

    assert evil not in html
    assert "<img" not in html


def test_no_cookie_and_only_safe_requests(client, walk, rest):
    response = page(client, "walk", "rest")

    assert not response.cookies
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


def test_the_list_of_treatments_leads_here(client, walk, rest):
    response = client.get(reverse("treatments"))

    html = text_of(response)
    assert f'<a href="{ADDRESS}">' in html
    assert f'<form class="compare-form" method="get" action="{ADDRESS}">' in html
    assert html.count('<input type="checkbox" name="t"') == 2
    assert ticked(response) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.one_of(st.sampled_from(["walk", "rest", ""]), st.text(max_size=80)), max_size=8
    )
)
def test_no_address_breaks_the_page(client, walk, rest, names):
    query = "&".join(f"t={quote(name, errors='replace')}" for name in names)

    assert client.get(f"{ADDRESS}?{query}").status_code in (200, 302)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(alphabet=st.characters(max_codepoint=255), max_size=120))
def test_no_query_string_breaks_the_page(client, walk, rest, query):
    response = client.generic("GET", ADDRESS, QUERY_STRING=query)

    assert response.status_code in (200, 302)

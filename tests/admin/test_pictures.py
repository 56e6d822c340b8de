"""Pictures in the admin: sent in, shown in a page, and held while a text shows them."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fbss.models import Picture, Topic
from tests.admin.forms import address, save, take
from tests.factories import InfoPageFactory, PictureFactory, TopicFactory, WordFactory

ADD = reverse("admin:fbss_picture_add")
LIST = reverse("admin:fbss_picture_changelist")


def upload(name="spine.png", **options):
    buffer = io.BytesIO()
    Image.new("RGB", (700, 400), "teal").save(buffer, "PNG", **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def described(**more):
    return {
        "key": "spine",
        "alt": "The lower back from the side",
        "caption": "",
        "credit": "A. Person",
        "licence": "CC BY 4.0",
        "file": upload(),
    } | more


def change(picture, view="change"):
    return reverse(f"admin:fbss_picture_{view}", args=[picture.pk])


def test_a_picture_that_is_sent_in_is_drawn_in_its_widths(editor):
    editor.post(ADD, described())

    picture = Picture.objects.get()
    files = [name for one in picture.files for name in (one["webp"], one["fallback"])]
    assert [one["width"] for one in picture.files] == [320, 640, 700]
    assert all(map(default_storage.exists, files))


def test_without_alternative_text_nothing_is_kept(editor):
    response = editor.post(ADD, described(alt=""))

    assert response.context["adminform"].form.errors == {"alt": ["This field is required."]}
    assert not Picture.objects.exists()


def test_a_drawing_with_a_program_is_refused_with_a_sentence(editor):
    drawing = SimpleUploadedFile("x.png", b"<svg onload='x()'/>", content_type="image/png")

    response = editor.post(ADD, described(file=drawing))

    assert response.context["adminform"].form.errors["file"] == [
        "This is not a PNG, JPEG or WebP picture. An SVG drawing can hold programs: save it as PNG."
    ]


@pytest.mark.parametrize("key", ["Spine", "a_b", "a--b", "-a"])
def test_a_key_that_no_text_could_name_is_refused(editor, key):
    response = editor.post(ADD, described(key=key))

    assert response.context["adminform"].form.errors["key"] == [
        "Use small letters and digits, with one - between words: lower-back"
    ]


def test_a_file_is_served_for_good_and_as_nothing_but_a_picture(editor, client):
    editor.post(ADD, described())
    shown = Picture.objects.get().as_text().renditions[0]

    for url, kind in ((shown.webp, "image/webp"), (shown.fallback, "image/jpeg")):
        response = client.get(url)

        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == (
            "public, max-age=31536000, s-maxage=600, stale-if-error=86400, immutable"
        )
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert dict(response.cookies) == {}
        assert Image.open(io.BytesIO(response.content)).width == 320


@pytest.mark.parametrize(
    "path",
    [
        "/media/pictures/0123456789abcdef-320.webp",
        "/media/pictures/../db.sqlite3",
        "/media/pictures/x.svg",
        "/media/",
        "/markdownx/upload/",
    ],
)
def test_nothing_else_is_served(client, db, path):
    assert client.get(path).status_code == 404


def test_a_page_shows_the_picture_with_room_kept_for_it(client, editor):
    editor.post(ADD, described(caption="Five bones."))
    topic = TopicFactory(published=True, body="Look:\n\n![spine]\n\nThat is it.")

    page = client.get(topic.get_absolute_url()).content.decode()

    assert 'width="700" height="400" loading="lazy"' in page
    assert "Five bones. Picture: A. Person, CC BY 4.0" in page


def test_a_text_with_an_unknown_picture_cannot_be_handed_over(editor, library):
    topic = TopicFactory(published=True)
    save(editor, topic, body="Look:\n\n![knee]\n\nThat is it.")
    draft = Topic.objects.open().get()

    response = take(editor, draft, "submit")

    assert str(response.context["refused"]) == (
        "These pictures are unknown: ![knee]. Upload them under Pictures first."
    )


@pytest.mark.parametrize(
    ("factory", "text"),
    [
        (TopicFactory, {"body": "Look at ![spine] here."}),
        (TopicFactory, {"aim": "![spine]"}),
        (WordFactory, {"definition": "![spine]"}),
    ],
)
def test_a_picture_that_finds_no_room_cannot_be_handed_over(editor, library, factory, text):
    PictureFactory(key="spine")
    revision = factory(published=True)
    save(editor, revision, **text)
    draft = type(revision).objects.open().get()

    response = take(editor, draft, "submit")

    assert str(response.context["refused"]) == (
        "A picture needs a line of its own in the running text of a page: ![spine]."
    )


def test_the_page_of_a_picture_says_how_to_show_it_and_where_it_is_used(reviewer):
    picture = PictureFactory(key="spine")
    TopicFactory(published=True, title="Discs", body="![spine]")

    page = reviewer.get(change(picture)).content.decode()

    assert "<code>![spine]</code>" in page
    assert ">Discs</a>: Live" in page


def test_a_picture_in_a_live_text_is_changed_by_reviewers_alone(editor, reviewer):
    picture = PictureFactory(key="spine")
    TopicFactory(published=True, body="![spine]")

    answers = [
        person.post(change(picture), {"alt": "x"}).status_code for person in (editor, reviewer)
    ]

    assert answers == [403, 200]


def test_a_picture_that_a_draft_shows_cannot_be_deleted(reviewer):
    picture = PictureFactory(key="spine")
    draft = TopicFactory(title="Discs", body="![spine]")

    response = reviewer.post(change(picture, "delete"), {"post": "yes"})

    assert Picture.objects.exists()
    assert [str(one) for one in response.context["protected"]] == [
        f'<a href="{address(draft)}">Discs</a>: Draft'
    ]


def test_a_deleted_picture_leaves_the_storage(reviewer):
    reviewer.post(ADD, described())
    picture = Picture.objects.get()
    names = [one["webp"] for one in picture.files]

    reviewer.post(change(picture, "delete"), {"post": "yes"})

    assert not Picture.objects.exists()
    assert not any(map(default_storage.exists, names))


def test_another_file_takes_the_place_of_the_first(reviewer):
    reviewer.post(ADD, described())
    before = Picture.objects.get()
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "navy").save(buffer, "PNG")
    other = SimpleUploadedFile("other.png", buffer.getvalue())

    reviewer.post(change(before), described(file=other))

    after = Picture.objects.get()
    assert [one["width"] for one in after.files] == [300]
    assert not default_storage.exists(before.files[0]["webp"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many(reviewer, count, django_assert_num_queries):
    for picture in PictureFactory.create_batch(count):
        TopicFactory(published=True, body=f"![{picture.key}]")
    reviewer.get(LIST)

    with django_assert_num_queries(6):
        response = reviewer.get(LIST)

    assert [row.texts for row in response.context["cl"].result_list] == [1] * count


def test_a_picture_in_the_api_has_addresses_that_work_from_anywhere(client, editor, library):
    editor.post(ADD, described())
    topic = TopicFactory(published=True, body="![spine]\n\nText below.")

    body = client.get(f"/api/v1/topics/{topic.entry.key}").json()["body"]["html"]

    picture = Picture.objects.get().as_text()
    assert f'src="http://testserver{picture.renditions[-1].fallback}"' in body
    assert f", http://testserver{picture.renditions[1].webp} 640w" in body


def test_feeds_carry_a_text_with_a_picture(client, editor, library):
    editor.post(ADD, described())
    InfoPageFactory(published=True, body="![spine]\n\nText below.", reason="New")

    assert client.get("/changes.atom").status_code == 200

from fbss.content.fingerprint import fingerprint

TEXT = {"title": "One", "body": "Two\n\nThree", "suits": ["a"], "rows": [{"a": "1", "note": ""}]}


def test_the_same_text_has_the_same_fingerprint_in_any_order():
    assert fingerprint(TEXT) == fingerprint(dict(reversed(TEXT.items())))
    assert len(fingerprint(TEXT)) == 64


def test_any_other_word_is_another_text():
    for other in ({"title": "one"}, {"suits": ["a", "b"]}, {"rows": []}, {"year": None}):
        assert fingerprint(TEXT | other) != fingerprint(TEXT)


def test_the_day_of_the_change_is_not_part_of_the_text():
    assert fingerprint(TEXT | {"edited": "2026-11-23"}) == fingerprint(TEXT)


def test_line_ends_outer_space_and_empty_fields_of_rows_say_nothing():
    typed = {"body": "Two\r\n\r\nThree\r\n", "suits": [" a"], "rows": [{"a": "1"}]}

    assert fingerprint(TEXT | typed) == fingerprint(TEXT)


def test_a_text_that_no_file_can_hold_has_a_fingerprint():
    assert len(fingerprint({"title": "\ud800"})) == 64

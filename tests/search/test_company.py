import pytest

from fbss.search.company import BEST, gains, subjects


def test_a_page_gains_by_the_better_pages_that_speak_of_the_same():
    best = (1.0, subjects("disc slip root"))
    alike, other = (0.2, subjects("disc slip")), (0.2, subjects("pump refil"))

    first, beside, apart = gains([best, alike, other])

    assert beside == pytest.approx((2 / (3 * 2) ** 0.5) / BEST)
    assert first == pytest.approx(0.2 * beside)
    assert apart == 0.0


def test_a_page_without_words_gains_nothing():
    assert gains([(1.0, subjects("disc")), (0.5, subjects(""))]) == [0.0, 0.0]


def test_what_only_says_how_it_is_asked_is_no_subject():
    assert subjects("how disc after", "surgeri when") == {"disc", "surgeri"}

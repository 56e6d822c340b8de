import pytest

from fbss.quality.voice import is_passive, passive_share


@pytest.mark.parametrize(
    "sentence",
    [
        "A study was done.",
        "It is not often given to children.",
        "Wires have been moved.",
        "In trials, people were asked about pain.",
        "The wire isn't removed.",
    ],
)
def test_a_hidden_doer_is_noticed(sentence):
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You write it down.",
        "You may feel tired.",
        "You are worried.",
        "It is not known.",
        "Write down what you were told.",
        "Ask how it is done.",
        "The need is great.",
        "The older name is failed back surgery syndrome.",
    ],
)
def test_an_active_sentence_is_left_alone(sentence):
    assert not is_passive(sentence)


def test_the_share_counts_sentences():
    assert passive_share(["A study was done.", "You walk."]) == 0.5
    assert passive_share([]) == 0.0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbss.content.syllables import syllables

SPOKEN = {
    1: """
        pain back spine nerve nerves failed disc discs helped asked used feel real year years
        safe fruit build guide suit bruise juice tongue league vague cure cured moved moves
        times one once whole side sides more there these here eye eyes the be she a I you your
        hour hours our fire tired square aches ached noise judged called filled pulled ruled
        role mile file while styles don't can't does goes shoes toes deaf great true choice
        joint joints plant girl world
    """,
    2: """
        surgeon spinal doctor patient patients treatment people syndrome relief relieved study
        studies trial trials fusion muscle muscles table able needed wanted causes changes
        places boxes wishes bladder bowel feeling being going special social question million
        cautious anxious equal quiet science diet fluid create react really rhythm prism simple
        simply little safely hopeful movement movements statement careful useless lately every
        different walking trying saying playing beyond lawyer ruin guidance guideline fatigue
        technique sometimes something someone before therefore power required union region
        vision lesion cauda persuade language quarter headache headaches noises judges increased
        reduced advice illness weakness numbness soreness painful bodies allowed followed
        borrowed ended rated treated settled handled troubled titled scheduled apple people's
        couldn't didn't isn't poem poet somewhere tuesday value values issue issues fluent cruel
        fuel duel truly duty poison billion onion marriage carriage creature ready recent
        patient's absent student agent event stiffness ankle ankles cycle journal
    """,
    3: """
        surgery medicine medicines persistent exercise opioid opioids infection area idea
        serious previous radius medium period initial position religious usual actual gradual
        continue quality created reaction ideal carefully everyone difference evidence hospital
        therapy physical appointment studying worrying employer genuine suicide suitable
        naloxone nonunion opinion decision revision equina dementia radiate manual sexual annual
        exercised diagnosed diseases increases reduces services tenderness unable possible
        possibly probably vertebra vertebrae cartilage surgeries therapies injuries allergies
        decided untreated area's meteor video leotard influence annoying enjoying employment
        unemployed companion champion creation reassure physician president
    """,
    4: """
        operation stimulation stimulator reliable usually continuous mechanism experience
        emergency anatomy gabapentin ibuprofen diagnosis anxiety society variety epidural
        neurology neuropathic pseudarthrosis ischemia pneumonia anesthesia material bacteria
        interior superior anterior bilateral biology alleviate associate appreciate radiation
        variation deviation situation sexually january february exercises recovery
    """,
    5: """
        laminectomy psychological arachnoiditis association evaluation individual
    """,
    6: """
        physiotherapy acetaminophen radiofrequency adhesiolysis biopsychosocial rehabilitation
    """,
}


@pytest.mark.parametrize("count", SPOKEN)
def test_words_have_as_many_syllables_as_they_are_said_with(count):
    assert {word: syllables(word) for word in SPOKEN[count].split()} == dict.fromkeys(
        SPOKEN[count].split(), count
    )


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("low-back", 2),
        ("twenty-four", 3),
        ("48", 1),
        ("1,011", 2),
        ("FBSS", 4),
        ("WHO", 5),
        ("NICE", 1),
        ("COVID-19", 3),
        ("Pain", 1),
        ("patient’s", 2),
        ("", 1),
        ("hmm", 1),
    ],
)
def test_compounds_figures_and_abbreviations_are_read_aloud(word, count):
    assert syllables(word) == count


@given(st.text(max_size=30))
def test_any_word_has_a_syllable(word):
    assert syllables(word) >= 1

import pytest

from fbss.content.figures import has_number


@pytest.mark.parametrize(
    "sentence",
    [
        "About 1 in 5 people still had pain.",
        "About one in five people still had pain.",
        "Two out of every ten people had a second operation.",
        "In 48 of 100 people the pain was halved.",
        "Pain fell by 50%.",
        "Ten percent of people stopped.",
        "A study of 10,216 adults in England.",
        "It lasts ½ hour.",
        "The risk is 2.28 times as high.",
        "In 2017 a study began.",
        "Since March 2019 the rule is new.",
        "It helped 911 people.",
        "It helped 12 of 999 with pain.",
        "Of 999 people, some got better.",
        "They took type 2 medicine for 6 weeks.",
        "Pain fell (from 70 to 40).",
        "The COVID-19 group had 12 people.",
        "Level 12% of it.",
        "A Low-50% dose.",
        "There were 2017 people.",
        "Sweden 2017 people were asked.",
        "1,900 people were asked.",
    ],
)
def test_figures_and_shares_are_numbers(sentence):
    assert has_number(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two people can help you.",
        "One sign is enough.",
        "One in a while you rest.",
        "Call 911 or go to an emergency room now (UK: 999 or A&E).",
        "Call 988, 111 or 112.",
        "Call 911, and stay.",
        "Call 1-800-222-1222 or (555) 123-4567.",
        "The discs L4-L5, L5-S1, L4-5 and L4/5 bear most.",
        "T12 and C7 are bones.",
        "The US code is M96.1 (ICD-10-CM).",
        "ICD-11 has MG30.21.",
        "Persistent spinal pain syndrome type 2 (PSPS type 2)",
        "Type 1 means without surgery.",
        "PSPS-T2 is the same.",
        "COVID-19 made it harder.",
        "NICE guideline NG59 and TA159 say so.",
        "The SENZA-2 trial and rhBMP-2.",
        "A 2017 review of treatments says so.",
        "The 2022 CDC guideline says so.",
        "Weir 2017 says so.",
        "Weir and others, 2017, say so.",
        "Weir et al. 2017 say so.",
        "Others say so (2017).",
        "Last reviewed: 23 November 2026",
        "Last reviewed 2026-11-23",
        "Next review due November 2027.",
        "Reviewed on Nov. 23, 2026",
        "Level I and level 2 studies, step 3, table 4, figure 5.",
        "You can (1) rest, (2) walk.",
        "You can 1) rest, 2) walk.",
        "See https://example.org/2017/48 or 10.1136/bmjopen-2017-017585",
        "",
    ],
)
def test_names_codes_phones_and_review_dates_are_none(sentence):
    assert not has_number(sentence)

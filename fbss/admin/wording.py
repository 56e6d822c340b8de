"""What the form says beside each field: what belongs there, with an example."""

from __future__ import annotations

from collections.abc import Mapping

# The first sentence says what it is, the second gives an example.
HELP: Mapping[str, str] = {
    "title": "The heading of the page, as a patient would say it. Example: Why do I still hurt?",
    "topic": "The part of the site under which the question stands.",
    "category": "The list of treatments is in groups. Choose one.",
    "level": "How fast the reader needs help.",
    "group": "The glossary is in groups. Choose one.",
    "service": "Whom to call, or where to go. Example: Call 911 or go to an emergency room.",
    "lead": "The line before the signs. Example: If any one of these is new:",
    "signs": "One sign a line. Example: You cannot feel when you wipe yourself.",
    "advice": "What else to know. Example: One sign is enough. Do not wait for the others.",
    "short_answer": "The answer in at most 40 words, with its source. Example: About 1 in 5 people"
    " still have pain a year later. [@weir-2017]",
    "aim": "One sentence. Example: This page helps you get ready for your appointment.",
    "key_messages": "2 to 4 short sentences, one a line. Example: It is not your fault.",
    "definition": "What the word means, in plain sentences. Example: A thin, soft tube.",
    "how_it_works": "What it does in the body. Example: A small device sends weak pulses to"
    " your spine.",
    "what_happens": "Step by step, what the patient goes through. Example: First there is a"
    " trial of one week.",
    "outcomes": "Each benefit and each harm is a row with its source. Give both sides in like"
    " detail.",
    "if_nothing": "What happens without it. Example: In many people the pain stays as it is.",
    "life_impact": "What changes in daily life. Example: You charge the device every week.",
    "suits": "Whom it may suit, one a line. Example: Your leg hurts more than your back.",
    "does_not_suit": "Whom it may not suit, one a line. Example: You have an infection.",
    "effort": "Time, travel, recovery. Example: Two visits, then two weeks of rest.",
    "not_known": "What nobody knows yet. Example: How long it helps is not known.",
    "certainty": "How sure this is. Each level stands with the name of its scale and is never"
    " moved to another scale.",
    "body": "The longer text. Begin each section with ## and a heading. Name a source right behind"
    " its statement. Example: About 1 in 5 still have pain. [@weir-2017]",
    "care_cards": "Care cards to show, one key a line. Example: cauda-equina",
    "what_you_can_do": "What helps today, one a line. Example: Write down what makes it worse.",
    "questions_to_ask": "Questions for an appointment, one a line. Example: What result did you"
    " expect?",
    "alternatives": "Other treatments, one key a line. Example: exercise",
    "see_also": "Pages to offer next, one a line. Example: treatments/exercise",
    "also_called": "Other names, one a line. Readers can search for them. Example: failed back"
    " syndrome",
    "also_asked": "Other wordings of the question, one a line. Example: Is it normal to hurt?",
    "need": "Which of the eight things patients ask about this page answers.",
    "position": "A number: lists begin with the lowest.",
    "tier": "How often somebody looks at the page again.",
    "reason": "One line that visitors read in the page's history. Example: Adds the 2025 registry"
    " figures.",
    "significance": "“Change of advice” is shown at the top of the page and in the feed.",
    "key": "The last part of the page's address. It never changes. Example: how-common-is-it",
}
# Fields of keys, with the picker that fills them in.
PICKERS: Mapping[str, str] = {
    "care_cards": "cards",
    "alternatives": "treatments",
    "see_also": "pages",
}
# Lists that no reader sees as running text: they need no bold words and no sources.
BARE = frozenset({"also_called", "also_asked", *PICKERS})
MOST_WORDS: Mapping[str, int] = {"short_answer": 40}

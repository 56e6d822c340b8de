"""Words and phrases that this site does not write, each with a sentence for the editor.

Hard rules stop a text from being published; soft ones are advice.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What not to write. `unless`, found in the same clause, excuses it.

    `about` is what the sentence, or the one before it, must be about for the rule to apply.
    """

    name: str
    pattern: re.Pattern[str]
    advice: str
    hard: bool = False
    unless: re.Pattern[str] | None = None
    about: re.Pattern[str] | None = None


OFFICIAL_NAMES = frozenset(
    {
        "failed back surgery syndrome",
        "failed back syndrome",
        "bipolar disorder",
        "opioid use disorder",
        "substance use disorder",
        "post-traumatic stress disorder",
        "chronic fatigue syndrome",
        "chronic kidney disease",
        "chronic obstructive pulmonary disease",
        "chronic pain syndrome",
        "chronic post-surgical pain",
        "chronic postsurgical pain",
        "chronic primary pain",
        "hay fever",
        "heart failure",
        "kidney failure",
        "liver failure",
        "organ failure",
        "respiratory failure",
    }
)


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


CLAUSE = re.compile(r"[;:](?=\s)|,\s+(?=but\b|and you\b)|\bbut\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|neither|nor|cannot|without|whether)\b|n't\b"
    r"|\b(?:asks?|asked|hopes?|hoped|hoping|wish(?:es)?|looking) for\b"
    r"|^\W*(?:can|could|is|are|does|will) (?:it|i|you|we|this|that|the|a|an|any|my|pain)\b|\?\W*$",
    re.IGNORECASE,
)
_NO_VERDICT = re.compile(
    rf"{_DENIED.pattern}|\"fail\w*\"|\b(?:pump|device|battery|wire|lead|hardware)s?\b",
    re.IGNORECASE,
)
_MEDICINE = (
    r"(?:medicines?|medications?|drugs?|tablets?|pills?|patch(?:es)?|pain ?killers?|opioids?"
    r"|gabapentin|pregabalin|gabapentinoids?|antidepressants?|morphine|pain pump|doses?|treatment)"
)
_STOP = r"(?:stop|quit|skip|drop|halt|discontinue|come off|get off|throw away)"
_TIME = (
    r"(?:\d+|one|two|three|six|twelve|a few|some|several|twenty[- ]four|forty[- ]eight)"
    r"(?:(?: to | or |-|–)\d+)?[- ]?(?:hours?|hrs?|h|days?)"
)
_EMERGENCY = _words(
    r"cauda equina(?: syndrome)?",
    r"(?:bladder|bowel|pee|peeing|urinate|urine)",
    r"(?:groin|genitals|anus|saddle)",
    r"numb(?:ness)? (?:\w+ ){0,4}(?:legs|buttocks|thighs)",
)

RULES = (
    Rule(
        "stop-medicine",
        re.compile(
            rf"(?:^\W*|\b(?:you(?: (?:can|may|should|must|could|might|will|need to|have to))?"
            rf"|please|then|and|or|to|safely|just|simply) ){_STOP}\b(?: taking| using)?"
            rf"(?: \w+){{0,4}} {_MEDICINE}\b",
            re.IGNORECASE,
        ),
        "Do not tell a reader to stop a medicine. Write: Do not stop it suddenly. "
        "Talk to your prescriber about a slow taper.",
        hard=True,
        unless=re.compile(
            rf"\b(?:do not|don't|never|not|nobody|unsafe|dangerous|risky)\b.*\b{_STOP}\b"
            rf"|\b(?:how|whether|if|before|when) (?:you |to |you can )?{_STOP}\b"
            r"|\b(?:slow|slowly|taper|suddenly can|suddenly may)\b|\?\W*$",
            re.IGNORECASE,
        ),
    ),
    Rule(
        "cure-promise",
        _words(
            r"cures?",
            "cured",
            "curing",
            "miracles?",
            "guarantee[sd]?",
            r"permanent(?:ly)? (?:relief|fix(?:ed|es)?|gone|pain[- ]free)",
            r"pain[- ]free (?:for life|forever|for good)",
            r"100 ?(?:%|percent) (?:effective|safe|success(?:ful)?)",
            r"will (?:fix|heal|remove|end|get rid of|take away|solve) (?:your|the|all|all your) "
            r"(?:back |leg )?(?:pain|problem)",
            r"complete(?:ly)? (?:relief|free of pain|pain[- ]free)",
        ),
        "Promise no cure. Say what studies found: how many people of how many, and for how long.",
        hard=True,
        unless=_DENIED,
    ),
    Rule(
        "blame",
        _words(
            r"your (?:own )?fault",
            r"you(?: have|'ve)? failed",
            r"patients? (?:has |have |who )?failed",
            r"failed patients?",
            r"(?:you|patients?|they) (?:are|is) to blame",
            r"brought (?:this|it) on (?:yourself|themselves)",
            r"you (?:did not|didn't) try (?:hard )?enough",
            r"(?:all )?in your head",
            r"non-?complian(?:t|ce)",
            r"drug[- ]seek(?:er|ers|ing)",
            r"malinger(?:er|ers|ing)",
            r"(?:bad|difficult|good) patients?",
        ),
        "Blame nobody. The operation did not help; the person did not fail.",
        hard=True,
        unless=_DENIED,
    ),
    Rule(
        "safe-hours",
        re.compile(
            rf"(?<!\w){_TIME}(?!\w)|\bsafe (?:window|period|number of hours|to wait)\b"
            r"|\btime to wait\b|\bcan wait\b",
            re.IGNORECASE,
        ),
        "Name no time that would be safe to wait with signs of cauda equina syndrome. "
        "Write: Go now. One sign is enough.",
        hard=True,
        unless=re.compile(
            r"\b(?:no|not|never|cannot|can't) (?:\w+ ){0,4}(?:safe|wait|time)\b"
            r"|\bno (?:number of )?hours\b|24 hours a day",
            re.IGNORECASE,
        ),
        about=_EMERGENCY,
    ),
    Rule(
        "slighting-word",
        _words("botched", "narcotics?"),
        'Say what happened: "surgery that did not help". Say "opioids".',
        hard=True,
    ),
    Rule(
        "failed",
        _words(r"fail(?:s|ed|ing|ures?)?"),
        '"Failed" passes judgement. Write "did not help" or "did not heal", '
        "except in an official name.",
        unless=_NO_VERDICT,
    ),
    Rule(
        "abbreviation",
        re.compile(r"\b(?:e\.?g|i\.?e)\b(?:\.|(?=[\s,:]))", re.IGNORECASE),
        'Write "for example", "such as" or "that is".',
    ),
    Rule("clinician", _words("clinicians?"), 'Write "doctor", "nurse" or "your team".'),
    Rule("disorder", _words("disorders?"), 'Write "condition", except in an official name.'),
    Rule("fever", _words("fevers?", "feverish"), 'Write "high temperature or chills".'),
    Rule("chronic", _words("chronic"), 'Write "long-term", except in an official name.'),
    Rule(
        "should",
        _words("should", r"shouldn't"),
        'Say what to do, or "you can", instead of "should".',
    ),
    Rule(
        "metaphor",
        _words(
            r"knit(?:s|ted)? together",
            "out-of-town relative",
            "last chance",
            "light at the end of the tunnel",
            "(?:silver|magic) bullets?",
            "game[- ]changers?",
            r"(?:pain|recovery|healing|your) journey",
            r"(?:battle|battles|battling|fight|fighting) (?:with |against )?(?:the |your )?pain",
            "breakthroughs?",
            "vicious (?:circle|cycle)",
        ),
        "Say it plainly, without an image.",
    ),
    Rule(
        "judging-word",
        re.compile(
            r"\b(?:simply|easy|easily|easier)\b"
            r"|\bjust\b(?! (?:above|below|before|after|as|under|over|outside|inside)\b)"
            r"|\b(?:you are|you're|be|being) (?:a )?(?:good|bad)\b",
            re.IGNORECASE,
        ),
        'Leave out words that judge, such as "simply", "just", "easy", "good" or "bad".',
    ),
    Rule(
        "range",
        re.compile(r"(?<![\w.–/-])\d[\d,.]* ?[-–] ?\d[\d,.]*(?![\w–/-])(?! ?-)"),
        'Write a range in words: "10 to 40".',
    ),
    Rule(
        "decimal-percentage",
        re.compile(r"\d\.\d+ ?(?:%|percent\b|per cent\b)"),
        'Use few decimals: "about 21 of 100", or "about 1 in 5".',
    ),
    Rule(
        "thousands",
        re.compile(r"(?<![\w.,/-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\w/-])"),
        "Put a comma into numbers over 999: 10,216.",
    ),
    Rule("curly-quote", re.compile(r"[‘’“”]"), "Use straight quotes and apostrophes."),
    Rule(
        "link-text",
        _words("click here", "(?:read|learn) more(?! (?:about|in|on))", "this link"),
        "Let a link say where it leads, so that it makes sense alone.",
    ),
    Rule(
        "capital-block",
        re.compile(r"\b[A-Z]{4,}(?:\s+[A-Z]{2,})*\s+[A-Z]{4,}\b"),
        "Do not write in capitals: they are hard to read.",
    ),
)

"""What the writing rules find in a text. The rules themselves stand in `rules`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fbss.content import names, text
from fbss.content.rules import CLAUSE, OFFICIAL_NAMES, RULES, Rule


@dataclass(frozen=True)
class PolicyFinding:
    """A sentence that breaks a rule, and what to do about it."""

    rule: str
    quote: str
    advice: str
    hard: bool


def findings(markdown: str, *, official_names: Collection[str] = ()) -> tuple[PolicyFinding, ...]:
    """What the rules find in a text, in the order of its sentences.

    Official names, those here and those given, may contain any word.
    """
    allowed = names.pattern(OFFICIAL_NAMES | frozenset(official_names), plural=True)
    sentences = ("", *text.sentences(markdown))
    return tuple(
        PolicyFinding(rule.name, sentence, rule.advice, rule.hard)
        for before, sentence in pairwise(sentences)
        for rule in _broken(before, allowed.sub("…", sentence))
    )


def _broken(before: str, sentence: str) -> Iterator[Rule]:
    around = f"{before} {sentence}"
    clauses = CLAUSE.split(sentence)
    for rule in RULES:
        if (rule.about is None or rule.about.search(around)) and _breaks(clauses, rule):
            yield rule


def _breaks(clauses: list[str], rule: Rule) -> bool:
    return any(
        rule.pattern.search(clause) and not (rule.unless and rule.unless.search(clause))
        for clause in clauses
    )

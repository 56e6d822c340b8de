"""The audit of the raw text, joined with the words it speaks of. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from fbss.content.fingerprint import fingerprint

from .documents import Document
from .faults import Fault, did_you_mean
from .raw import Pair


def audited_passages(
    documents: Iterable[Document], raw: Mapping[str, list[Pair]]
) -> tuple[list[Document], list[Fault]]:
    """Each audited passage with its words, and what has only one of the two."""
    joined, faults = [], []
    left = {(file, pair.number): pair for file, pairs in raw.items() for pair in pairs}
    for document in documents:
        values = document.values()
        pair = left.pop((values["file"], values["number"]), None)
        if pair is None:
            faults.append(_no_words(document, values["file"], values["number"], raw))
        else:
            joined.append(_with_words(document, pair))
    faults += [_no_audit(file, pair) for (file, _number), pair in left.items()]
    return joined, faults


def _with_words(document: Document, pair: Pair) -> Document:
    text = document.values() | {
        "question": pair.question,
        "answer": pair.answer,
        "printed_date": pair.printed_date,
        "truncated": pair.truncated,
        "first_line": pair.first_line,
        "last_line": pair.last_line,
    }
    words = json.dumps(text, ensure_ascii=False)
    return replace(document, text=words, fingerprint=fingerprint(text))


def _no_words(document: Document, file: str, number: int, raw: Mapping[str, list[Pair]]) -> Fault:
    message = f"unknown file {file}{did_you_mean(file, raw)}"
    if file in raw:
        message = f"{file} has {len(raw[file])} pairs, and each is audited once; got {number}"
    return Fault(document.file, document.line, "number", message)


def _no_audit(file: str, pair: Pair) -> Fault:
    return Fault(file, pair.first_line, "", f"pair {pair.number} has no audit in passages.yaml")

"""All addresses elsewhere, asked one after the other a host, and what each said, kept."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils import timezone

from fbss.models import LinkCheck, Source, Thing, Use

from .outside import Answer, Outside, Standing

AT_ONCE = 4
BETWEEN = 1.0
BATCH = 500


@dataclass(frozen=True)
class Limits:
    """How much one run may do."""

    addresses: int = 500
    seconds: float = 15 * 60
    # An address that was asked within so many days is left alone.
    days: int = 7
    between: float = BETWEEN


def addresses() -> set[str]:
    """Every address elsewhere that a source or a standing text names."""
    links = Use.objects.filter(thing=Thing.LINK).order_by().values_list("key", flat=True)
    sources = Source.objects.only("doi", "pmid", "url").iterator()
    return {*links.distinct(), *(source.link for source in sources if source.link)}


def due(limits: Limits) -> list[str]:
    """The addresses to ask now: new ones first, then those asked longest ago."""
    named = addresses()
    _forget_all_but(named)
    now = timezone.now()
    recent = Q(checked_at__gt=now - datetime.timedelta(days=limits.days))
    waits = Q(not_before__gt=now)
    asked = dict(LinkCheck.objects.values_list("url", "checked_at"))
    left_alone = set(LinkCheck.objects.filter(recent | waits).values_list("url", flat=True))
    never = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    ready = sorted(named - left_alone, key=lambda url: (asked.get(url, never), url))
    return ready[: limits.addresses]


def _forget_all_but(named: set[str]) -> None:
    """What no source and no text names any more is no link of ours."""
    kept = LinkCheck.objects.values_list("pk", "url")
    gone = [pk for pk, url in kept if url not in named]
    for first in range(0, len(gone), BATCH):
        LinkCheck.objects.filter(pk__in=gone[first : first + BATCH]).delete()


def check(urls: Sequence[str], outside: Outside, limits: Limits) -> Iterator[LinkCheck]:
    """Ask these addresses, several hosts at once and each host in turn; keep what each says."""
    until = time.monotonic() + limits.seconds
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host(url), []).append(url)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(_ask_host, outside, on, until, limits) for on in hosts.values()]
        for done in as_completed(asked):
            for url, answer in done.result():
                yield _record(url, answer)


def _ask_host(
    outside: Outside, urls: Sequence[str], until: float, limits: Limits
) -> list[tuple[str, Answer]]:
    """What the addresses of one host say, until it asks to be left alone or time is up."""
    said: list[tuple[str, Answer]] = []
    for place, url in enumerate(urls):
        if place:
            time.sleep(limits.between)
        if time.monotonic() > until:
            break
        answer = outside.ask(url)
        said.append((url, answer))
        if answer.standing is Standing.BUSY:
            break
    return said


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # half an address, such as http://[
        return ""


def _record(url: str, answer: Answer) -> LinkCheck:
    now = timezone.now()
    row = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url, since=now)
    if row.standing != answer.standing.value:
        row.since = now
    row.standing, row.detail, row.code = answer.standing.value, answer.detail[:700], answer.code
    row.checked_at = now
    row.not_before = now + datetime.timedelta(seconds=answer.wait) if answer.wait else None
    row.save()
    return row

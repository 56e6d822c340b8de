"""How much work answers are, and how long they take: wrk and h2load on the other core."""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servers import LOAD_CORE, Missing, Round, Server

CONNECTIONS = 16


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    gate: float
    unit: str = ""
    # Whether more is better.
    least: bool = False

    def is_within(self, slack: float) -> bool:
        return self.value >= self.gate / slack if self.least else self.value <= self.gate * slack

    def line(self, slack: float) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "ok" if self.is_within(1) else "noisy" if self.is_within(slack) else "MISSED"
        return f"{self.name:<66} {self.value:>9.2f} {sign} {self.gate:<7g} {self.unit:<5} {verdict}"


def load(server: Server, seconds: float, *headers: str, script: Path | None = None) -> Round:
    """Full load from the other core."""
    lua = ["-s", str(script)] if script else []
    given = [part for header in ("Accept-Encoding: gzip", *headers) for part in ("-H", header)]
    before = server.cpu()
    done = subprocess.run(
        [
            *("taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s"),
            *("--latency", *lua, *given, f"http://127.0.0.1:{server.port}{server.path}"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    cpu = server.cpu() - before
    if "Non-2xx" in done.stdout and not headers:
        raise Missing(f"{server.name}: not every answer was 200\n{done.stdout}")
    requests, took = re.findall(r"(\d+) requests in ([\d.]+)s", done.stdout)[0]
    return Round(int(requests), float(took), cpu, _milliseconds(done.stdout, "99%"))


def _milliseconds(text: str, name: str) -> float:
    value, unit = re.findall(rf"{name}\s+([\d.]+)(us|ms|s)", text)[0]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def in_rounds(servers: list[Server], rounds: int, seconds: float, *headers: str) -> None:
    """Every server in every round, in random order."""
    dice = random.Random(96.1)
    for server in servers:
        server.rounds.clear()
        load(server, 1, *headers)
    for _ in range(rounds):
        for server in dice.sample(servers, len(servers)):
            server.rounds.append(load(server, seconds, *headers))


def cost_ratio(one: Server, other: Server) -> float:
    """Work per request, the best round of each."""
    return min(r.cost for r in one.rounds) / min(r.cost for r in other.rounds)


def rate_ratio(one: Server, other: Server) -> float:
    """Requests a second, the median of the pairs."""
    pairs = zip(one.rounds, other.rounds, strict=True)
    return statistics.median(a.rate / b.rate for a, b in pairs)


def open_loop(server: Server, seconds: int) -> list[float]:
    """Milliseconds of each request, at 200 a second whatever the answers take."""
    with tempfile.NamedTemporaryFile("r") as log:
        subprocess.run(
            [
                *("taskset", "-c", LOAD_CORE, "h2load", "--h1", "-c1", "--rps=200"),
                *("-D", str(seconds), "-H", "accept-encoding: gzip", f"--log-file={log.name}"),
                f"http://127.0.0.1:{server.port}{server.path}",
            ],
            check=True,
            capture_output=True,
        )
        return sorted(int(line.split()[2]) / 1000 for line in log)


def p99(values: list[float]) -> float:
    return values[min(len(values) - 1, int(len(values) * 0.99))]

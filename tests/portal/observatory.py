"""How MDN's HTTP Observatory scores a page, by the table it publishes.

https://github.com/mdn/mdn-http-observatory, scoring version 5. Bonus points count only where at
least 90 are left without them.
"""

import re
from html.parser import HTMLParser

HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}
LEAST_FOR_BONUS = 90


class Scripts(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.sources = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        source = dict(attributes).get("src")
        if tag == "script" and source:
            self.sources.append((source, "integrity" in dict(attributes)))


def score(headers, html="", cookies=()):
    """The points of one page that was asked for over HTTPS."""
    parts = [
        policy_points(headers.get("Content-Security-Policy", "")),
        cookie_points(cookies),
        -50 if headers.get("Access-Control-Allow-Credentials") else 0,
        referrer_points(headers.get("Referrer-Policy")),
        transport_points(headers.get("Strict-Transport-Security")),
        script_points(html),
        0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        frame_points(headers),
        sharing_points(headers.get("Cross-Origin-Resource-Policy")),
    ]
    plain = 100 + sum(points for points in parts if points < 0)
    return plain + (sum(filter(lambda p: p > 0, parts)) if plain >= LEAST_FOR_BONUS else 0)


def directives(policy):
    found = {}
    for part in filter(None, (part.strip() for part in policy.split(";"))):
        name, *values = part.split()
        found.setdefault(name, values)
    return found


def policy_points(policy):
    found = directives(policy)
    if not found:
        return -25
    default = found.get("default-src", [])
    scripts = found.get("script-src", default)
    objects = found.get("object-src", default)
    broad = {"*", "https:", "http:", "data:", "'unsafe-inline'"}
    hashed = any(re.match("'(nonce|sha(256|384|512))-", value) for value in scripts)
    if not scripts or not objects or ({*scripts, *objects} & broad and not hashed):
        return -20
    if any(value.startswith("http:") for values in found.values() for value in values):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if {*found.get("style-src", default)} & broad:
        return 0
    forms = found.get("form-action", ["*"])
    return 10 if default == ["'none'"] and forms in (["'none'"], ["'self'"]) else 5


def cookie_points(cookies):
    if not cookies:
        return 0
    if not all(cookie["secure"] for cookie in cookies):
        return -20
    if not all(cookie["httponly"] for cookie in cookies):
        return -30
    return 5 if all(cookie["samesite"] in ("Lax", "Strict") for cookie in cookies) else 0


def referrer_points(policy):
    if policy is None:
        return 0
    return 5 if policy.split(",")[-1].strip() in PRIVATE_REFERRERS else -5


def transport_points(header):
    found = re.search(r"max-age=(\d+)", header or "")
    if not found:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10


def script_points(html):
    foreign = [
        (source, is_marked)
        for source, is_marked in Scripts(html).sources
        if re.match("(https?:)?//", source)
    ]
    if not foreign:
        return 0
    if any(not source.startswith("https:") for source, _ in foreign):
        return -50
    return 5 if all(is_marked for _, is_marked in foreign) else -5


def frame_points(headers):
    found = directives(headers.get("Content-Security-Policy", ""))
    if found.get("frame-ancestors") in (["'none'"], ["'self'"]):
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def sharing_points(policy):
    return 10 if policy in ("same-origin", "same-site") else 0

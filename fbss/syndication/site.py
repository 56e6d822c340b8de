"""The site as other systems name it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

NAME = "Pain after back surgery"
LANGUAGE = "en-US"
ABOUT = "Plain information for people whose pain goes on after back surgery."
# The name of the licence of the texts; passages that are quoted are not under it.
LICENSE = "BSD-3-Clause"
# The year in every permanent name (RFC 4151). It stays, whatever year it is.
NAMED_IN = 2026


@dataclass(frozen=True)
class Site:
    """A copy of this site at one address, such as `https://pain.example.org`."""

    origin: str

    def url(self, path: str) -> str:
        """A path as an address that works from anywhere."""
        return f"{self.origin}{path}"

    def tag(self, ref: str) -> str:
        """The permanent name of a thing: it stays when the thing moves to another address."""
        host = urlsplit(self.origin).hostname or "localhost"
        return f"tag:{host},{NAMED_IN}:{ref}"

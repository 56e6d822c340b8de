"""Addresses of the services the portal uses, turned into what Django's settings want.

The messages name the part that is wrong and never quote the address: it may hold a password.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# Immediate transactions take the write lock at the start, so that two writers wait for each
# other (up to `timeout` seconds) instead of failing half-way with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

# How long a thread keeps its connection.
CONNECTION_SECONDS = 60

# Scheme: default port, encrypted after a greeting (STARTTLS), encrypted from the start.
BUCKET_SCHEMES = {"s3": "https", "s3+http": "http"}
MAIL_SCHEMES = {
    "smtp": (25, False, False),
    "smtp+tls": (587, True, False),
    "smtps": (465, False, True),
}


@dataclass(frozen=True)
class MailServer:
    """Where mail goes: over SMTP, or printed."""

    over_smtp: bool
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False

    @property
    def backend(self) -> str:
        kind = "smtp" if self.over_smtp else "console"
        return f"django.core.mail.backends.{kind}.EmailBackend"

    @property
    def options(self) -> dict[str, Any]:
        """As MAILERS wants them, which takes the place of the EMAIL_… settings in Django 6.1."""
        if not self.over_smtp:
            return {}
        return {
            "host": self.host,
            "port": self.port,
            "username": self.user,
            "password": self.password,
            "use_tls": self.starttls,
            "use_ssl": self.tls,
        }


def database(address: str, *, root: Path) -> dict[str, Any]:
    """An entry of DATABASES. A relative SQLite path starts at `root`."""
    parts = _split(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts, root)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ValueError("names a database that is not known here")


def mail(address: str) -> MailServer:
    """The mail server of an smtp address, or the console for `console:`."""
    parts = _split(address)
    if parts.scheme == "console":
        return MailServer(over_smtp=False)
    if parts.scheme not in MAIL_SCHEMES:
        raise ValueError("names a kind of mail server that is not known here")
    if not parts.hostname:
        raise ValueError("names no mail server")
    port, starttls, tls = MAIL_SCHEMES[parts.scheme]
    return MailServer(
        over_smtp=True,
        host=parts.hostname,
        port=_port(parts) or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=tls,
    )


def site(address: str) -> str:
    """The address of the site itself: a scheme and a host, without a slash at the end."""
    parts = _split(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not the address of a website")
    if parts.path not in {"", "/"} or parts.query:
        raise ValueError("has more than a host name; leave out what comes after it")
    return f"{parts.scheme}://{parts.netloc}"


def site_at(hosts: Sequence[str], *, is_local: bool) -> str:
    """The address that a site most likely has."""
    if is_local:
        return "http://localhost:8000"
    named = [host.lstrip(".") for host in hosts if host != "*"]
    return f"https://{named[0]}" if named else "https://localhost"


def redis(address: str) -> str:
    """The address of a Redis server as it is; "" for none."""
    if not address:
        return ""
    parts = _split(address)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ValueError("names no Redis server")
    _port(parts)
    if not (parts.path.removeprefix("/") or "0").isdigit():
        raise ValueError("names a Redis database that is not a number")
    return address


def bucket(address: str) -> dict[str, Any]:
    """The options of a storage in a bucket; none for "".

    Without a key the client looks for one where the machine keeps it.
    """
    if not address:
        return {}
    parts = _split(address)
    if parts.scheme not in BUCKET_SCHEMES or not parts.hostname:
        raise ValueError("names no server that speaks S3")
    name, options = unquote(parts.path.strip("/")), _options(parts.query)
    if not name or "/" in name:
        raise ValueError("names no bucket after the host (write '/' in a secret as %2F)")
    if unknown := sorted(options.keys() - {"region"}):
        raise ValueError(f"has options that are not known here: {', '.join(unknown)}")
    port = f":{port}" if (port := _port(parts)) else ""
    return {
        "endpoint_url": f"{BUCKET_SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "bucket_name": name,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "region_name": options.get("region"),
    }


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ValueError("is not an address") from None
    if parts.fragment or address.endswith("#"):
        raise ValueError("holds a '#'; write it as %23")
    return parts


def _sqlite(parts: SplitResult, root: Path) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not name:
        raise ValueError("names no SQLite file; three slashes, then the path")
    if parts.query:
        raise ValueError("has options, which SQLite does not take here")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name if name == ":memory:" else str(root / name),
        "OPTIONS": dict(SQLITE_OPTIONS),
        # Opening the file costs a page as much as reading from it.
        "CONN_MAX_AGE": CONNECTION_SECONDS,
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise ValueError("names no database after the host (write '/' in a password as %2F)")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(_port(parts) or ""),
        "OPTIONS": _options(parts.query),
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        # A kept connection may have died since its last request.
        "CONN_HEALTH_CHECKS": True,
    }


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        # Python's own message quotes the text, which is a piece of the password when that
        # holds a bare '/', '?' or '@'.
        raise ValueError("has a port that is not a number (write '/' as %2F)") from None


def _options(query: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(query, strict_parsing=True)) if query else {}
    except ValueError:
        raise ValueError("has options that are not name=value") from None

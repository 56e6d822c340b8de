"""All settings, production-safe unless told otherwise. docs/operations.md lists the variables."""

import os
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import available_timezones

import django
import django_stubs_ext
from csp.constants import NONE, SELF

from portal import addresses, inline, proxies
from portal.env import Environment
from portal.secret_key import own_key

# Lets `ModelAdmin[FAQ]` and its like run, which only the type checker needs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_NAMES = ["localhost", ".localhost", "127.0.0.1", "[::1]"]

env = Environment(os.environ)

# Mode -----------------------------------------------------------------------------------------

DEBUG = env.flag(
    "DEBUG",
    default=False,
    about="For developers, with `manage.py runserver`: changes show at once, errors show code. "
    "Implies LOCAL.",
)
LOCAL = env.flag(
    "LOCAL",
    default=DEBUG,
    default_means="off (bin/serve turns it on when no SECRET_KEY is set)",
    about="Only this machine looks: plain HTTP, local host names, a key of its own.",
)
DATA_DIR = Path(
    env.text(
        "DATA_DIR",
        default=str(BASE_DIR / "var"),
        default_means="`var/` in the project",
        accepts="a directory",
        about="Where the embedded database, the collected assets and a local key are kept.",
    )
).absolute()

# Who may ask ----------------------------------------------------------------------------------

SECRET_KEY = env.secret(
    "SECRET_KEY",
    required=not LOCAL,
    least=50,
    default_means="none; a LOCAL start makes its own in `var/secret_key`",
    about="Signs sessions and forms. Keep it to yourself.",
)
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS",
    default=LOCAL_NAMES if LOCAL else [],
    required=not LOCAL,
    default_means="none; with LOCAL the names of this machine",
    about="The host names the portal answers to.",
)
SITE_ADDRESS = env.parsed(
    "SITE_ADDRESS",
    addresses.site,
    default=addresses.site_at(ALLOWED_HOSTS, is_local=LOCAL),
    default_means="https:// and the first of ALLOWED_HOSTS; with LOCAL http://localhost:8000",
    accepts="https://… without a path",
    about="Where links in mail lead.",
)
BEHIND_PROXY = env.flag(
    "BEHIND_PROXY",
    default=False,
    about="A proxy in front ends HTTPS and always sets X-Forwarded-Proto itself.",
)
TRUSTED_PROXIES = env.parsed(
    "TRUSTED_PROXIES",
    proxies.proxies,
    default="127.0.0.0/8, ::1, unix",
    default_means="127.0.0.0/8, ::1, unix: this machine",
    accepts="networks such as 10.0.0.0/8, addresses, or unix, with commas between them",
    about="With BEHIND_PROXY, where that proxy asks from. Nobody else is believed.",
)
LIMITS = env.number(
    "LIMITS",
    default=1,
    about="How many times the usual limits one visitor may search, comment or ask the API; "
    "0 is without limits.",
)

SECURITY_CONTACT = env.text(
    "SECURITY_CONTACT",
    default="",
    default_means="none, and /.well-known/security.txt does not exist",
    accepts="mailto:… or https://…",
    about="Where people report a weakness of the site.",
)

# Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "fbss",
    "portal",
    "csp",
    "markdownx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # `runserver` hands assets to WhiteNoise too, so that they carry the same headers everywhere.
    "whitenoise.runserver_nostatic",
    "fbss.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # Before all others, so that no answer is without its headers.
    "portal.security.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    # All others believe the address that this one finds.
    "portal.proxies.ProxyMiddleware",
    "portal.traffic.TrafficMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.second_step.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.unavailable.UnavailableMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data -----------------------------------------------------------------------------------------

DATABASES = {
    "default": env.parsed(
        "DATABASE_URL",
        partial(addresses.database, root=BASE_DIR),
        default=f"sqlite:///{quote(str(DATA_DIR / 'db.sqlite3'))}",
        default_means="`sqlite:///var/db.sqlite3`",
        accepts="sqlite:///path or postgres://user:password@host:port/name",
        about="The database. Percent-encode special characters in the password.",
        secret=True,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

BACKUP_KEY = env.secret(
    "BACKUP_KEY",
    required=False,
    least=20,
    default_means="none, and backups are not encrypted",
    about="Encrypts backups. Keep it apart from them: without it they cannot be read.",
)

# Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = env.choice(
    "TIME_ZONE",
    sorted(available_timezones()),
    default="UTC",
    accepts="a name such as Europe/London",
    about="The time zone of the dates and times that editors see.",
)

# Speed ----------------------------------------------------------------------------------------

PAGE_CACHE = env.flag(
    "PAGE_CACHE",
    default=not DEBUG,
    default_means="on; off with DEBUG",
    about="Keeps finished pages in memory and in `pages/` of DATA_DIR; a change shows at once.",
)

REDIS_URL = env.parsed(
    "REDIS_URL",
    addresses.redis,
    default="",
    default_means="none; one host needs none",
    accepts="redis:// or rediss://user:password@host:port/number",
    about="Lets several hosts count logins, searches and comments together.",
    secret=True,
)
REDIS: dict[str, Any] = {
    "BACKEND": "portal.steady_redis.SteadyRedisCache",
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": "portal",
    # Nobody waits longer for a server whose machine is gone.
    "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
}
# Without it, each host has places of its own.
SHARED = REDIS if REDIS_URL else None
CACHES: dict[str, dict[str, Any]] = {
    # In files: what is counted against guessing passwords counts for all workers of this host.
    "default": SHARED
    or {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # How often one network asks. No name of anybody is in it.
    "counts": SHARED or {"BACKEND": "portal.counts.HostCounts", "LOCATION": DATA_DIR / "counts"},
    # Which searches found nothing today, as digests. Apart: a flood of them forgets no limit.
    "sightings": SHARED
    or {"BACKEND": "portal.counts.HostCounts", "LOCATION": DATA_DIR / "sightings"},
    # In the memory of one worker: counts about readers, and what a new release computes anew.
    "worker": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Assets ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# They are for our own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Pictures that editors uploaded, drawn anew. Their addresses are the same wherever they are kept.
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
bucket = env.parsed(
    "STORAGE_URL",
    addresses.bucket,
    default="",
    default_means="`media/` of DATA_DIR",
    accepts="s3:// or s3+http://key:secret@host:port/bucket?region=name",
    about="A bucket where all hosts keep uploaded pictures. Percent-encode special characters.",
    secret=True,
)
STORAGES = {
    "default": {"BACKEND": "portal.bucket.Bucket", "OPTIONS": bucket}
    if bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static.AssetStorage"},
}
# Gives the text of a sheet or script with all that it imports: the pack holds them itself.
ASSET_SOURCE = "portal.static.joined"

# Editing --------------------------------------------------------------------------------------

# The same renderer as the page. Its upload view is not mounted: pictures come in by their own door.
MARKDOWNX_MARKDOWNIFY_FUNCTION = "fbss.editing.preview.markdownify"

# Passwords, sessions and forms: readers get no cookie, these are for the admin ----------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
SECOND_STEP = env.flag(
    "SECOND_STEP",
    default=not LOCAL,
    default_means="on; off with LOCAL",
    about="Reviewers and administrators need a passkey or an app beside their password.",
)
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody sends mail to strangers through the form for forgotten passwords.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"login": "portal.accounts.forms.Login"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Pain after back surgery: "
# portal.proxies has found the visitor's address already.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "portal.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {"authenticate": "portal.accounts.forms.Code"}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# An address of an account was typed by an administrator: there is nothing to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A clock that is half a minute off is a clock.
MFA_TOTP_TOLERANCE = 1
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Headers --------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = env.flag(
    "SECURE_SSL_REDIRECT",
    default=not LOCAL,
    default_means="on; off with LOCAL",
    about="Sends plain HTTP on to HTTPS.",
)
# Who asks whether the process lives asks from inside, in plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = env.number(
    "HSTS_SECONDS",
    default=0 if LOCAL else 31_536_000,
    default_means="31536000 (a year); 0 with LOCAL",
    about="How long browsers insist on HTTPS. Raise it in steps on a new host name.",
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag(
    "HSTS_SUBDOMAINS",
    default=False,
    about="Extends that promise to every name below this one, and to preload lists.",
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The other one is before_paint.html, which stands in every page.
        "script-src": [SELF, inline.mark(BASE_DIR / "templates" / "before_paint.html")],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS = [
    # A portal often lives on one name of a charity's or hospital's domain. Speaking for its
    # neighbours is the operator's choice (HSTS_SUBDOMAINS), not ours.
    "security.W005",
    "security.W021",
    # Nothing here depends on mail; who wants it sets EMAIL_URL.
    "mail.W001",
]

# Mail -----------------------------------------------------------------------------------------

mail = env.parsed(
    "EMAIL_URL",
    addresses.mail,
    default="console:",
    accepts="smtp://, smtp+tls:// or smtps://user:password@host:port, or console:",
    about="The mail server; `console:` prints mail instead of sending it.",
    secret=True,
)
if django.VERSION >= (6, 1):
    # A live portal that only prints its mail is a fault to the deployment check: it has no mailer.
    mailer = {"BACKEND": mail.backend, "OPTIONS": mail.options}
    MAILERS = {"default": mailer} if LOCAL or mail.over_smtp else {}
else:
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = mail.backend, mail.host, mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.user, mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail.starttls, mail.tls
# Without a mail server `manage.py send_reminders` prints what it would send.
MAIL_IS_SENT = mail.over_smtp
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM",
    default="webmaster@localhost",
    accepts="a mail address",
    about="The sender of mail.",
)

# Figures --------------------------------------------------------------------------------------

METRICS_TOKEN = env.secret(
    "METRICS_TOKEN",
    required=False,
    least=20,
    default_means="none, and /metrics does not exist",
    about="Opens /metrics, for Prometheus, to who sends it as a bearer token.",
)

# Log ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "portal.logs.Line"},
        "json": {"()": "portal.logs.Json"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.choice(
                "LOG_FORMAT",
                ["json", "line"],
                default="line" if LOCAL else "json",
                default_means="json; line with LOCAL",
                about="One JSON object a line for programs, or a line for people.",
            ),
        },
    },
    "root": {
        "handlers": ["stderr"],
        "level": env.choice(
            "LOG_LEVEL",
            ["DEBUG", "INFO", "WARNING", "ERROR"],
            default="INFO",
            about="How much is written to standard error.",
        ),
    },
    # Django's own handlers would print each line twice, or mail it.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

env.verify(hint="To look around on this machine alone, set LOCAL=1, as bin/serve does.")
if LOCAL and not SECRET_KEY:
    SECRET_KEY = own_key(DATA_DIR / "secret_key")

"""How is this installation set up? Read from the environment; nothing here needs a database, so that the pattern
commands and the type checker may import it anywhere.

COMMONHALL_MODE        production (the default), demo or test
COMMONHALL_SECRET_FILE file with the secret key, at least 50 characters
COMMONHALL_KEYS_FILE   file with the keys under which the councils' own keys are kept: a line each, the first seals
COMMONHALL_DSN_APP, _CONTROL, _MIGRATOR, _SECTOR   connections, see councils.provision
COMMONHALL_UPKEEP_HOSTS  addresses of the operators' own site, with commas; upkeep.localhost in demo and test
COMMONHALL_SECTOR_HOSTS  addresses of the sector site, with commas; localhost in demo and test
COMMONHALL_INSIDE_HOSTS  hosts inside the council's own network that providers may be called at, with commas
COMMONHALL_COUNCIL_FOLDERS  the folder below which each council has its own, by its short name, for files of providers
COMMONHALL_SECURITY_CONTACT  where to report a weakness: a mailto: or https: address, for security.txt
COMMONHALL_PROXIES     how many proxies of your own stand before the program (0): their X-Forwarded-For and
                       X-Forwarded-Proto are believed, so each of them must set these itself
COMMONHALL_LOG_LEVEL   INFO by default
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from commonhall.config.logs import logging_configuration
from commonhall.councils.sealing import RootKeys, RootKeysUnreadable, read_root_keys

SHORTEST_SECRET = 50


def _secret() -> str:
    named = os.environ.get("COMMONHALL_SECRET_FILE", "")
    if not named:
        return ""  # Django refuses an empty key on first use: pure commands never use it.
    try:
        secret = Path(named).read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"COMMONHALL_SECRET_FILE cannot be read: {problem.strerror}") from problem
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        raise ImproperlyConfigured(
            f"COMMONHALL_SECRET_FILE must hold a random secret of {SHORTEST_SECRET} characters or more"
        )
    return secret


def _root_keys() -> RootKeys | None:
    named = os.environ.get("COMMONHALL_KEYS_FILE", "")
    if not named:
        return None  # councils.keys says so on first use: pure commands never use them.
    try:
        return read_root_keys(Path(named).read_text())
    except OSError as problem:
        raise ImproperlyConfigured(f"COMMONHALL_KEYS_FILE cannot be read: {problem.strerror}") from problem
    except RootKeysUnreadable as problem:
        raise ImproperlyConfigured(f"COMMONHALL_KEYS_FILE: {problem}") from problem


MODE = os.environ.get("COMMONHALL_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"COMMONHALL_MODE is production, demo or test; not {MODE!r}")
OVER_HTTPS = MODE == "production"
# Where a council's site is, for links in messages: {host} is the council's own.
SITE_ADDRESS = os.environ.get(
    "COMMONHALL_SITE_ADDRESS",
    "https://{host}" if OVER_HTTPS else f"http://{{host}}:{os.environ.get('COMMONHALL_PORT', '8000')}",
)
# Where answers to e-mails go: {token} finds the message again, {host} is the council's own. Blank: nowhere.
REPLY_ADDRESS = os.environ.get("COMMONHALL_REPLY_ADDRESS", "" if OVER_HTTPS else "case+{token}@{host}")
SECURITY_CONTACT = os.environ.get("COMMONHALL_SECURITY_CONTACT", "" if OVER_HTTPS else "mailto:security@example.org")
PROXIES = int(os.environ.get("COMMONHALL_PROXIES", "0"))
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DEBUG = False
SECRET_KEY = _secret()
ROOT_KEYS = _root_keys()

# The host look-up refuses unknown hosts (councils.middleware); Django's own list would need a restart per council.
ALLOWED_HOSTS = ["*"]
SECTOR_HOSTS = frozenset(
    host.strip()
    for host in os.environ.get("COMMONHALL_SECTOR_HOSTS", "" if OVER_HTTPS else "localhost,127.0.0.1").split(",")
    if host.strip()
)
# The operators' own site, which shows how all councils stand. Without a host it is nowhere.
UPKEEP_HOSTS = frozenset(
    host.strip()
    for host in os.environ.get("COMMONHALL_UPKEEP_HOSTS", "" if OVER_HTTPS else "upkeep.localhost").split(",")
    if host.strip()
)
# What providers may be reached inside: simulators on this computer, and hosts that the operator lists.
LOOPBACK_PROVIDERS = not OVER_HTTPS
INSIDE_HOSTS = tuple(host for host in os.environ.get("COMMONHALL_INSIDE_HOSTS", "").split(",") if host.strip())
# What folders of this server a council's administrators may name: those below this one and the council's name.
COUNCIL_FOLDERS = os.environ.get("COMMONHALL_COUNCIL_FOLDERS", "")
ANY_FOLDER = not OVER_HTTPS
FAULTS_ALLOWED = not OVER_HTTPS
STANDINGS_ASIDE = True  # how providers stand is written by a thread of its own; tests write it where they are

_ROOMS = (
    "councils",
    "people",
    "record",
    "catalogue",
    "contacts",
    "chats",
    "journeys",
    "cases",
    "sector",
    "retention",
    "connect",
    "upkeep",
)
INSTALLED_APPS = [
    f"commonhall.{room}.apps.{room.capitalize()}Config" for room in _ROOMS if find_spec(f"commonhall.{room}.apps")
]

STATIC_URL = "/static/"
STATIC_ROOT = Path(__file__).parent.parent / "web" / "components" / "static"

MIDDLEWARE = [
    "commonhall.config.proxies.ClientAddress",
    "commonhall.config.headers.SecurityHeaders",
    # Without built style sheets (a fresh clone, a check) there is nothing to serve.
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if (STATIC_ROOT / "built").is_dir() else []),
    "commonhall.config.addresses.WithoutSlash",
    "commonhall.councils.middleware.CouncilMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]

ROOT_URLCONF = "commonhall.config.urls"
WSGI_APPLICATION = "commonhall.config.wsgi.application"
APPEND_SLASH = False

_CONNECTION = {
    "ENGINE": "commonhall.councils.postgres",
    "CONN_MAX_AGE": None,
    "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
}
DATABASES = {alias: {**_CONNECTION, "NAME": ""} for alias in ("default", "control", "migrator", "sector")}
DATABASE_ROUTERS = ["commonhall.councils.routing.TenancyRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

USE_TZ = True
TIME_ZONE = "Europe/London"
USE_I18N = False  # the product's texts are Words; Django's own translations are not used
LANGUAGE_CODE = "en-gb"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

_PREFIX = "__Host-" if OVER_HTTPS else "ch-"
STAFF_COOKIE = f"{_PREFIX}staff"
OPERATOR_COOKIE = f"{_PREFIX}operator"
# A member who tries a service: see councils/testing.py.
TEST_COOKIE = f"{_PREFIX}test"
RESIDENT_COOKIE = f"{_PREFIX}resident"
# Holds the way back from a provider of sign-in: residents and staff apart.
SIGN_IN_COOKIE = f"{_PREFIX}sign-in"
STAFF_SIGN_IN_COOKIE = f"{_PREFIX}staff-sign-in"
# Kept to their own paths, which a __Host- cookie cannot be.
_PATH_PREFIX = "__Secure-" if OVER_HTTPS else "ch-"
JOURNEY_COOKIE = f"{_PATH_PREFIX}journey"
LOOKUP_COOKIE = f"{_PATH_PREFIX}lookup"
TRACK_COOKIE = f"{_PATH_PREFIX}track"
CODE_COOKIE = f"{_PATH_PREFIX}code"
FILE_COOKIE = f"{_PATH_PREFIX}file"
CHAT_COOKIE = f"{_PATH_PREFIX}chat"
LANGUAGE_COOKIE = f"{_PREFIX}language"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = OVER_HTTPS
CSRF_FAILURE_VIEW = "commonhall.web.citizen.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
COOKIE_SECURE = OVER_HTTPS

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "commonhall.web.components.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Built files carry their content's hash in their names, so browsers may keep them for good; logos for an hour.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/built/.+-[0-9a-f]{10}\."
WHITENOISE_MAX_AGE = 3_600 if OVER_HTTPS else 0
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_configuration(os.environ.get("COMMONHALL_LOG_LEVEL", "INFO"))

"""Do the settings refuse what is unsafe, and ask for nothing that a pure command does not need?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def python(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONHALL_", "DJANGO_"))}
    environ = {**kept, "DJANGO_SETTINGS_MODULE": "commonhall.config.settings", **environ}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


SETUP = "import django; django.setup(); from django.conf import settings; "


def test_nothing_is_needed_until_it_is_used() -> None:
    done = python(SETUP + "print(settings.DEBUG, settings.OVER_HTTPS, settings.STAFF_COOKIE)")
    assert done.stdout.split() == ["False", "True", "__Host-staff"], done.stderr


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("settings.SECRET_KEY", "SECRET_KEY"),
        ("from commonhall.councils.queries import councils; councils()", "Set COMMONHALL_DSN_CONTROL to a PostgreSQL"),
    ],
)
def test_what_is_missing_is_named_on_first_use(use: str, said: str) -> None:
    done = python(SETUP + use)
    assert done.returncode == 1
    assert said in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("secret", ["", "change-me", "a" * 80, "django-insecure"])
def test_a_weak_secret_is_refused(tmp_path: Path, secret: str) -> None:
    kept = tmp_path / "secret"
    kept.write_text(secret)
    done = python(SETUP + "settings.SECRET_KEY", COMMONHALL_SECRET_FILE=str(kept))
    assert "random secret of 50 characters" in done.stderr


def test_cookies_over_plain_http_have_other_names() -> None:
    done = python(SETUP + "print(settings.STAFF_COOKIE, settings.CSRF_COOKIE_SECURE)", COMMONHALL_MODE="demo")
    assert done.stdout.split() == ["ch-staff", "False"], done.stderr


def test_a_mode_that_is_not_there_is_refused() -> None:
    assert "production, demo or test" in python(SETUP, COMMONHALL_MODE="debug").stderr


def test_log_lines_are_json_without_personal_data() -> None:
    done = python(
        SETUP
        + "import structlog, logging; "
        + "structlog.get_logger('x').warning('seen', email='ffion@example.org', council='amberford'); "
        + "logging.getLogger('django.request').warning('%s: %s', 'Not Found', '/resume/secret-token')"
    )
    own, djangos = (json.loads(line) for line in done.stderr.splitlines())
    assert own["email"] == "(withheld)"
    assert own["council"] == "amberford"
    assert own["timestamp"].endswith("Z")
    assert djangos["event"] == "Not Found"
    assert "secret-token" not in done.stderr

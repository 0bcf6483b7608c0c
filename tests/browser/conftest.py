"""What does every browser test find? A running demonstration, a Chromium, and a window of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.demonstration import Demonstration, running_demonstration
from tests.browser.windows import DESKTOP, PATIENCE, Windows

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",  # never outside
]

# Playwright keeps an event loop in this thread between tests, and Django takes that for an asynchronous view when
# tests of other parts run in the same process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def demo() -> Iterator[Demonstration]:
    """The demonstration, shared by all browser tests: each works on answers and cases of its own."""
    with running_demonstration() as started:
        yield started


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how Chromium is started."""
    program = os.environ.get("COMMONHALL_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    return {"executable_path": program, "args": FLAGS, "headless": True}


@pytest.fixture
def windows(browser: Browser, demo: Demonstration) -> Iterator[Windows]:
    """Opens windows, each with cookies of its own, and sees at the end that no page had an error."""
    expect.set_options(timeout=PATIENCE)
    opened = Windows(browser, demo)
    yield opened
    opened.close()


@pytest.fixture
def context(windows: Windows) -> BrowserContext:
    """A desktop window with JavaScript."""
    return windows.open(size=DESKTOP).context


@pytest.fixture
def page(windows: Windows) -> Page:
    """A page in a desktop window with JavaScript."""
    return windows.open(size=DESKTOP)

"""What does a page of a journey cost, and a whole journey to its reference? Through the whole stack but the socket."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from bench.measuring import Cost, Figure, cost_of, percentile_ms
from bench.stage import ANSWERS, COUNCIL, SERVICE, site_with_services

START = f"/services/{SERVICE}"


@dataclass
class Browser:
    """A browser without a network: it keeps cookies, follows redirects and fills in forms."""

    application: Callable[..., Any]
    cookies: dict[str, str] = field(default_factory=dict)
    sent_bytes: int = 0

    def call(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str], str]:
        """Return status, headers and page of one request."""
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            said["status"] = int(status[:3])
            said["headers"] = headers

        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": f"{COUNCIL}.localhost",
            "SERVER_PORT": "8000",
            "HTTP_HOST": f"{COUNCIL}.localhost:8000",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        response = self.application(environ, start)
        page = b"".join(response)
        response.close()
        self.sent_bytes = len(page)
        for name, value in said["headers"]:
            if name.lower() == "set-cookie":
                for morsel in SimpleCookie(value).values():
                    self.cookies[morsel.key] = morsel.value
        return said["status"], {name.lower(): value for name, value in said["headers"]}, page.decode()

    def get(self, path: str) -> tuple[str, str]:
        """Return the address and the page that ``path`` leads to."""
        for _ in range(10):
            status, headers, page = self.call("GET", path)
            if status not in (301, 302, 303):
                assert status == 200, (path, status)
                return path, page
            path = headers["location"]
        raise AssertionError(f"{path} leads nowhere")

    def post(self, path: str, page: str, answers: dict[str, Any]) -> str:
        """Post the form of ``page`` with ``answers`` and return where it leads."""
        status, headers, _ = self.call("POST", path, form_of(page, answers))
        assert status == 303, (path, status)
        return headers["location"]


def form_of(page: str, answers: dict[str, Any]) -> bytes:
    """Return the body that a browser would send: the fields of ``page`` as they stand, and the answers it asks for."""
    form = page[page.index('<form method="post"') if '<form method="post"' in page else page.index("<form") :]
    fields: list[tuple[str, str]] = []
    for control in re.findall(r"<(?:input|textarea|select|button)\b[^>]*>", page):
        name = re.search(r'\bname="([^"]+)"', control)
        if name and name.group(1) not in answers and re.search(r'type="(hidden|text|email|tel)"', control):
            value = re.search(r'\bvalue="([^"]*)"', control)
            fields.append((name.group(1), value.group(1) if value else ""))
    for asked, answer in answers.items():
        if re.search(rf'\bname="{re.escape(asked)}"', form) and answer is not None:
            fields += [(asked, each) for each in (answer if isinstance(answer, list) else [answer])]
    return urlencode(fields).encode()


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the cost of a page shown, a page posted and a whole journey."""
    from commonhall.config.wsgi import application

    site_with_services()
    browser = Browser(application)
    times = 30 if quick else 100
    bare = cost_of(lambda _: browser.call("GET", "/healthz"), times=times)
    path, page = _page_of(browser, "name")
    shown = cost_of(lambda _: browser.call("GET", path), times=times)
    page_bytes = browser.sent_bytes
    body = form_of(page, ANSWERS)
    posted = cost_of(lambda _: browser.call("POST", path, body), times=times)
    yield _figure("journey page, GET", shown, bare, "at most 1", page_bytes)
    yield _figure("journey page, POST", posted, bare, "at most 3", 0)
    whole = cost_of(lambda _: whole_journey(Browser(application)), times=5 if quick else 20)
    yield _figure("whole journey to the reference", whole, bare, "", 0)
    p95 = percentile_ms(lambda _: browser.call("GET", path), times=times * 2)
    yield Figure("journey page, GET, 95th percentile", p95, "wall ms", "the health page (CPU ms)", p95 / bare.cpu_ms)


def _figure(name: str, cost: Cost, bare: Cost, aim: str, page_bytes: int) -> Figure:
    return Figure(
        name,
        cost.cpu_ms,
        "CPU ms",
        "the health page of the same stack",
        cost.cpu_ms / bare.cpu_ms,
        aim=aim,
        more={
            "python": round(cost.python_ms, 3),
            "postgres": round(cost.postgres_ms, 3),
            "statements": round(cost.statements, 2),
            "yardstick_cpu_ms": round(bare.cpu_ms, 4),
            **({"bytes": page_bytes} if page_bytes else {}),
        },
    )


def _page_of(browser: Browser, question: str) -> tuple[str, str]:
    """Go through the journey until the page that asks ``question``."""
    path, page = _begin(browser)
    while f'name="{question}"' not in page:
        path, page = browser.get(browser.post(path, page, ANSWERS))
    return path, page


def _begin(browser: Browser) -> tuple[str, str]:
    _, start = browser.get(START)
    first = re.search(rf'href="({START}/[a-z_]+)"', start)
    assert first, "the start page leads to no first page"
    return browser.get(first.group(1))


def whole_journey(browser: Browser) -> str:
    """Go through the whole journey as a resident would and return the page with the reference."""
    path, page = _begin(browser)
    for _ in range(20):
        path, page = browser.get(browser.post(path, page, ANSWERS))
        if path.endswith("/sent"):
            assert re.search(r"CC-[0-9A-Z]{5}-[0-9A-Z]{5}", page), "the last page shows no reference"
            return page
    raise AssertionError(f"the journey does not end: {path}")

"""What does the simulator answer? Routes to the pages of the providers, and the signing in itself."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from commonhall.capabilities.identity.simulator import pages
from commonhall.capabilities.identity.simulator.asking import Asked, AskedWrongly, Gate, asked_of, fits, who_asks
from commonhall.capabilities.identity.simulator.clients import Client, ClientBook
from commonhall.capabilities.identity.simulator.ending import Endings
from commonhall.capabilities.identity.simulator.flavours import Flavour, Page, discovery, find_page
from commonhall.capabilities.identity.simulator.issuing import LIES, Grant, Issuer
from commonhall.capabilities.identity.simulator.keys import IDENTITY, Keys
from commonhall.capabilities.identity.simulator.people import RESIDENTS, MadeUp, somebody, staff_of
from commonhall.capabilities.simulators.faults import JSON, PATH, Faults
from commonhall.capabilities.simulators.serving import PAGES, Answer, Request

CODE_LASTS: Final = timedelta(seconds=30)
TOKEN_LASTS: Final = timedelta(seconds=180)
ERRORS: Final = (
    "access_denied", "temporarily_unavailable", "unauthorized_client", "login_required", "invalid_request",
    "invalid_scope", "unsupported_response_type", "server_error",
)  # fmt: skip
OWN: Final = (*LIES, *(f"error_{each}" for each in ERRORS), "wrong_state", "wrong_party", "code_again")
HTML: Final = "text/html; charset=utf-8"
MOST: Final = 10_000


@dataclass(slots=True)
class _Held:
    """What was handed out and may come back."""

    codes: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, tuple[Grant, datetime]] = field(default_factory=dict)


class Provider:
    """All of the simulator but its socket. folder: where clients are registered. clock: gives now."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.address = ""
        self.clock = clock
        self.clients = ClientBook(folder)
        self.faults = Faults(OWN)
        self.keys = Keys()
        self.endings = Endings()
        self._gate = Gate()
        self._held = _Held()
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.path in ("/_sim/rotate", "/_sim/end"):
            return self._control(request)
        return self.faults.around(request, lambda: self._answered(request))

    def tick(self) -> None:
        """Tell clients of sign-ins that are over."""
        self.endings.tell()

    def close(self) -> None:
        """Nothing is open."""

    def issuer(self, flavour: Flavour) -> Issuer:
        """Return who makes the tokens of a provider, lying as asked."""
        return Issuer(flavour, self.address, self.keys, self.faults.takes)

    def _answered(self, request: Request) -> Answer:
        if request.path == "/":
            return _page(pages.home(self.clients.all()))
        if request.path == "/style.css":
            return Answer(200, pages.STYLE, "text/css; charset=utf-8", {"Cache-Control": "max-age=3600"})
        found = find_page(request.path)
        if found is None:
            return _page(pages.wrong("en", "There is no such page"), status=404)
        flavour, page = found
        direct = page in ("token", "userinfo", "keys", "discovery", "did")
        if flavour.kind == "one-login" and direct and not request.headers.get("user-agent"):
            return Answer(403, b"", "text/plain")
        return _ANSWERS[page](self, flavour, request)

    def discovery(self, flavour: Flavour, request: Request) -> Answer:
        """What the provider says of itself."""
        return _json(discovery(flavour, self.address), {"Cache-Control": "max-age=86400"})

    def published_keys(self, flavour: Flavour, request: Request) -> Answer:
        """Its keys."""
        keys = self.keys.public(flavour.keys, flavour.algorithm)
        return _json({"keys": keys}, {"Cache-Control": "max-age=3600"})

    def did(self, flavour: Flavour, request: Request) -> Answer:
        """The keys of proved identities."""
        return _json(self.issuer(flavour).did_document(), {"Cache-Control": "max-age=3600"})

    def authorize(self, flavour: Flavour, request: Request) -> Answer:
        """Show who can be chosen; send the browser back with a code for who was."""
        posted = _form(request) if request.method == "POST" else {}
        query = {name: values[0] for name, values in request.query.items() if len(values) == 1}
        client = self.clients.find(query.get("client_id", ""))
        if client is None or client.kind != flavour.kind or query.get("redirect_uri") not in client.return_urls:
            return _page(pages.wrong("en", "client_id or redirect_uri is not the one that is registered"), status=400)
        try:
            asked = asked_of(flavour, client, query)
        except AskedWrongly as wrong:
            return self._back(flavour, client, query, {"error": wrong.code, "error_description": wrong.said})
        for error in ERRORS:
            if self.faults.takes(f"error_{error}"):
                return self._back(flavour, client, query, {"error": error, "error_description": "asked for"})
        people = self._people(flavour, client)
        if request.method != "POST":
            return _page(pages.choose(flavour, asked, people), form_to=asked.return_url)
        if posted.get("do") == "cancel":
            return self._back(flavour, client, query, {"error": "access_denied", "error_description": "turned back"})
        chosen = next((each for each in people if each.number == posted.get("person")), None)
        if posted.get("do") == "email" and not client.tenant:
            chosen = somebody(posted.get("email", ""))
        if chosen is None:
            return _page(pages.choose(flavour, asked, people), form_to=asked.return_url)
        return self._back(flavour, client, query, {"code": self._code(asked, chosen)})

    def _people(self, flavour: Flavour, client: Client) -> tuple[MadeUp, ...]:
        return staff_of(client.tenant, client.staff) if client.tenant else RESIDENTS

    def _code(self, asked: Asked, person: MadeUp) -> str:
        code = secrets.token_urlsafe(24)
        proved = asked.level.endswith("P2") and person.can_prove
        with self._lock:
            self._held.codes[code] = Grant(asked, person, self.clock(), proved)
            _shorten(self._held.codes)
        return code

    def _back(self, flavour: Flavour, client: Client, query: dict[str, str], said: dict[str, str]) -> Answer:
        state = "another" if self.faults.takes("wrong_state") else query.get("state", "")
        answered = {**said, **({"state": state} if state else {})}
        if self.faults.takes("wrong_party"):
            answered["iss"] = "https://elsewhere.example/"
        elif flavour.kind == "openid":
            answered["iss"] = flavour.issuer(self.address)
        where = query["redirect_uri"]
        joined = f"{where}{'&' if '?' in where else '?'}{urlencode(answered)}"
        return Answer(302, b"", HTML, {"Location": joined, **_policy(where)})

    def token(self, flavour: Flavour, request: Request) -> Answer:
        """Give tokens for a code, once."""
        if request.method != "POST":
            return _json({"error": "invalid_request"}, status=405)
        form, header, now = _form(request), request.headers.get("authorization", ""), self.clock()
        client = self.clients.find(who_asks(form, header))
        audiences = (flavour.page(self.address, "token"), flavour.issuer(self.address))
        try:
            client = self._gate.check(flavour, client, form, header, audiences, now)
            grant = self._spend(client, form, now)
        except AskedWrongly as wrong:
            status = 401 if wrong.code == "invalid_client" and flavour.kind != "one-login" else 400
            return _json({"error": wrong.code, "error_description": wrong.said}, status=status)
        access = secrets.token_urlsafe(24)
        with self._lock:
            self._held.tokens[access] = (grant, now + TOKEN_LASTS)
            _shorten(self._held.tokens)
        issuer = self.issuer(flavour)
        self.endings.note(issuer, grant)
        id_token = issuer.id_token(grant, now)
        lasts = int(TOKEN_LASTS.total_seconds())
        return _json({"access_token": access, "token_type": "Bearer", "expires_in": lasts, "id_token": id_token})

    def _spend(self, client: Client, form: dict[str, str], now: datetime) -> Grant:
        if form.get("grant_type") != "authorization_code":
            raise AskedWrongly("unsupported_grant_type")
        code = form.get("code", "")
        with self._lock:
            grant = self._held.codes.get(code)
            if not self.faults.takes("code_again"):
                self._held.codes.pop(code, None)
        right = grant is not None and grant.asked.client.client_id == client.client_id
        if grant is None or not right or form.get("redirect_uri") != grant.asked.return_url:
            raise AskedWrongly("invalid_grant")
        if now >= grant.at + CODE_LASTS or not fits(form.get("code_verifier", ""), grant.asked.challenge):
            raise AskedWrongly("invalid_grant")
        return grant

    def userinfo(self, flavour: Flavour, request: Request) -> Answer:
        """Say who holds the access token."""
        kind, _, access = request.headers.get("authorization", "").partition(" ")
        with self._lock:
            grant, until = self._held.tokens.get(access, (None, self.clock()))
        right = grant is not None and grant.asked.client.kind == flavour.kind and kind.lower() == "bearer"
        if grant is None or not right or self.clock() >= until:
            said = 'Bearer error="invalid_token", error_description="The access token expired or is invalid"'
            return Answer(401, b"", JSON, {"WWW-Authenticate": said})
        return _json(self.issuer(flavour).userinfo(grant, self.clock()))

    def sign_out(self, flavour: Flavour, request: Request) -> Answer:
        """Sign out, and go back where the client wants."""
        query = {name: values[0] for name, values in request.query.items()}
        client = self.clients.find(query.get("client_id", "") or _audience(query.get("id_token_hint", "")))
        where = query.get("post_logout_redirect_uri", "")
        if client is not None and where and _same_site(where, client):
            state = f"?{urlencode({'state': query['state']})}" if "state" in query else ""
            return Answer(302, b"", HTML, {"Location": f"{where}{state}"})
        return _page(pages.signed_out())

    def _control(self, request: Request) -> Answer:
        """Change keys, or end a sign-in: for tests and demonstrations, from this machine only."""
        if not request.from_loopback or request.method != "POST" or request.headers.get("content-type") != JSON:
            return Answer(404, b"{}", JSON)
        asked: dict[str, Any] = json.loads(request.body or b"{}")
        if request.path == "/_sim/end":
            return _json({"told": self.endings.end(str(asked.get("person", "")), self.clock())})
        for name, algorithm in (("one-login", "ES256"), ("openid", "RS256"), ("entra", "RS256"), (IDENTITY, "ES256")):
            self.keys.rotate(name, algorithm, drop=bool(asked.get("drop")))
        return _json({})


_ANSWERS: Final[dict[Page, Callable[[Provider, Flavour, Request], Answer]]] = {
    "discovery": Provider.discovery,
    "keys": Provider.published_keys,
    "did": Provider.did,
    "authorize": Provider.authorize,
    "token": Provider.token,
    "userinfo": Provider.userinfo,
    "sign_out": Provider.sign_out,
}


def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))


def _json(content: object, headers: dict[str, str] | None = None, *, status: int = 200) -> Answer:
    return Answer(status, json.dumps(content).encode(), JSON, headers or {})


def _page(html: str, *, status: int = 200, form_to: str = "") -> Answer:
    return Answer(status, html.encode(), HTML, _policy(form_to) if form_to else {})


def _policy(where: str) -> dict[str, str]:
    """Let a form's answer lead to the client: browsers hold a form to where its answer redirects, too."""
    parts = urlsplit(where)
    return {"Content-Security-Policy": f"{PAGES}; form-action 'self' {parts.scheme}://{parts.netloc}"}


def _same_site(where: str, client: Client) -> bool:
    return any(urlsplit(where)[:2] == urlsplit(each)[:2] for each in client.return_urls)


def _audience(token: str) -> str:
    try:
        body = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["aud"])
    except (IndexError, KeyError, ValueError, TypeError):
        return ""


def _shorten(kept: dict[str, Any]) -> None:
    while len(kept) > MOST:
        kept.pop(next(iter(kept)))

"""What do people see of the simulator? A page on which to choose somebody made up, in English and Welsh, that says on
top that nobody is really signed in."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from commonhall.capabilities.identity.simulator.asking import Asked
from commonhall.capabilities.identity.simulator.clients import Client
from commonhall.capabilities.identity.simulator.flavours import Flavour
from commonhall.capabilities.identity.simulator.people import MadeUp

STYLE: Final = files(__package__).joinpath("pages/style.css").read_bytes()
NAMES: Final = {"one-login": "GOV.UK One Login", "entra": "Microsoft Entra ID", "openid": "OpenID Connect"}
TEXTS: Final = {
    "en": {
        "band": "Demonstration of {name}. Nobody is really signed in: everybody here is made up.",
        "choose": "Who do you want to be?",
        "prove": "Prove who you are: who do you want to be?",
        "lead": "{client} asks you to sign in.",
        "cannot": "Cannot prove who they are: their papers do not match.",
        "roles": "Roles: {roles}",
        "no_roles": "Has no role.",
        "other": "Or be somebody with this email address:",
        "go_on": "Continue",
        "cancel": "Go back without signing in",
        "wrong": "This cannot be done",
        "out": "You are signed out",
        "out_text": "You can close this page.",
        "home": "Sign-in of the demonstration",
        "home_text": "These councils send people here to sign in:",
        "none": "No council sends people here yet.",
    },
    "cy": {
        "band": "Arddangosiad o {name}. Nid oes neb yn mewngofnodi mewn gwirionedd: mae pawb yma’n ddychmygol.",
        "choose": "Pwy ydych chi am fod?",
        "prove": "Profi pwy ydych chi: pwy ydych chi am fod?",
        "lead": "Mae {client} yn gofyn i chi fewngofnodi.",
        "cannot": "Ni all brofi pwy ydyw: nid yw’r papurau’n cyfateb.",
        "roles": "Rolau: {roles}",
        "no_roles": "Dim rôl.",
        "other": "Neu fod yn rhywun â’r cyfeiriad e-bost hwn:",
        "go_on": "Parhau",
        "cancel": "Mynd yn ôl heb fewngofnodi",
        "wrong": "Ni ellir gwneud hyn",
        "out": "Rydych wedi allgofnodi",
        "out_text": "Gallwch gau’r dudalen hon.",
        "home": "Mewngofnodi’r arddangosiad",
        "home_text": "Mae’r cynghorau hyn yn anfon pobl yma i fewngofnodi:",
        "none": "Nid oes cyngor yn anfon pobl yma eto.",
    },
}
_PAGES: Final = Environment(loader=PackageLoader(__package__, "pages"), autoescape=True, undefined=StrictUndefined)


def choose(flavour: Flavour, asked: Asked, people: Sequence[MadeUp]) -> str:
    """Return the page on which somebody is chosen; its forms post to its own address."""
    prove = asked.level.endswith("P2")
    return _drawn(
        "choose.html",
        asked.language,
        NAMES[flavour.kind],
        client=asked.client.title,
        people=people,
        prove=prove,
        staff=bool(asked.client.tenant),
    )


def wrong(language: str, said: str) -> str:
    """Return the page that says why there is no way on."""
    return _drawn("wrong.html", language, "OpenID Connect", said=said)


def signed_out() -> str:
    """Return the page for who has signed out and is wanted nowhere."""
    return _drawn("signed_out.html", "en", "OpenID Connect")


def home(clients: Sequence[Client]) -> str:
    """Return the first page: which clients there are."""
    rows = [(each.title, NAMES[each.kind]) for each in clients]
    return _drawn("home.html", "en", "OpenID Connect", rows=rows)


def _drawn(template: str, language: str, name: str, **more: object) -> str:
    texts = TEXTS[language]
    return _PAGES.get_template(template).render(
        language=language, t=texts, band=texts["band"].format(name=name), **more
    )

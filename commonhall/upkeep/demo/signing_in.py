"""How do people sign in to the councils of the demonstration? By e-mail and password everywhere, and at some of them
through a stand-in for a provider, where somebody made up is chosen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from commonhall.capabilities.identity.simulator.clients import Client, ClientBook, made_secret, own_key
from commonhall.capabilities.identity.simulator.people import object_id, tenant_id
from commonhall.capabilities.simulators.places import address_of
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.queries import colleagues
from commonhall.people.staff_vouched import link_staff
from commonhall.upkeep.demo.suppliers import bind_unless_changed

ONE_LOGIN: Final = ("thornbridge", "brynafon")
OPEN_ID: Final = ("fallowdale",)
ENTRA: Final = ("thornbridge",)
FOLDER: Final = "sign-in"
"""Where in the data folder the stand-in's clients are registered."""


def let_sign_in(
    *, council: CouncilSite, data: Path, port: int, staff: list[tuple[str, str, str]], by: Actor, at: datetime
) -> None:
    """Bind who vouches for residents and for staff of one council, and link its staff to their made-up accounts.

    data: the data folder. port: of the web. staff: role, name and e-mail address of each.
    """
    stand_in, book = address_of("identity", web=port), ClientBook(data / FOLDER)
    residents = _residents(council, book, data, stand_in, port)
    bind_unless_changed("identity", residents[0], residents[1], at=at)
    if council.slug not in ENTRA:
        bind_unless_changed("staff_identity", "password", {}, at=at)
        return
    tenant = tenant_id(council.slug)
    client = _client(council, "entra", port, "office/sign-in/return", "staff", staff=tuple(staff))
    book.register(client)
    settings = {"tenant_id": tenant, "client_id": client.client_id, "client_secret": client.secret}
    settings |= {"base_url": stand_in}
    bind_unless_changed("staff_identity", "entra_id", settings, at=at)
    role_of = {email: role for role, _name, email in staff}
    for colleague in colleagues():
        if role := role_of.get(colleague.email):
            link_staff(
                membership_id=colleague.membership_id,
                issuer=f"{stand_in}/{tenant}/v2.0",
                subject=object_id(f"{council.slug}-{role}"),
                by=by,
                at=at,
            )


def _residents(
    council: CouncilSite, book: ClientBook, data: Path, stand_in: str, port: int
) -> tuple[str, dict[str, Any]]:
    if council.slug in ONE_LOGIN:
        private, public = own_key(data / FOLDER, council.slug)
        client = _client(council, "one-login", port, "sign-in/return", "residents", public_key=public)
        book.register(client)
        places = {"issuer": f"{stand_in}/one-login/", "identity_issuer": f"{stand_in}/"}
        return "govuk_one_login", {"client_id": client.client_id, "private_key": private, **places}
    if council.slug in OPEN_ID:
        client = _client(council, "openid", port, "sign-in/return", "residents")
        book.register(client)
        names = {"name_en": f"{council.name.en} account", "name_cy": f"cyfrif {council.name.say('cy')}"}
        shown = {"client_id": client.client_id, "client_secret": client.secret}
        return "openid_connect", {"issuer": f"{stand_in}/openid", **shown, **names}
    return "email_link", {}


def _client(council: CouncilSite, kind: Any, port: int, returns: str, who: str, **more: Any) -> Client:
    site = f"http://{council.host}:{port}"
    client_id = str(uuid5(NAMESPACE_URL, f"https://commonhall.example/client/{council.slug}/{who}"))
    return Client(
        client_id=client_id,
        kind=kind,
        title=council.name.en,
        return_urls=(f"{site}/{returns}",),
        secret="" if "public_key" in more else made_secret(client_id),
        ended_url=f"{site}/hooks/sign-in/{who}",
        tenant=council.slug if who == "staff" else "",
        **more,
    )

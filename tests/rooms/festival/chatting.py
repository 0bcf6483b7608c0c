"""How does somebody chat from a page of a service while the chat product does wrong, and is each line there once?"""

from __future__ import annotations

from typing import Final

from commonhall.capabilities.chat.simulator.product import Product
from commonhall.chats.models import Chat
from commonhall.chats.queries import lines_of
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.chat.benches import KEY
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock

SAID: Final = ("Can I ask something about this?", "I fill it in meanwhile.")


class Talk:
    """One resident's chat about a service."""

    def __init__(self, council: CouncilSite, slug: str, product: Product, clock: Clock) -> None:
        self.council, self.slug, self.product, self.clock = council, slug, product, clock
        self.browser = Browser(council.host or f"{council.slug}.localhost")

    def begin(self) -> bool:
        """Follow the link on the service's page, and write; False where the page says to turn elsewhere."""
        page = f"/services/{self.slug}"
        self.browser.get(page)
        assert 'href="/chat"' in self.browser.page, "the service offers no chat"
        self.browser.client.defaults["HTTP_REFERER"] = f"http://{self.browser.host}{page}"
        self.browser.get("/chat")
        if 'name="question"' not in self.browser.page:
            assert "/contact" in self.browser.page, "it does not say where to turn"
            return False
        self.browser.post("/chat", question=SAID[0])
        self.browser.post("/chat/talk", do="send", message=SAID[1])
        assert self.browser.path == "/chat/talk", self.browser.text
        return True

    def check_once(self) -> None:
        """Assert that the product has the chat once, each line once and in order, and that it is kept here so too."""
        with in_council(self.council):
            chat = Chat.objects.get()
            assert chat.about == self.slug
            assert tuple(line.text for line in lines_of(chat)) == SAID
        there = [each for each in self.product.conversations(KEY) if each.reference == str(chat.id)]
        assert [tuple(text for _, text in each.messages) for each in there] == [SAID]

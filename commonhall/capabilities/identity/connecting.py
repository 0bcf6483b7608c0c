"""What do all OpenID Connect providers do alike? A provider's own file says only what it asks for and what it
believes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from commonhall.capabilities.identity.documents import utc_now
from commonhall.capabilities.identity.port import Ended, Level, NotProved, Proved, Wanted
from commonhall.capabilities.identity.relying_party import RelyingParty, Tokens


class Connecting:
    """The methods of the port. A provider sets ``party`` and says in ``person`` who came."""

    party: RelyingParty

    def levels(self) -> tuple[Level, ...]:
        """Return what can be proved here."""
        return ("signed_in",)

    def asked(self, wanted: Wanted) -> dict[str, str]:
        """Return what this provider wants to be told besides."""
        return {}

    def person(self, wanted: Wanted, tokens: Tokens, at: datetime) -> Proved | NotProved:
        """Return who came, by tokens that are all checked."""
        raise NotImplementedError

    def begin(self, wanted: Wanted, at: datetime) -> str:
        """Return the address to send the browser to."""
        return self.party.address(wanted, at, **self.asked(wanted))

    def finish(self, wanted: Wanted, returned: Mapping[str, str], at: datetime) -> Proved | NotProved:
        """Return who it is."""
        tokens = self.party.tokens(wanted, returned, at)
        return tokens if isinstance(tokens, NotProved) else self.person(wanted, tokens, at)

    def sign_out(self, hint: str, return_url: str, at: datetime) -> str:
        """Return where the person can sign out of the provider too."""
        return self.party.sign_out(hint, return_url, at)

    def ended(self, token: str, at: datetime) -> Ended:
        """Return whose sign-in is over."""
        return self.party.ended(token, at)

    def check(self) -> None:
        """See what the provider publishes, and that it knows us by our secret or key."""
        at = utc_now()
        for name in ("authorization_endpoint", "token_endpoint"):
            self.party.endpoint(name, at)
        self.party.check_keys(at)
        self.party.check_credentials(at)

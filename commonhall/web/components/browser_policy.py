"""What may a page of ours load, and where may its forms lead? The content security policy of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from commonhall.web.components.pages import INLINE_SCRIPT_HASH


def content_security_policy(
    *, image_hosts: Sequence[str] = (), connect_hosts: Sequence[str] = (), form_hosts: Sequence[str] = ()
) -> str:
    """Return the policy; the hosts are those of map tiles and of bound payment and sign-in providers."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {INLINE_SCRIPT_HASH}",
            "style-src 'self'",
            " ".join(("img-src 'self' data:", *image_hosts)),
            "font-src 'self'",
            " ".join(("connect-src 'self'", *connect_hosts)),
            " ".join(("form-action 'self'", *form_hosts)),
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "manifest-src 'self'",
        )
    )

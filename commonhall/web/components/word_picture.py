"""What is shown in the place of a picture that cannot be had now? Its words, as a picture of the same size."""

from __future__ import annotations

from markupsafe import Markup


def word_picture(said: str, *, width: int, height: int) -> Markup:
    """Return ``said`` as SVG, in the middle of a grey ground. width, height: in pixels."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" font-family="Arial, sans-serif">'
        '<rect width="{0}" height="{1}" fill="#f3f2f1"/>'
        '<text x="{2:g}" y="{3:g}" font-size="15" text-anchor="middle" fill="#0b0c0c">{4}</text></svg>'
    ).format(width, height, width / 2, height / 2, said)

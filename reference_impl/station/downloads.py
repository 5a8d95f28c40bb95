"""What the configuration interface hands to the browser as a file: a page of two rows, its name and its bytes."""

from __future__ import annotations

from base64 import b64encode

from ..codecs.zip_file import zip_of
from ..model import effects as fx

PAGE, NAME, CONTENT = "Download", "file", "content (Base64)"


def page_of(effect: fx.OfferFiles) -> fx.ShowPage:
    """The files packed."""
    return fx.ShowPage(PAGE, ((NAME, effect.name), (CONTENT, b64encode(zip_of(effect.files)).decode())))

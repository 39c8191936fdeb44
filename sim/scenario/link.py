"""A scenario as the address of a local page, and back: what a report links to opens in the page."""

from __future__ import annotations

import base64
import binascii
import zlib
from urllib.parse import parse_qs, quote

from sim.ground.errors import InputError

PORT = 8050
"""Where `antipoverty explore` answers unless told."""
PLAIN, PACKED = "scenario", "packed"
"""Keys of the address: the text as it is, or deflated in the letters of base64url."""
LONGEST_PLAIN = 1_500  # characters: longer addresses are cut by some programs
LONGEST = 60_000
"""Characters of a scenario in an address at most."""


def link(text: str, port: int = PORT) -> str:
    """The address that opens a scenario (its YAML) in the page of `antipoverty explore`.

    Raises `InputError` for a text that is too long for an address.
    """
    if len(text) > LONGEST:
        raise InputError(_too_long())
    plain = quote(text, safe="")
    if len(plain) <= LONGEST_PLAIN:
        return f"http://127.0.0.1:{port}/?{PLAIN}={plain}"
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
    return f"http://127.0.0.1:{port}/?{PACKED}={packed.rstrip('=')}"


def linked(search: str) -> str | None:
    """The text of a scenario that the part of an address after its path holds; None if it holds none.

    Raises `InputError` for what is too long or cannot be read.
    """
    given = parse_qs(search.removeprefix("?"), keep_blank_values=True)
    texts = [*given.get(PLAIN, []), *map(_unpacked, given.get(PACKED, []))]
    if not texts:
        return None
    if len(texts) > 1:
        raise InputError("the address holds more than one scenario")
    if len(texts[0]) > LONGEST:
        raise InputError(_too_long())
    return texts[0]


def _unpacked(packed: str) -> str:
    """A packed text; no more of it is unpacked than a scenario may have."""
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        return zlib.decompressobj().decompress(data, 4 * LONGEST).decode("utf-8")
    except (ValueError, binascii.Error, zlib.error):
        raise InputError("the packed scenario in the address cannot be read: was it cut?") from None


def _too_long() -> str:
    return (f"the scenario in the address is longer than {LONGEST:,} characters: save it as a file and "
            "open that")

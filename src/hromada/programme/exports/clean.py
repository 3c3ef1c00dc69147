"""Text that every format can carry: what people paste may hold characters that XML and iCalendar forbid."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

# Everything outside the Char production of XML 1.0; lone surrogates among it, which UTF-8 cannot carry either.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_C1_CONTROLS = re.compile("[\u007f-\u009f]")
_SAFE_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"


def clean_text(text: str) -> str:
    """The text with its line breaks as ``\\n`` and without characters that no document may hold."""
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u0085", "\n")
    return _C1_CONTROLS.sub("", _FORBIDDEN.sub("", unbroken))


def one_line(text: str) -> str:
    """The cleaned text with every run of white space as one space: for names, titles and attributes."""
    return " ".join(clean_text(text).split())


def web_address(address: str, base: str) -> str | None:
    """The address made absolute against ``base``; None when it is not one of the web (``javascript:`` and the like)."""
    try:
        absolute = urljoin(f"{base}/", one_line(address))
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(absolute, safe=_SAFE_IN_ADDRESSES)

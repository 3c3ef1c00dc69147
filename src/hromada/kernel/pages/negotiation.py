"""Which of our encodings a browser takes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli  # type: ignore[import-untyped]  # it ships no types

IDENTITY, GZIP, BROTLI = b"", b"gzip", b"br"

# Brotli 5 makes a programme page 10 % larger than 11 does, in a hundredth of the time.
COMPRESSORS: dict[bytes, Callable[[bytes], bytes]] = {
    BROTLI: lambda body: brotli.compress(body, quality=5),
    GZIP: lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}

_WORTH_COMPRESSING = 600
_COMPRESSIBLE = (
    b"text/",
    b"application/json",
    b"application/xml",
    b"application/atom+xml",
    b"application/manifest+json",
    b"application/javascript",
    b"image/svg+xml",
)


def is_compressible(content_type: bytes, body: bytes) -> bool:
    return len(body) >= _WORTH_COMPRESSING and content_type.startswith(_COMPRESSIBLE)


@lru_cache(maxsize=512)
def best_encoding(accepted: bytes) -> bytes:
    """The most wanted of our encodings for an Accept-Encoding header; the smaller one when two are wanted alike.

    Someone who refuses all of them gets the plain bytes all the same, which RFC 9110 allows.
    """
    wanted: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        coding, _, parameters = part.partition(b";")
        wanted[coding.strip()] = _quality(parameters)
    others = wanted.get(b"*", 0.0)
    quality = {coding: wanted.get(coding, others) for coding in (BROTLI, GZIP)}
    best = max(quality, key=quality.__getitem__)
    # Unless it is named, the plain text is acceptable but never preferred.
    return best if quality[best] > wanted.get(b"identity", 0.0) else IDENTITY


def _quality(parameters: bytes) -> float:
    for parameter in parameters.split(b";"):
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def names_tag(if_none_match: bytes, tag: bytes) -> bool:
    """Weak comparison, as If-None-Match asks for; ``tag`` is ours, a weak one with its ``W/``."""
    if if_none_match == tag:
        return True
    opaque = tag.removeprefix(b"W/")
    candidates = (candidate.strip().removeprefix(b"W/") for candidate in if_none_match.split(b","))
    return any(candidate in (opaque, b"*") for candidate in candidates)

"""Which encoding a browser is given, and when it hears that nothing has changed."""

import pytest

from hromada.kernel.pages.negotiation import BROTLI, GZIP, IDENTITY, best_encoding, names_tag


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        (b"gzip, deflate, br, zstd", BROTLI),
        (b"gzip, deflate", GZIP),
        (b"GZIP", GZIP),
        (b"br;q=0.5, gzip", GZIP),
        (b"br;q=0, gzip;q=0", IDENTITY),
        (b"br;q=0, *", GZIP),
        (b"*", BROTLI),
        (b"*;q=0", IDENTITY),
        (b"gzip ; q=0.2, identity;q=0.9", IDENTITY),
        (b"identity", IDENTITY),
        (b"br;q=viel", IDENTITY),
        (b"zstd", IDENTITY),
        (b"", IDENTITY),
    ],
)
def test_a_browser_is_given_the_encoding_it_wants_most(accepted, best):
    assert best_encoding(accepted) == best


@pytest.mark.parametrize(
    ("if_none_match", "same"),
    [
        (b'W/"abc"', True),
        (b'"abc"', True),
        (b'"x", W/"abc"', True),
        (b"*", True),
        (b'W/"abcd"', False),
        (b"abc", False),
        (b"", False),
    ],
)
def test_a_tag_is_compared_weakly(if_none_match, same):
    assert names_tag(if_none_match, b'W/"abc"') is same

"""Static files are answered by the edge; those that carry their content's number in the name are kept for ever."""

import gzip

import brotli
import pytest
from tests.kernel.test_pages import asked

from hromada.kernel.pages.edge import Edge

HASHED = "hromada.0123456789ab.css"
STYLE = b"body { color: black }" * 100


async def nobody(scope, receive, send):
    """Behind the edge in these tests: what it does not answer is not found."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def edge(settings, tmp_path) -> Edge:
    for name in (HASHED, "hromada.css"):
        (tmp_path / name).write_bytes(STYLE)
        (tmp_path / f"{name}.br").write_bytes(brotli.compress(STYLE))
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(STYLE))
    (tmp_path.parent / "secret.css").write_bytes(b"not for you")
    settings.STATIC_ROOT = tmp_path
    return Edge(nobody)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_file_comes_compressed_as_the_browser_takes_it(edge, accepted, encoding, unpack):
    (reply,) = asked(edge, {"address": f"/static/{HASHED}", "accept_encoding": accepted})

    assert (reply.status, unpack(reply.body), reply.headers.get("content-encoding")) == (200, STYLE, encoding)


def test_only_a_file_named_by_its_content_is_kept_for_ever(edge):
    hashed, plain = asked(edge, f"/static/{HASHED}", "/static/hromada.css")

    assert [reply.headers["cache-control"] for reply in (hashed, plain)] == [
        "max-age=315360000, public, immutable",
        "max-age=60, public",
    ]


def test_a_file_the_browser_has_is_not_sent_again(edge):
    (first,) = asked(edge, f"/static/{HASHED}")
    (again,) = asked(edge, {"address": f"/static/{HASHED}", "if_none_match": first.headers["etag"]})

    assert (again.status, again.body) == (304, b"")


def test_a_picture_opened_by_itself_can_run_nothing(edge):
    (reply,) = asked(edge, f"/static/{HASHED}")

    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["/static/other.css", "/static/../secret.css", "/static/", "/static/hromada.css.br"])
def test_what_was_not_collected_is_not_there(edge, path):
    assert [reply.status for reply in asked(edge, path)] == [404]


def test_files_are_read_and_never_written(edge):
    assert [reply.status for reply in asked(edge, {"address": f"/static/{HASHED}", "method": "PUT"})] == [404]

"""A body that is too large is cut off before it fills the disk, and the person hears so in words."""

import asyncio
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.test import Client

from hromada.kernel.uploads.limiting import BodyLimit

pytestmark = pytest.mark.django_db(transaction=True)


def sent(pieces: list[bytes], path: str = "/de/accounts/login/") -> tuple[int, str, int]:
    """Status, text, and how many pieces were taken."""
    left = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
        for number, piece in enumerate(pieces)
    ]
    answer: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop(0)
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        answer.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"multipart/form-data; boundary=x")],
        "scheme": "http",
    }
    asyncio.run(BodyLimit(get_asgi_application())(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in answer[1:])
    return answer[0]["status"], body.decode(), len(pieces) - len(left)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/de/accounts/login/", "Bis zu 1 MB können auf einmal gesendet werden"),
        ("/uk/accounts/login/", "За один раз можна надіслати до 1 МБ"),
        ("/en/accounts/login/", "Up to 1 MB can be sent at a time"),
    ],
)
def test_too_much_is_answered_in_words_after_it_was_thrown_away(settings, path, words):
    settings.BODY_MEGABYTES = 1

    status, text, taken = sent([b"x" * 400_000] * 5, path)

    assert (status, words in text.replace("\xa0", " "), taken) == (413, True, 5)


def test_endless_bodies_are_not_read_to_their_end(settings):
    settings.BODY_MEGABYTES = 1

    status, _text, taken = sent([b"x" * 400_000] * 50)

    assert (status, taken) == (413, 26)


def test_what_is_within_the_limit_goes_through(settings):
    settings.BODY_MEGABYTES = 1

    # Without its token, the form is refused for that: it was read.
    assert sent([b"x" * 400_000] * 2)[0] == 403


def test_fields_that_are_too_long_are_too_much_as_well(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert Client().post("/de/accounts/login/", {"email": "x" * 200}).status_code == 413

"""Uploaded files as they are served where no proxy does it: shown if pictures, saved if not, run never."""

from pathlib import Path

import pytest

POLICY = "default-src 'none'; sandbox"


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (tmp_path / "secret.webp").write_text("not for you")
    return settings.MEDIA_ROOT


@pytest.mark.parametrize(
    ("name", "content_type", "disposition"),
    [
        ("480.avif", "image/avif", None),
        ("480.webp", "image/webp", None),
        ("old.JPG", "image/jpeg", None),
        ("Rede.pdf", "application/pdf", 'attachment; filename="Rede.pdf"'),
        (
            "Вода.pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "attachment; filename*=utf-8''%D0%92%D0%BE%D0%B4%D0%B0.pptx",
        ),
        ("evil.html", "application/octet-stream", 'attachment; filename="evil.html"'),
        ("evil.svg", "application/octet-stream", 'attachment; filename="evil.svg"'),
        ("evil", "application/octet-stream", 'attachment; filename="evil"'),
    ],
)
def test_only_pictures_are_shown_and_everything_else_is_saved(client, media, name, content_type, disposition):
    (media / name).write_bytes(b"<script>alert(1)</script>")

    answer = client.get(f"/media/{name}")

    assert (answer.status_code, answer["Content-Type"], answer.get("Content-Disposition")) == (
        200,
        content_type,
        disposition,
    )
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", POLICY)
    assert answer.content == b"<script>alert(1)</script>"


def test_a_file_the_browser_has_is_not_sent_again(client, media):
    (media / "480.webp").write_bytes(b"picture")
    first = client.get("/media/480.webp")

    assert client.get("/media/480.webp", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("nothing.webp", 404), ("folder/", 404), ("../secret.webp", 400), ("%2e%2e/secret.webp", 400)]
)
def test_what_is_not_there_is_not_found(client, media, path, status):
    (media / "folder").mkdir()

    assert client.get(f"/media/{path}").status_code == status

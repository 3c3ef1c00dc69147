"""Files in forms: what is wrong is said at the field, and what was in order need not be chosen again."""

import re
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from tests.kernel.uploads import files

from hromada.kernel.uploads.fields import DocumentField, PictureField
from hromada.kernel.uploads.shelf import KeptDocument, KeptPicture


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


class Form(forms.Form):
    picture = PictureField(folder="news", required=False)
    credit = forms.CharField()


class Slides(forms.Form):
    file = DocumentField(folder="slides")


def chosen(name: str, content: bytes) -> MultiValueDict:
    return MultiValueDict({name: [SimpleUploadedFile("Моя картина.png", content)]})


def kept_files(media: Path) -> list[str]:
    return sorted(str(file.relative_to(media)) for file in media.rglob("*") if file.is_file())


def test_a_picture_is_kept_in_all_its_widths_below_an_address_that_nobody_guesses(media):
    forms_sent = [Form({"credit": "Anna"}, chosen("picture", files.picture(size=(800, 400)))) for _time in range(2)]
    kept = [form.cleaned_data["picture"] for form in forms_sent if form.is_valid()]

    folders = {Path(one.path).parent for one in kept}
    assert (len(folders), [(one.width, one.height) for one in kept]) == (2, [(800, 400)] * 2)
    assert all(re.fullmatch(r"news/[\w-]{22}", str(folder)) for folder in folders)
    assert kept_files(media) == sorted(
        f"{folder}/{width}.{ending}" for folder in folders for width in (480, 800) for ending in ("avif", "webp")
    )


def test_where_another_field_is_wrong_the_file_need_not_be_chosen_again(media):
    first = Form({"credit": ""}, chosen("picture", files.picture()))
    assert list(first.errors) == ["credit"]
    shown = str(first["picture"])
    note = re.search(r'name="picture_kept" value="([^"]+)"', shown)[1]

    again = Form({"credit": "Anna", "picture_kept": note})

    assert again.is_valid()
    assert again.cleaned_data["picture"].path in kept_files(media)
    assert re.search(r'src="/media/([^"]+)"', shown)[1] == again.cleaned_data["picture"].path.replace("640", "480")


@pytest.mark.parametrize("note", ["../../etc/passwd", "eyJhIjoxfQ:1x:abc"])
def test_a_note_that_is_not_ours_is_not_believed(note):
    form = Form({"credit": "Anna", "picture_kept": note})

    with override("en"):
        assert form.errors == {"picture": ["Please choose the file again."]}


THERE = KeptPicture("news/old/1600.webp", 1600, 900)


@pytest.mark.parametrize(("data", "kept"), [({}, THERE), ({"picture_taken_away": "1"}, None)])
def test_what_is_there_stays_until_it_is_taken_away(data, kept):
    form = Form({"credit": "Anna", **data}, initial={"picture": THERE})

    assert (form.is_valid(), form.cleaned_data["picture"], "picture" in form.changed_data) == (True, kept, bool(data))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: please choose another."),
        (b"\0" * 1_000_001, "The file has 2 MB; up to 1 MB can be taken. Please make it smaller."),
        (b"<html>", "This file is not a picture that can be shown: please choose JPEG, PNG, WebP, AVIF or TIFF."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(settings, media, content, sentence):
    settings.PICTURE_MEGABYTES = 1

    with override("en"):
        form = Form({"credit": "Anna"}, chosen("picture", content))
        assert form.errors == {"picture": [sentence]}
    assert kept_files(media) == []


def test_the_scanner_is_asked_before_anything_is_kept(settings, media):
    settings.SCAN_COMMAND = "false"

    with override("en"):
        form = Form({"credit": "Anna"}, chosen("picture", files.picture()))
        assert form.errors["picture"] == ["The virus scanner found something harmful in this file; it was not kept."]
    assert kept_files(media) == []


def test_a_document_is_kept_under_its_own_name(media):
    form = Slides({}, MultiValueDict({"file": [SimpleUploadedFile("Вода для міст.ppt", files.PPTX)]}))

    assert form.is_valid()
    kept = form.cleaned_data["file"]
    assert (kept.name, kept.size, [kept.path]) == ("Вода-для-міст.pptx", len(files.PPTX), kept_files(media))


def test_a_document_that_is_required_is_asked_for():
    with override("en"):
        assert Slides({}).errors == {"file": ["This field is required."]}
    assert Slides({}, initial={"file": KeptDocument("a/b.pdf", 5)}).is_valid()


def test_a_browser_is_told_what_can_be_chosen():
    assert 'accept="image/jpeg,image/png,image/webp,image/avif,image/tiff"' in str(Form()["picture"])
    assert 'accept=".pdf,.pptx,.ppsx,.docx,.xlsx,.odp,.odt,.ods"' in str(Slides()["file"])

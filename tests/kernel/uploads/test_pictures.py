"""A picture is drawn anew: as it was seen, in the widths of our pages, and with nothing in it but pixels."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils.translation import override
from PIL import Image
from tests.kernel.uploads import files

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads import pictures
from hromada.kernel.uploads.ladder import is_kept_in_steps, widths_up_to
from hromada.kernel.uploads.pictures import Picture, redraw

ENDINGS = ("avif", "webp")


def opened(picture: Picture, width: int, ending: str) -> Image.Image:
    (found,) = [one for one in picture.drawings if (one.width, one.ending) == (width, ending)]
    return Image.open(io.BytesIO(found.content), formats=[ending.upper()])


def colour(image: Image.Image, across: float, down: float) -> str:
    red, _green, blue = image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))
    return "red" if red > blue else "blue"


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        redraw(content)
    return refused.value


@pytest.mark.parametrize(
    ("width", "widths"),
    [(3000, (480, 960, 1600)), (1600, (480, 960, 1600)), (1100, (480, 1100)), (900, (480, 900)), (500, (500,))],
)
def test_a_picture_comes_in_the_widths_of_our_pages_and_is_never_enlarged(width, widths):
    picture = redraw(files.picture(size=(width, width // 2)))

    assert [(one.width, one.ending) for one in picture.drawings] == [(step, e) for step in widths for e in ENDINGS]
    assert [opened(picture, step, e).size for step in widths for e in ENDINGS] == [
        (step, step // 2) for step in widths for _ending in ENDINGS
    ]
    assert (picture.width, picture.height, widths_up_to(picture.width)) == (widths[-1], widths[-1] // 2, widths)


@pytest.mark.parametrize("ending", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_every_format_that_people_send_is_read(ending):
    picture = redraw(files.picture(ending))

    seen = [opened(picture, 480, one) for one in ENDINGS]
    assert [(colour(image, 0.1, 0.5), colour(image, 0.9, 0.5), image.mode) for image in seen] == [
        ("red", "blue", "RGB"),
        ("red", "blue", "RGB"),
    ]


@pytest.mark.parametrize(
    ("orientation", "top_left", "top_right", "lies"),
    [(1, "red", "blue", True), (3, "blue", "red", True), (6, "red", "red", False), (8, "blue", "blue", False)],
)
def test_a_picture_stands_as_the_camera_was_held(orientation, top_left, top_right, lies):
    picture = redraw(files.with_place_and_camera(orientation))

    image = opened(picture, picture.width, "webp")
    assert (colour(image, 0.1, 0.1), colour(image, 0.9, 0.1), image.width > image.height) == (top_left, top_right, lies)


def test_nothing_tells_where_when_and_with_what_it_was_taken():
    sent = files.with_place_and_camera()
    assert b"Secret Camera" in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)

    picture = redraw(sent)

    for one in picture.drawings:
        image = Image.open(io.BytesIO(one.content))
        image.load()
        assert (dict(image.getexif()), set(image.info) & {"exif", "xmp", "icc_profile", "comment"}) == ({}, set())
        assert b"Secret" not in one.content


@pytest.mark.parametrize(
    ("ending", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("TIFF", "CMYK"), ("TIFF", "LAB")],
)
def test_unusual_colours_become_those_of_a_screen(ending, mode):
    assert {opened(redraw(files.picture(ending, mode=mode)), 480, e).mode for e in ENDINGS} == {"RGB"}


def test_sixteen_bits_of_grey_keep_their_brightness():
    file = io.BytesIO()
    Image.new("I;16", (600, 400), 0x8000).save(file, "PNG")

    image = opened(redraw(file.getvalue()), 600, "webp").convert("L")

    assert abs(image.getpixel((300, 200)) - 128) <= 2


def test_the_colours_of_a_wide_gamut_become_those_of_a_screen():
    """The same numbers mean another red in the profile's space: here one whose red and blue are exchanged."""
    profile = bytearray(files.ImageCms.ImageCmsProfile(files.ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"

    image = opened(redraw(files.picture(icc_profile=bytes(profile))), 480, "webp")

    assert (colour(image, 0.1, 0.5), colour(image, 0.9, 0.5)) == ("blue", "red")


def test_what_shines_through_still_does():
    image = files.two_colours(600, 400).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 300, 400))
    whole, palette = io.BytesIO(), io.BytesIO()
    image.save(whole, "PNG")
    image.quantize(16).save(palette, "PNG")

    for sent in (whole, palette):
        for ending in ENDINGS:
            drawn = opened(redraw(sent.getvalue()), 600, ending)
            assert (drawn.mode, drawn.getpixel((100, 200))[3], drawn.getpixel((500, 200))[3]) == ("RGBA", 0, 255)


@pytest.mark.parametrize(
    "hidden",
    [b"<html><script>alert(1)</script></html>", files.archive({"evil.html": b"<script>"}), b"<?php system('id'); ?>"],
    ids=["html", "zip", "php"],
)
def test_a_picture_that_is_something_else_as_well_is_only_a_picture_afterwards(hidden):
    picture = redraw(files.picture(comment=hidden) + hidden)

    assert [one.ending for one in picture.drawings if hidden in one.content or b"<script" in one.content] == []


def test_the_second_picture_of_a_telephone_is_left_out():
    file = io.BytesIO()
    files.two_colours(600, 400).save(file, "MPO", save_all=True, append_images=[files.two_colours(300, 200)])

    assert (redraw(file.getvalue()).width, redraw(file.getvalue()).height) == (600, 400)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown"),
        (b"<html><body>", "unknown"),
        (files.PDF, "unknown"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "svg"),
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", "heic"),
        (files.moving("WEBP"), "several"),
        (files.moving("PNG"), "several"),
        (files.moving("AVIF"), "several"),
        (files.moving("TIFF"), "several"),
        (half(files.picture("JPEG")), "broken"),
        (half(files.picture("PNG")), "broken"),
        (half(files.picture("WEBP")), "broken"),
        (half(files.picture("AVIF")), "broken"),
        (b"\xff\xd8\xff" + b"\0" * 500, "broken"),
        (files.png_header(1, 1), "broken"),
    ],
)
def test_what_is_no_sound_still_picture_is_refused(content, code):
    assert refusal_of(content).code == code


@pytest.mark.parametrize("header", [files.png_header, files.jpeg_header, files.webp_header, files.avif_header])
def test_thirty_thousand_pixels_each_way_are_refused_by_the_header(header):
    width = 16000 if header is files.webp_header else 30000
    began = time.perf_counter()

    refused = refusal_of(header(width, width))

    assert (refused.code, time.perf_counter() - began < 5) == ("pixels", True)
    with override("en"):
        assert f"{width} × {width}" in refusal_of(header(width, width)).sentence


def test_a_refusal_says_in_each_language_what_to_do():
    said = {}
    for code in ("de", "uk", "en"):
        with override(code):
            said[code] = refusal_of(b"<svg>").sentence

    assert said == {
        "de": "Zeichnungen im Format SVG können Skripte enthalten und werden nicht angenommen: "
        "Bitte exportieren Sie die Zeichnung als PNG.",
        "uk": "Рисунки у форматі SVG можуть містити скрипти й не приймаються: експортуйте рисунок у PNG.",
        "en": "Drawings in the SVG format can carry scripts and are not accepted: please export the drawing as PNG.",
    }


def test_the_largest_that_is_read_takes_the_memory_and_time_that_are_granted():
    """In a process of its own, so that the figure is that of the workshop alone."""
    script = (
        "import resource, sys, time; sys.path[:0] = sys.argv[1:3]\n"
        "import django; from django.conf import settings; settings.configure(); django.setup()\n"
        "from tests.kernel.uploads import files\n"
        "from hromada.kernel.uploads.pictures import redraw\n"
        "sent = files.png_of_one_colour(4900, 4890); began = time.perf_counter()\n"
        "print(len(redraw(sent).drawings), time.perf_counter() - began)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    root = Path(__file__).resolve().parents[3]

    told = subprocess.run([sys.executable, "-c", script, root / "src", root], capture_output=True, text=True)

    assert told.returncode == 0, told.stderr
    count, seconds, megabytes = told.stdout.split()
    assert (int(count), float(seconds) < 5, int(megabytes) <= pictures.MEGABYTES) == (6, True, True), told.stdout


@pytest.mark.parametrize(("limit", "least"), [("MEGABYTES", 60), ("SECONDS", 0), ("PATIENCE", 0.05)])
def test_a_decoder_that_wants_more_is_ended_and_the_person_is_told(monkeypatch, limit, least):
    monkeypatch.setattr(pictures, limit, least)

    assert refusal_of(files.png_of_one_colour(4900, 4890)).code == "laborious"


@pytest.mark.parametrize(
    ("path", "width", "drawn"),
    [("news/x/1600.webp", 1600, True), ("demo/bridge.webp", 1600, False), ("news/x/1600.webp", 960, False)],
)
def test_only_what_we_drew_lies_in_steps(path, width, drawn):
    assert is_kept_in_steps(path, width) == drawn

"""Draws a picture anew: run as a program of its own, with narrow limits, since decoders of pictures are what hostile
files aim at. It knows no settings, no database and no words; ``pictures`` calls it and speaks for it.

On standard input the file as it was sent; as argument a JSON object with ``ladder``, ``tallest``, ``limits``
(megapixels by format), ``megabytes`` and ``seconds``. On standard output one line of JSON, then the bytes of all
drawings in its order: ``{"drawings": [[width, height, ending, bytes], …]}`` or ``{"refused": code, "facts": {…}}``.
"""

from __future__ import annotations

import io
import json
import re
import resource
import struct
import sys
from typing import Any

from PIL import Image, ImageCms

Drawing = tuple[int, int, str, bytes]
"""Width, height, ending, content."""

OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 6, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
}

ORIENTATION = 0x0112
_TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_STRIP = 256
"""Rows that are converted at once, so that a copy of the whole is never needed."""

_SHARPNESS = 1.5
"""How much larger than needed a picture is decoded; the last step is a finer one."""


class Refused(Exception):  # noqa: N818  # an answer, not an error of the program
    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.answer = {"refused": code, "facts": facts}


def kind_of(head: bytes) -> str:
    """The format by the first bytes, as Pillow calls it."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF"
    if head[4:8] == b"ftyp":
        brands = head[8:64]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
        if any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")):
            raise Refused("heic")
    raise Refused("svg" if b"<svg" in head.lower() else "unknown")


def size_by_header(kind: str, head: bytes) -> tuple[int, int]:
    """What WebP and AVIF claim: their decoders ask for memory, or give up, before Pillow tells the size."""
    if kind == "AVIF":
        claims = [struct.unpack(">II", said) for said in re.findall(rb"ispe.{4}(.{8})", head, re.DOTALL)]
        return max(claims, default=(0, 0), key=lambda claim: claim[0] * claim[1])
    chunk, start = head[12:16], head[20:30].ljust(10, b"\0")
    if chunk == b"VP8X":
        return 1 + int.from_bytes(start[4:7], "little"), 1 + int.from_bytes(start[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(start[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", start[6:10])
    return width & 0x3FFF, height & 0x3FFF


def refuse_too_many_pixels(size: tuple[int, int], limit: int) -> None:
    if size[0] * size[1] > limit * 1_000_000:
        raise Refused("pixels", width=size[0], height=size[1], limit=limit)


def opened(content: io.BytesIO, limits: dict[str, int]) -> Image.Image:
    """The picture, its size known to be bearable, not yet decoded."""
    head = content.read(4096)
    kind = kind_of(head)
    if kind in ("WEBP", "AVIF"):
        refuse_too_many_pixels(size_by_header(kind, head), limits[kind])
    Image.MAX_IMAGE_PIXELS = None  # ours is the narrower limit
    image = Image.open(content, formats=[kind])
    if image.info.get("progressive"):
        # Its coefficients are all in memory before the first pixel is.
        kind = "progressive JPEG"
    refuse_too_many_pixels(image.size, limits[kind])
    # A photograph of a phone (MPO) may carry a second one, for depth; the first is what was seen.
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise Refused("several")
    return image


def orientation_of(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 where nothing sensible is said."""
    try:
        said = image.getexif().get(ORIENTATION, 1)
    except Exception:  # whatever a camera wrote there, the picture itself is sound
        return 1
    return said if said in _TURNS else 1


def scale_for(size: tuple[int, int], orientation: int, ladder: list[int], tallest: int) -> float:
    """By how much the picture must shrink to fit, as it will stand upright; at most 1."""
    width, height = size if orientation < 5 else (size[1], size[0])
    return min(1.0, ladder[-1] / width, tallest / height)


def in_plain_mode(image: Image.Image) -> Image.Image:
    """Grey, RGB, RGBA or CMYK, eight bits each: what can be shrunk and brought to sRGB."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode == "I":
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("L", "RGB", "RGBA", "CMYK") and not image.has_transparency_data:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("RGB")


def decoded(image: Image.Image, ladder: list[int], tallest: int) -> Image.Image:
    """The pixels in a plain mode, not turned yet, and at most about thrice as wide as they are shown."""
    if image.format in ("JPEG", "MPO"):
        wanted = scale_for(image.size, orientation_of(image), ladder, tallest) * _SHARPNESS
        image.draft(None, (int(image.width * wanted), int(image.height * wanted)))
    image.load()
    # Some formats say only at the end of the file how the camera was held.
    factor = int(1 / scale_for(image.size, orientation_of(image), ladder, tallest) / _SHARPNESS)
    if factor < 2:
        return in_plain_mode(image)
    strips = []
    for top in range(0, image.height, _STRIP * factor):
        box = (0, top, image.width, min(top + _STRIP * factor, image.height))
        strips.append(in_plain_mode(image.crop(box)).reduce(factor))
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as a browser shows them without a profile; RGBA only where something shines through."""
    shows_through = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    mode = "RGBA" if shows_through else "RGB"
    if image.mode == "RGBA" and not shows_through:
        image = image.convert("RGB")
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            drawn = ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that is broken, or meant for another kind of picture, tells nothing.
            drawn = None
        if drawn is not None:
            return drawn
    return image.convert(mode)


def upright(content: io.BytesIO, ladder: list[int], tallest: int, limits: dict[str, int]) -> Image.Image:
    """As it was seen, in sRGB, in the size of the widest drawing, and nothing but pixels. Empties ``content``."""
    with opened(content, limits) as image:
        profile = image.info.get("icc_profile")
        pixels = decoded(image, ladder, tallest)
        orientation = orientation_of(image)
    content.truncate(0)
    scale = scale_for(pixels.size, orientation, ladder, tallest)
    size = (max(1, round(pixels.width * scale)), max(1, round(pixels.height * scale)))
    drawn = in_srgb(pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0), profile)
    # All that was known of the picture beyond its pixels: place, camera, names, thumbnails.
    drawn.info.clear()
    turn = _TURNS[orientation]
    return drawn if turn is None else drawn.transpose(turn)


def drawings_of(drawn: Image.Image, ladder: list[int]) -> list[Drawing]:
    made = []
    for width in [*(step for step in ladder if step * 5 <= drawn.width * 4), drawn.width]:
        size = (width, max(1, round(drawn.height * width / drawn.width)))
        step = drawn.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        for ending, options in OPTIONS.items():
            file = io.BytesIO()
            step.save(file, ending.upper(), **options)
            made.append((*size, ending, file.getvalue()))
    return made


def limit_oneself(*, megabytes: int, seconds: int) -> None:
    """Whatever a file makes a decoder do, it ends here."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024 * 1024,) * 2)


def main() -> None:
    asked = json.loads(sys.argv[1])
    content = io.BytesIO(sys.stdin.buffer.read())
    Image.preinit()
    limit_oneself(megabytes=asked["megabytes"], seconds=asked["seconds"])
    drawings: list[Drawing] = []
    answer: dict[str, Any]
    try:
        drawings = drawings_of(upright(content, asked["ladder"], asked["tallest"], asked["limits"]), asked["ladder"])
        answer = {"drawings": [(width, height, ending, len(drawn)) for width, height, ending, drawn in drawings]}
    except Refused as refused:
        answer = refused.answer
    except MemoryError:
        answer = Refused("laborious").answer
    except Exception:  # a decoder may raise whatever it likes at what it cannot read
        answer = Refused("broken").answer
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode() + b"\n")
    for drawing in drawings:
        out.write(drawing[3])
    out.flush()


if __name__ == "__main__":
    main()

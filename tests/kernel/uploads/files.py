"""Files as people send them, and as nobody should."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def two_colours(width: int = 640, height: int = 420, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: what was turned or mirrored can be seen."""
    image = Image.new("RGB", (width, height), (200, 0, 0))
    image.paste((0, 0, 200), (width // 2, 0, width, height))
    return image.convert(mode)


def picture(ending: str = "JPEG", *, size: tuple[int, int] = (640, 420), mode: str = "RGB", **options: Any) -> bytes:
    file = io.BytesIO()
    two_colours(*size, mode=mode).save(file, ending, **options)
    return file.getvalue()


def with_place_and_camera(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
    return picture(exif=exif, comment=b"Secret comment", icc_profile=ImageCms.ImageCmsProfile(_srgb()).tobytes())


def _srgb() -> Any:
    return ImageCms.createProfile("sRGB")


def png_header(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_of_one_colour(width: int, height: int) -> bytes:
    """A few kilobytes that are many megapixels."""
    packing = zlib.compressobj(9)
    row = b"\0" * (3 * width + 1)
    return png_header(width, height, b"".join(packing.compress(row) for _row in range(height)) + packing.flush())


def jpeg_header(width: int, height: int) -> bytes:
    content = bytearray(picture(size=(64, 64)))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_header(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x80\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides + b"\0" * 100


def avif_header(width: int, height: int) -> bytes:
    content = bytearray(picture("AVIF", size=(64, 64)))
    size = content.index(b"ispe") + 8
    content[size : size + 8] = struct.pack(">II", width, height)
    return bytes(content)


def moving(ending: str) -> bytes:
    file = io.BytesIO()
    frames = [two_colours(100, 80), two_colours(100, 80).transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(file, ending, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def archive(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def office(main: str, **more: bytes) -> bytes:
    """An Office document whose main part has this content type; ``more``: members, with __ for /."""
    listed = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/main.xml" ContentType="{main}"/></Types>'
    )
    members = {"[Content_Types].xml": listed.encode(), "main.xml": b"<main/>"}
    return archive(members | {name.replace("__", "/"): content for name, content in more.items()})


def open_document(kind: str, **more: bytes) -> bytes:
    members = {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<office/>"}
    return archive(members | {name.replace("__", "/"): content for name, content in more.items()})


OOXML = "application/vnd.openxmlformats-officedocument."
PPTX = office(f"{OOXML}presentationml.presentation.main+xml")

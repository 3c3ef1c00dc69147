"""A document is what its content says, and nothing that runs is passed on."""

import io
import zipfile

import pytest
from tests.kernel.uploads import files

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads.documents import examined
from hromada.kernel.uploads.names import clean_name

MACRO_SLIDES = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"


def code_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        examined(content, "slides.pdf")
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.PDF, "pdf"),
        (files.PPTX, "pptx"),
        (files.office(f"{files.OOXML}presentationml.slideshow.main+xml"), "ppsx"),
        (files.office(f"{files.OOXML}wordprocessingml.document.main+xml"), "docx"),
        (files.office(f"{files.OOXML}spreadsheetml.sheet.main+xml"), "xlsx"),
        (files.open_document("presentation"), "odp"),
        (files.open_document("text"), "odt"),
        (files.open_document("spreadsheet"), "ods"),
    ],
)
def test_the_content_decides_and_the_name_follows(content, kind):
    document = examined(content, "Wasser für alle.exe")

    assert (document.name, document.kind, document.content) == (f"Wasser-für-alle.{kind}", kind, content)


def overlapping() -> bytes:
    """Two members that are one piece of the file: Fifield's way to make a small file endless."""
    content = bytearray(files.archive({"[Content_Types].xml": b"a" * 200, "main.xml": b"b" * 200}, packed=False))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = (10).to_bytes(4, "little")
    return bytes(content)


def locked() -> bytes:
    content = bytearray(files.PPTX)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (files.picture(), "unknown"),
        (b"MZ\x90\0", "unknown"),
        (files.archive({"readme.txt": b"hello"}), "unknown"),
        (files.open_document("graphics"), "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "older"),
        (files.office(MACRO_SLIDES), "macros"),
        (files.office(f"{files.OOXML}presentationml.presentation.main+xml", ppt__vbaProject=b"\xd0\xcf"), "macros"),
        (files.office(f"{files.OOXML}presentationml.presentation.main+xml", **{"ppt__x.XLSM": b"PK"}), "macros"),
        (files.open_document("text", Basic__Standard__Evil=b"Sub Main"), "macros"),
        (files.open_document("text", Scripts__python__evil=b"import os"), "macros"),
        (files.PPTX[:-30], "damaged"),
        (files.PPTX + b"<script>alert(1)</script>", "damaged"),
        (b"PK\x03\x04" + b"<script>alert(1)</script>" + files.PPTX, "damaged"),
        (files.office("x", **{"..__evil": b""}), "damaged"),
        (files.archive({"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b">]><Types>'}), "damaged"),
        (locked(), "locked"),
        (overlapping(), "bomb"),
        (files.office("x", big=b"\0" * 40_000_000), "bomb"),
        (files.archive({str(number): b"" for number in range(5_001)}), "bomb"),
        (files.PDF.replace(b"%%EOF", b""), "damaged"),
        (files.PDF + b"<script>alert(1)</script>" * 100, "damaged"),
        (files.PDF + files.archive({"a": b"b"}), "two_in_one"),
        (b"GIF89a" + files.PDF, "unknown"),
    ],
)
def test_what_is_no_harmless_document_is_refused(content, code):
    assert code_of(content) == code


def test_an_entity_is_never_looked_up(tmp_path):
    (tmp_path / "secret").write_text(f"{files.OOXML}presentationml.presentation.main+xml")
    listed = (
        f'<!DOCTYPE Types [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><Types><Override ContentType="&x;"/></Types>'
    )

    assert code_of(files.archive({"[Content_Types].xml": listed.encode()})) in ("damaged", "unknown")


def test_a_list_that_unpacks_to_more_than_it_says_is_read_no_further():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b" " * 2_500_000)
        made.writestr("noise", bytes(range(256)) * 400, zipfile.ZIP_STORED)

    assert code_of(packed.getvalue()) == "damaged"


def test_libreoffice_without_macros_but_with_their_empty_folder_is_taken():
    content = files.open_document(
        "text", **{"Basic__Standard__script-lb.xml": b"<x/>", "Basic__script-lc.xml": b"<x/>"}
    )

    assert examined(content, "Brief").name == "Brief.odt"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Програма конференції 2027.pdf", "Програма-конференції-2027.pdf"),
        ("speech.pdf.exe", "speech.pdf"),
        ("..\\..\\Windows\\evil.pdf", "evil.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ('a"; filename="b.html', "a-filename-b.pdf"),
        ("Rede\r\nSet-Cookie: x.pdf", "Rede-Set-Cookie-x.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Programm v1.2", "Programm-v1.2.pdf"),
        ("", "file.pdf"),
        ("…", "file.pdf"),
    ],
)
def test_a_name_survives_in_any_script_without_what_misleads(given, name):
    assert clean_name(given, "pdf") == name


def test_a_long_name_fits_into_a_file_system():
    assert len(clean_name("Ї" * 400, "pptx").encode()) <= 160

"""Files that are broken or mean harm: one clear sentence, quickly, in little memory."""

from __future__ import annotations

import json
import resource
import time

import pytest
from django.utils.translation import override
from tests.programme.importing.files import THREE, WATER, event, frab_json, frab_xml, icalendar

from hromada.kernel.refusal import Refusal
from hromada.programme.importing.reading import MOST_BYTES, read

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
DOCTYPE = "The file declares a document type (<!DOCTYPE …>), through which XML can do harm; a schedule needs none."
MANY = "The file has more elements or attributes than any schedule needs."
CIRCLE = [
    {**event(title=title), "url": f"https://h.example/en/a/sessions/{key}/", "links": [("x", f"https://h.example/en/a/sessions/{other}/")]}
    for title, key, other in (("A", "a", "b"), ("B", "b", "a"))
]  # fmt: skip

REFUSED = {
    "nothing": (b"", "The file is empty."),
    "prose": (b"Dear all", "This is no schedule: it begins neither as XML nor as JSON nor as a calendar."),
    "another XML": (
        b"<html><p>hello</p></html>",
        "This is XML, but no schedule: its first element is “html”, in line 1.",
    ),
    "another JSON": (b'{"a": [1, 2]}', "This is JSON, but no schedule: no event is found in it."),
    "laughs": (frab_xml(prologue=LAUGHS), DOCTYPE),
    "from outside": (frab_xml(prologue=OUTSIDE), DOCTYPE),
    "hidden behind a comment": (frab_xml(prologue=f"<!--{'<a' * 40_000}-->{LAUGHS}"), DOCTYPE),
    "in two bytes a letter": (
        frab_xml(prologue=LAUGHS).replace(b"utf-8", b"utf-16").decode().encode("utf-16"),
        DOCTYPE,
    ),
    "many elements": (b"<schedule>" + b"<a/>" * 900_000 + b"</schedule>", MANY),
    "many attributes": (b"<schedule " + b' a=""' * 500_000 + b"/>", MANY),
    "no event": (frab_xml([]), "The file is read as schedule.xml, but holds no session."),
    "another dialect": (
        b"<schedule>\n<day><entry/></day></schedule>",
        "This schedule is of another kind: line 2 holds “entry” where “event” is expected.",
    ),
    "days reversed": (
        frab_xml(end="2027-05-01"),
        "The conference ends on 2027-05-01, before it begins on 2027-05-10.",
    ),
    "hours reversed": (
        frab_json([event(end="2027-05-10T08:00:00+02:00")]),
        "item 1, “Welcome”: “Welcome” ends before it begins.",
    ),
    "deep": (b"[" * 200_000, "The JSON is nested deeper than any schedule."),
    "much": (b"[" + b"{}," * 400_000 + b"{}]", "The file has more lists and values than any schedule needs."),
    "JSON broken off": (b'{\n"schedule": {\n"conf', "The JSON breaks off or is broken in line 3."),
    "calendar broken off": (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n",
        "The calendar breaks off: VEVENT is not closed (line 3).",
    ),
    "calendar in another encoding": (
        icalendar("Grüße").decode().encode("latin-1"),
        "The file is not written in UTF-8: line 8.",
    ),
    "circle": (
        frab_xml(CIRCLE, head='<generator name="Hromada"/>'),
        "The session “a” is part of itself, through others.",
    ),
    "large": (b" " * (MOST_BYTES + 1), "The file has more than 16 MB; no schedule needs as much."),
}


@pytest.mark.parametrize(("file", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(file, sentence):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()

    with override("en"), pytest.raises(Refusal) as refused:
        read(file)

    assert str(refused.value) == sentence
    assert time.perf_counter() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 * 1024


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_truncated_xml_is_refused_with_its_line(share):
    whole = frab_xml()
    cut = whole[: int(len(whole) * share)]

    with override("en"), pytest.raises(Refusal, match=r"^The XML breaks off or is broken in line \d+, column \d+: "):
        read(cut)


def test_wrong_encoding_of_xml_is_refused():
    with override("en"), pytest.raises(Refusal, match=r"^The XML breaks off or is broken in line \d+"):
        read(frab_xml([event(title="Grüße")]).decode().encode("latin-1"))


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_refusal_is_in_the_language_of_the_reader(language):
    with override(language):
        sentences = []
        for file, english in REFUSED.values():
            with pytest.raises(Refusal) as refused:
                read(file)
            sentences.append(str(refused.value) == english)

    assert set(sentences) == {language == "en"}


def test_values_of_the_wrong_sort_do_no_harm():
    strange = [{"title": 7, "guid": [], "date": {}, "persons": "x", "links": {"a": 1}, "room": None}, 5, None]
    file = json.loads(frab_json([*THREE, event(WATER, "Other", persons=(), start="18:00")]))
    file["schedule"]["conference"]["days"][0]["rooms"]["Hall"] += strange

    reading = read(json.dumps(file).encode())

    assert (reading.found, len(reading.programme.sessions), reading.left_out) == (7, 4, 3)

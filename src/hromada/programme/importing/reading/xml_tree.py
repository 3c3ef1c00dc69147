"""XML without its dangers: no document type, hence no entity to expand or to fetch; bounded in size and depth."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from hromada.kernel.refusal import Refusal

_MOST_TAGS = 800_000
_MOST_ATTRIBUTES = 400_000
_PROLOGUE = 64 * 1024
# Comments and processing instructions, then a document type, before the first element.
_DOCTYPE = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE)
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_:\x80-\xff]")


def xml_root(content: bytes) -> etree._Element:
    _refuse_dangers(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Refusal(
            "not_well_formed",
            _("The XML breaks off or is broken in line %(line)d, column %(column)d: %(reason)s")
            % {"line": line, "column": column, "reason": _reason(error)},
        ) from error
    except (ValueError, LookupError) as error:
        raise Refusal("not_well_formed", _("The XML cannot be read: its encoding is not known.")) from error
    # One that stands behind more than we look through before parsing.
    facts: Any = root.getroottree().docinfo
    if facts.doctype:
        raise _dangerous()
    return root


def _refuse_dangers(content: bytes) -> None:
    # An encoding of two bytes a letter is as good; without its zeros the signs of XML are found all the same.
    head = content[:_PROLOGUE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _DOCTYPE.match(head):
        raise _dangerous()
    if not _FIRST_ELEMENT.search(head):
        raise Refusal("not_a_schedule", _("This begins as XML, but no element follows."))
    if content.count(b"<") > _MOST_TAGS or content.count(b"=") > _MOST_ATTRIBUTES:
        raise Refusal("too_large", _("The file has more elements or attributes than any schedule needs."))


def _dangerous() -> Refusal:
    return Refusal(
        "document_type",
        _("The file declares a document type (<!DOCTYPE …>), through which XML can do harm; a schedule needs none."),
    )


def _reason(error: etree.XMLSyntaxError) -> str:
    return " ".join((error.msg or "").split())[:120]


def text_of(element: etree._Element | None) -> str:
    """All text of an element, that of elements in it too: some write HTML without masking it."""
    if element is None:
        return ""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""

"""Absolute addresses of public pages, as exports name them."""

from __future__ import annotations

from urllib.parse import quote

from hromada.programme.snapshot import Programme


def edition_address(base: str, language: str, programme: Programme) -> str:
    return f"{base.rstrip('/')}/{language}/{quote(programme.edition.slug)}/"


def session_address(base: str, language: str, programme: Programme, key: str) -> str:
    return f"{edition_address(base, language, programme)}sessions/{quote(key, safe='')}/"


def person_address(base: str, language: str, programme: Programme, key: str) -> str:
    return f"{edition_address(base, language, programme)}people/{quote(key, safe='')}/"


def export_address(base: str, language: str, programme: Programme, file: str) -> str:
    return f"{edition_address(base, language, programme)}{file}"

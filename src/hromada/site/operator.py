"""What only the operator knows, for imprint, privacy and accessibility: ``operator/operator.toml`` in the data folder.

What is missing is a marked blank on the page and a warning of ``hromada check``; whole texts are replaced by templates
of the same name in ``operator/templates/``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# Each with an example, for the warning and for docs/operating.md.
FACTS: dict[str, str] = {
    "name": "Stadt Musterstadt",
    "street": "Rathausplatz 1",
    "town": "12345 Musterstadt",
    "country": "Deutschland",
    "represented_by": "Oberbürgermeisterin Vorname Nachname",
    "email": "konferenz@musterstadt.example",
    "telephone": "+49 1234 567890",
    "vat_id": "DE000000000",
    "responsible_for_content": "Vorname Nachname, Anschrift wie oben",
    "data_protection_officer": "datenschutz@musterstadt.example",
    "data_protection_authority": "Landesbeauftragte für den Datenschutz …",
    "hosting": "Rechenzentrum …, Deutschland",
    "log_days": "7",
    "accessibility_contact": "barrierefrei@musterstadt.example",
    "accessibility_body": "Durchsetzungsstelle …",
    "accessibility_assessed_on": "2026-11-23",
}


UNREADABLE = (tomllib.TOMLDecodeError, UnicodeDecodeError)


@dataclass(frozen=True)
class Blank:
    """Stands where a fact is missing."""

    name: str

    def __html__(self) -> SafeString:
        return format_html('<mark class="blank">[{}: {}]</mark>', _("the operator has not said yet"), self.name)

    def __str__(self) -> str:
        return str(self.__html__())


def path() -> Path:
    return Path(settings.VAR) / "operator" / "operator.toml"


def facts() -> Mapping[str, object]:
    """Every fact, or a blank in its place; all blank while the file cannot be read, of which the check tells."""
    try:
        given = _given()
    except UNREADABLE:
        given = {}
    return {name: given.get(name) or Blank(name) for name in FACTS}


def missing() -> list[str]:
    given = _given()
    return [name for name in FACTS if not given.get(name)]


def _given() -> dict[str, Any]:
    try:
        return tomllib.loads(path().read_text("utf-8"))
    except FileNotFoundError:
        return {}


def check(**_kwargs: object) -> list[CheckMessage]:
    """What ``hromada check`` says of these facts."""
    where = {"path": path()}
    try:
        absent = missing()
    except UNREADABLE as problem:
        return [Error(_("%(path)s cannot be read: %(problem)s") % {**where, "problem": problem}, id="site.E001")]
    if not absent:
        return []
    told = _("Imprint, privacy and accessibility statement have blanks: %(names)s.") % {"names": ", ".join(absent)}
    hint = _("Write them into %(path)s, one line each, as in: %(example)s")
    return [Warning(told, hint=hint % {**where, "example": f'name = "{FACTS["name"]}"'}, id="site.W001")]

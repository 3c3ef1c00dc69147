"""Every value has a name in every language, and no two values of a list share one."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.utils.translation import override

from hromada.programme import labels
from hromada.programme.differences import CHANGES, ChangeKind
from hromada.programme.rules import Code, Finding
from hromada.programme.snapshot import Access, Finality, Format, Kind, Part, Presence, Standing

ENUMERATIONS: list[type[StrEnum]] = [Kind, Format, Access, Part, Presence, Standing, Finality]


@pytest.mark.parametrize("language", ["de", "uk", "en"])
@pytest.mark.parametrize("enumeration", ENUMERATIONS)
def test_values_have_names_of_their_own(enumeration: type[StrEnum], language: str) -> None:
    with override(language):
        names = [str(labels.label(value)) for value in enumeration]  # type: ignore[arg-type]
    assert len(set(names)) == len(enumeration)


@pytest.mark.parametrize("enumeration", ENUMERATIONS)
def test_values_are_named_in_german_and_ukrainian_too(enumeration: type[StrEnum]) -> None:
    def names(language: str) -> list[str]:
        with override(language):
            return [str(labels.label(value)) for value in enumeration]  # type: ignore[arg-type]

    letters = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    assert [name for name in names("uk") if not set(name.lower()) & set(letters)] == []
    assert names("de") != names("en")


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_changes_have_names_of_their_own(language: str) -> None:
    assert set(CHANGES) == set(ChangeKind)
    with override(language):
        assert [str(name) for name in CHANGES.values() if not str(name)] == []


def test_a_language_without_a_name_is_shown_by_its_code() -> None:
    with override("de"):
        assert [labels.language("uk"), labels.language("xx")] == ["Ukrainisch", "xx"]


def test_findings_of_every_code_know_how_grave_they_are() -> None:
    assert {code: Finding(code, ("a",)).severity.name for code in Code if code.name.startswith("NO_")} == {
        Code.NO_FLOOR_LANGUAGE: "GAP",
        Code.NO_STREAM: "GAP",
        Code.NO_TIME: "GAP",
    }

"""Plain rules, as tables."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from hromada.network import rules
from hromada.network.presentation import since_in_words


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2023", True), ("2023-02", True), ("2024-02-29", True), ("2023-02-29", False), ("2023-00", False),
        ("2023-13", False), ("2023-1", False), ("23", False), ("0000", False), ("2023-02-01 ", False), ("", False),
        ("２０２３", False),
    ],
)  # fmt: skip
def test_a_partial_date_is_a_year_a_month_or_a_day_that_exists(text, is_one):
    assert rules.is_partial_date(text) is is_one


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Köln", set(), "koeln"),
        ("Baruth/Mark", set(), "baruth-mark"),
        ("Żagań", set(), "zagan"),
        ("Frankfurt am Main", {"frankfurt-am-main"}, "frankfurt-am-main-de"),
        ("Brody", {"brody", "brody-de", "brody-2"}, "brody-3"),
        ("Київ", set(), "organisation"),
        ("L" * 300, set(), "l" * 100),
    ],
)
def test_a_slug_has_plain_letters_and_is_free(name, taken, slug):
    assert rules.free_slug(name, "DE", taken) == slug


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("uk", ["Ґданськ", "Ерланген", "Єна", "Зуль", "Ізерлон", "Їзд", "Ясси", "Filderstadt"]),
        ("de", ["Aachen", "Ärzen", "Celle", "Żagań", "Zwickau"]),
    ],
)
def test_names_stand_in_the_order_of_the_readers_alphabet(language, order):
    with override(language):
        assert sorted(sorted(order, key=hash), key=rules.order_of_name) == order


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("", {"de": "", "uk": "", "en": ""}),
        ("2023", {"de": "2023", "uk": "2023 р.", "en": "2023"}),
        ("2023-02", {"de": "Februar 2023", "uk": "лютого 2023 р.", "en": "February 2023"}),
        ("2023-02-23", {"de": "23. Februar 2023", "uk": "23 лютого 2023 р.", "en": "23 February 2023"}),
    ],
)
def test_since_when_is_said_as_exactly_as_it_is_known(since, said):
    found = {}
    for language in said:
        with override(language):
            found[language] = since_in_words(since)

    assert found == said

"""Search forgives what people type."""

import pytest

from hromada.kernel.folding import folded, matches


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Łódź-Süd", "lodz sud"),
        ("КИЇВ", "киів"),
        ("Слов’янськ", "словянськ"),
        ("Слов'янськ", "словянськ"),
        ("  Bad  Kreuznach! ", "bad kreuznach"),
        ("Straße", "strasse"),
        ("\u202eЛьвів", "львів"),
    ],
)
def test_letters_are_reduced_to_what_people_type(text, typed):
    assert folded(text) == typed


@pytest.mark.parametrize(
    ("query", "found"), [("kyj", True), ("partner kyj", True), ("jiw", False), ("kyjiw fehlt", False), ("", True)]
)
def test_every_word_begins_a_word(query, found):
    assert matches(query, "Kyjiw", "Partnerstadt") is found

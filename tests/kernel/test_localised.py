"""Text in several languages is one value; a fallback says which language it is."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.html import conditional_escape
from django.utils.translation import override

from hromada.kernel.forms import LocalisedFormField
from hromada.kernel.localised import Localised, LocalisedField

WATER = Localised({"uk": "Вода", "en": "Water"})


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        ("uk", "Вода", "Вода"),
        ("en", "Water", "Water"),
        ("de", "Вода", '<span lang="uk">Вода</span>'),
    ],
)
def test_a_reader_gets_their_language_or_another_that_says_which_it_is(language, text, html):
    with override(language):
        assert (str(WATER), WATER.text(), conditional_escape(WATER)) == (text, text, html)
        assert Template("{{ water }}").render(Context({"water": WATER})) == html


def test_gaps_are_known():
    assert (WATER.missing(), WATER.is_fallback("de"), WATER.is_fallback("uk")) == (["de"], True, False)


def test_blank_is_absent():
    blank = Localised({"de": " ", "uk": None, "en": ""})

    assert (bool(blank), str(blank), conditional_escape(blank), blank.missing()) == (False, "", "", ["de", "uk", "en"])


def test_markup_in_a_fallback_is_text():
    with override("de"):
        shown = Template("{{ title }}").render(Context({"title": Localised({"en": "<b>&"})}))

    assert shown == '<span lang="en">&lt;b&gt;&amp;</span>'


def test_a_language_beyond_the_interface_is_shown_when_it_is_the_only_one():
    with override("de"):
        assert conditional_escape(Localised({"pl": "Woda"})) == '<span lang="pl">Woda</span>'


def test_what_no_document_can_carry_is_dropped():
    assert Localised({"de": "a\x00b\x1bc\ud800d\n\te"}) == {"de": "abcd\n\te"}


def test_it_is_a_value():
    assert WATER == {"en": "Water", "uk": "Вода"}
    assert hash(WATER) == hash(Localised({"en": "Water", "uk": "Вода"}))
    assert repr(Localised({"de": "Wasser"})) == "Localised({'de': 'Wasser'})"


@pytest.mark.parametrize("wrong", ["no json", "[]", 3])
def test_a_field_refuses_what_is_no_text_by_language(wrong):
    with override("uk"), pytest.raises(ValidationError) as refused:
        LocalisedField().to_python(wrong)
    assert [error.code for error in refused.value.error_list] == ["invalid"]


def test_a_field_reads_what_it_wrote():
    field = LocalisedField()

    assert field.to_python(field.get_prep_value(WATER)) == WATER
    assert field.to_python('{"de": "Wasser"}') == Localised({"de": "Wasser"})


@pytest.mark.parametrize(
    ("rows", "kept"),
    [(2, "Wasser im Winter, z.\u00a0B. in Kyjiw"), (3, "Wasser im Winter,\nz.\u00a0B. in Kyjiw")],
    ids=["a title is one paragraph", "a text keeps its lines"],
)
def test_lines_are_kept_where_there_is_room_for_them(rows, kept):
    field = LocalisedFormField(languages=("de", "uk"), rows=rows)

    assert field.clean(["Wasser im Winter,\r\nz.\u00a0B. in Kyjiw", ""]) == Localised({"de": kept})

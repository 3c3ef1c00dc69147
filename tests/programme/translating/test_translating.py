"""Two dialects asked over HTTP; fixed terms kept; whatever goes wrong is one failure."""

import pytest
from tests.programme.translating.provider import provider

from hromada.kernel.localised import Localised
from hromada.programme.translating import DIALECTS, draft, translator
from hromada.programme.translating.asking import TranslatorFailed
from hromada.programme.translating.deepl import DeepL
from hromada.programme.translating.terms import Known, occurring, once_each

TERMS = [
    Known(Localised({"de": "Runder Tisch", "uk": "круглий стіл"}), Localised()),
    Known(Localised({"de": "Fachforum", "uk": "фаховий форум"}), Localised()),
    Known(Localised({"de": "Forum", "uk": "форум"}), Localised()),
    Known(Localised({"de": "Bühne"}), Localised()),
]


@pytest.fixture
def service():
    with provider() as running:
        yield running


def test_deepl_is_asked_in_its_dialect(service):
    text = draft("Wasser & mehr\n\nund <b>so</b>", source="de", target="en", terms=[], by=DeepL(service.url, "geheim"))

    assert text == "WASSER & MEHR\n\nUND <B>SO</B>"
    assert service.asked == [
        (
            "/v2/translate",
            "DeepL-Auth-Key geheim",
            {
                "text": ["Wasser &amp; mehr", "und &lt;b&gt;so&lt;/b&gt;"],
                "source_lang": "DE",
                "target_lang": "EN-GB",
                "tag_handling": "html",
            },
        )
    ]


@pytest.mark.parametrize(("key", "sent"), [("", {}), ("geheim", {"api_key": "geheim"})])
def test_libretranslate_is_asked_in_its_dialect(service, key, sent):
    by = DIALECTS["libretranslate"](service.url, key)

    assert draft("Wasser", source="de", target="uk", terms=[], by=by) == "WASSER"
    assert service.asked == [
        ("/translate", "", {"q": ["Wasser"], "source": "de", "target": "uk", "format": "html"} | sent)
    ]


@pytest.mark.parametrize("dialect", ["deepl", "libretranslate"])
def test_fixed_terms_stand_in_the_draft_in_their_fixed_translation(service, dialect):
    by = DIALECTS[dialect](service.url, "")

    text = draft("Zum Fachforum und zum Runden Tisch auf der Bühne", source="de", target="uk", terms=TERMS, by=by)

    assert text == "ZUM фаховий форум UND ZUM круглий стіл AUF DER BÜHNE"


@pytest.mark.parametrize("dialect", ["deepl", "libretranslate"])
@pytest.mark.parametrize(
    "answer",
    [
        (403, b"{}"),
        (456, b"Quota exceeded"),
        (500, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"translatedText": "ein Text", "translations": []}'),
        (200, b'{"translatedText": [1], "translations": [{"text": 1}]}'),
    ],
)
def test_whatever_goes_wrong_is_one_failure(service, dialect, answer):
    service.answer = answer

    with pytest.raises(TranslatorFailed):
        DIALECTS[dialect](service.url, "").translate(["Wasser"], source="de", target="uk")


def test_nobody_there_is_a_failure_too(service):
    gone = service.url
    service.server_close()

    with pytest.raises(TranslatorFailed):
        DIALECTS["deepl"](gone, "").translate(["Wasser"], source="de", target="uk")


def test_it_is_off_unless_configured(settings):
    off = translator()
    settings.TRANSLATOR, settings.TRANSLATOR_URL, settings.TRANSLATOR_KEY = "deepl", "http://host", "geheim"

    assert (off, translator()) == (None, DeepL("http://host", "geheim"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Am Runden Tisch", ["Runden Tisch"]),
        ("die Runden Tische", ["Runden Tische"]),
        ("RUNDER  TISCH", ["RUNDER  TISCH"]),
        ("Die Tischrunde", []),
        ("Des Fachforums", ["Fachforums"]),
        ("Forum und Foren", ["Forum"]),
        ("Forumsdiskussion", []),
        ("auf der Bühne", []),
        ("", []),
    ],
)
def test_terms_are_found_in_the_forms_that_the_language_gives_them(text, found):
    assert [place.written for place in occurring(text, "de", "uk", TERMS)] == found


def test_a_term_that_stands_twice_is_shown_once():
    places = occurring("Fachforum und Fachforum, Forum", "de", "uk", TERMS)

    assert [place.written for place in once_each(places)] == ["Fachforum", "Forum"]

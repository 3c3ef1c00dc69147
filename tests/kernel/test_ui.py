"""Components of the pages: what they print, and that hostile text in them stays text."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, engines
from django.test import RequestFactory
from django.utils.translation import override

from hromada.kernel.localised import Localised

HOSTILE = '"><script>alert(1)</script>\u202e'
HARMLESS = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\u202e"


def rendered(template: str, address: str = "/de/", **values: object) -> str:
    return engines["django"].from_string("{% load ui %}" + template).render(values, RequestFactory().get(address))


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("de", ' <span class="only-in">nur auf Ukrainisch</span>'),
        ("en", ' <span class="only-in">only in Ukrainian</span>'),
        ("uk", ""),
    ],
)
def test_a_text_in_another_language_says_so(language, mark):
    with override(language):
        assert rendered("{% only_in title %}", title=Localised({"uk": "Вода"})) == mark


def test_a_text_that_is_missing_altogether_is_in_no_language():
    assert rendered("{% only_in title %}", title=Localised()) == ""


def test_a_language_beyond_those_of_the_interface_is_named_in_itself():
    with override("en"):
        shown = rendered("{% only_in title %}", title=Localised({"es": "Agua"}))

    assert shown == ' <span class="only-in">only in another language: español</span>'


@pytest.mark.parametrize(
    ("template", "markup"),
    [
        (
            "{% button href=text %}{{ text }}{% endbutton %}",
            f'<a class="kern-btn kern-btn--primary" href="{HARMLESS}"><span class="kern-label">{HARMLESS}</span></a>',
        ),
        (
            '{% button kind="secondary" name="action" value=text %}Ja{% endbutton %}',
            f'<button class="kern-btn kern-btn--secondary" type="submit" name="action" value="{HARMLESS}">'
            '<span class="kern-label">Ja</span></button>',
        ),
        (
            "{% notice title=text %}{{ text }}{% endnotice %}",
            f'<div class="notice notice--info"><p class="notice__title">{HARMLESS}</p>{HARMLESS}</div>',
        ),
        ("{% fact text %}{{ text }}{% endfact %}", f"<dt>{HARMLESS}</dt><dd>{HARMLESS}</dd>"),
        ("{% fact text %} {% endfact %}", ""),
    ],
)
def test_components_escape_what_they_are_given_once(template, markup):
    assert rendered(template, text=HOSTILE) == markup


def test_instants_are_shown_on_the_clock_of_the_place_and_tell_scripts_the_zone():
    starts, ends = datetime(2023, 11, 14, 8, 0, tzinfo=UTC), datetime(2023, 11, 14, 9, 30, tzinfo=UTC)

    shown = rendered("{% hours starts ends zone %}", starts=starts, ends=ends, zone=ZoneInfo("Europe/Kyiv"))

    assert shown == (
        '<time datetime="2023-11-14T10:00:00+02:00">10:00</time>–'
        '<time datetime="2023-11-14T11:30:00+02:00">11:30</time>'
    )


def test_a_day_is_written_in_the_readers_language():
    with override("uk"):
        assert (
            rendered("{% day day %}", day=date(2023, 11, 13))
            == '<time datetime="2023-11-13">13 листопада 2023 р.</time>'
        )


def test_the_title_of_a_page_is_said_again_to_those_who_share_it():
    template = "{% block title %}{{ name }}{% endblock %} | {% again 'title' %}"

    assert (
        Template("{% load ui %}" + template).render(Context({"name": "Wasser & Abwasser"}))
        == "Wasser &amp; Abwasser | "
    )
    extended = '{% extends "kernel/frame.html" %}{% block title %}Eigener Titel{% endblock %}'
    without_menus = {"edition": None, "home": "/", "nav": [], "footer": []}
    page = engines["django"].from_string(extended).render(without_menus, RequestFactory().get("/de/"))
    assert '<meta property="og:title" content="Eigener Titel">' in page


@dataclass
class Shown:
    path: str
    width: int = 1600
    height: int = 900
    alternative: Localised = field(default_factory=lambda: Localised({"de": "Eine Brücke"}))
    credit: str = "Illustration: Hromada"


def test_a_picture_says_what_it_shows_and_who_made_it():
    with override("en"):
        shown = rendered("{% picture shown %}", shown=Shown("editions/bridge.webp"))

    assert 'src="/media/editions/bridge.webp" width="1600" height="900" alt="Eine Brücke" lang="de"' in shown
    assert "<figcaption>Picture: Illustration: Hromada</figcaption>" in shown


def test_turning_pages_keeps_the_rest_of_the_address():
    page = Paginator(range(30), 10).page(2)

    shown = rendered("{% pagination page %}", "/de/news/?topic=water&page=2", page=page)

    assert 'href="?topic=water&amp;page=1" rel="prev"' in shown
    assert 'href="?topic=water&amp;page=2" aria-current="page"' in shown
    assert 'href="?topic=water&amp;page=3" rel="next"' in shown


def test_a_field_with_a_mistake_leads_from_the_list_of_mistakes_to_the_field_and_from_there_to_its_text():
    class Form(forms.Form):
        name = forms.CharField(label="Name", help_text="Wie im Ausweis")

    with override("en"):
        shown = rendered("{% form_errors form %}{% field form.name %}", form=Form({}))

    assert '<a href="#id_name">This field is required.</a>' in shown
    assert 'aria-describedby="id_name_error id_name_helptext"' in shown
    assert '<p class="field-error" id="id_name_error">This field is required.</p>' in shown


def test_a_picture_that_was_uploaded_comes_in_the_width_that_is_needed():
    shown = rendered('{% image shown "eager" sizes="50vw" %}', shown=Shown("news/x/1000.webp", 1000, 500))

    assert shown == (
        '<picture><source type="image/avif" srcset="/media/news/x/480.avif 480w, /media/news/x/1000.avif 1000w"'
        ' sizes="50vw"><source type="image/webp" srcset="/media/news/x/480.webp 480w, /media/news/x/1000.webp 1000w"'
        ' sizes="50vw"><img src="/media/news/x/1000.webp" width="1000" height="500" alt="Eine Brücke" loading="eager"'
        ' decoding="async"></picture>\n'
    )


def test_a_picture_beside_words_that_say_it_says_nothing():
    shown = rendered('{% image shown decorative=True class_="teaser" %}', shown=Shown("demo/bridge.webp"))

    assert shown == (
        '<img class="teaser" src="/media/demo/bridge.webp" width="1600" height="900" alt="" loading="lazy"'
        ' decoding="async">\n'
    )

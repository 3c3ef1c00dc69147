"""Imprint, privacy, accessibility statement: what the operator says, and what they have not said yet."""

import re
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.utils.translation import override
from tests.programmes import programme
from tests.stored_programmes import store

from hromada.programme.actions.releases import publish
from hromada.programme.models import Edition
from hromada.programme.snapshot import Finality
from hromada.site import operator

pytestmark = pytest.mark.django_db

COMPLETE = "".join(f'{name} = "{example}"\n' for name, example in operator.FACTS.items())


@pytest.fixture
def say(settings, tmp_path: Path):
    """Write the operator's facts into a data folder of this test's own."""
    settings.VAR = tmp_path
    (tmp_path / "operator").mkdir()
    return (tmp_path / "operator" / "operator.toml").write_text


@pytest.mark.parametrize("language", ["de", "uk", "en"])
@pytest.mark.parametrize("page", ["imprint", "privacy", "accessibility"])
def test_every_page_is_whole_in_every_language_once_the_operator_has_spoken(client, say, page, language):
    say(COMPLETE)

    shown = client.get(f"/{language}/{page}/").content.decode()

    assert 'class="blank"' not in shown
    assert "Stadt Musterstadt" in shown


def test_what_the_operator_has_not_said_is_a_marked_blank(client, say):
    say('name = "Gemeinde Auental"\n')

    shown = client.get("/de/imprint/").content.decode()

    assert "Gemeinde Auental<br>" in shown
    assert '<mark class="blank">[vom Betreiber noch nicht angegeben: street]</mark>' in shown


def test_the_check_names_every_blank_and_falls_silent_when_there_is_none(say):
    say('name = "Gemeinde Auental"\n')
    with override("en"):
        [warning] = run_checks(tags=["operator"])
    say(COMPLETE)

    assert warning.id == "site.W001"
    assert warning.msg == (
        f"Imprint, privacy and accessibility statement have blanks: {', '.join(list(operator.FACTS)[1:])}."
    )
    assert run_checks(tags=["operator"]) == []


@pytest.mark.parametrize("content", ["name = ", "\x00", 'name = "a"\nname = "b"'])
def test_the_check_says_that_a_file_cannot_be_read_and_the_pages_have_blanks_meanwhile(client, say, content):
    say(content)
    assert client.get("/de/imprint/").content.decode().count('class="blank"') == 9

    with override("en"):
        [error] = run_checks(tags=["operator"])

    assert error.id == "site.E001"
    assert "operator.toml cannot be read:" in error.msg


@pytest.mark.parametrize("count", [1, 3])
def test_the_credits_name_the_sources_of_every_public_conference_and_of_no_other(
    client, count, django_assert_num_queries
):
    for number in range(count):
        edition = store(programme(sessions=1, slug=f"auental-{number}", number=None), is_public=True)
        Edition.objects.filter(pk=edition.pk).update(
            sources=[f"https://source.example/{number}", "javascript:alert(1)"]
        )
        publish(edition, finality=Finality.FINAL, note={}, by=None)
    store(programme(sessions=1, slug="hidden", number=None), is_public=False)
    Edition.objects.filter(slug="hidden").update(sources=["https://source.example/hidden"])
    client.get("/en/imprint/credits/")  # the first request of a process reads what every page needs

    with django_assert_num_queries(3):
        page = client.get("/en/imprint/credits/").content.decode()

    assert sorted(re.findall(r'href="(https://source\.example/[^"]*|javascript:[^"]*)"', page)) == [
        f"https://source.example/{number}" for number in range(count)
    ]


def test_the_operators_words_stay_words(client, say):
    say('name = "<script>alert(1)</script>"\n')

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get("/de/imprint/").content.decode()

"""Styles and scripts that stand in a page itself, and what they refer to."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from hromada.kernel.storage import remembered_theme, sheet


def test_fonts_of_a_sheet_within_a_page_are_found_from_the_root():
    addresses = set(re.findall(r'url\("?([^")]+)"?\)', sheet("vendor/programme.css")))
    fonts = {address for address in addresses if address.endswith(".woff2")}

    assert fonts == {
        staticfiles_storage.url(f"vendor/fonts/fira-sans-{subset}-{weight}-normal.woff2")
        for subset in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
        for weight in (400, 600)
    }
    assert all((settings.STATIC_ROOT / font.removeprefix(settings.STATIC_URL)).is_file() for font in fonts)


def test_the_script_in_every_page_is_the_file_without_its_comments():
    assert "//" not in remembered_theme()
    assert remembered_theme().startswith("try {")


@pytest.mark.django_db
def test_what_a_page_carries_in_itself_is_allowed_by_its_policy_and_nothing_else():
    answer = Client().get("/de/search/")

    assert f"<script>{remembered_theme()}</script>" in answer.text
    assert "unsafe-inline" not in answer["Content-Security-Policy"]

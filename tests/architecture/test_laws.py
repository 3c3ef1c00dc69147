"""Laws of the house that no type checker knows."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override, pgettext

from tools import messages

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
TEMPLATES = sorted(SOURCE.glob("hromada/*/templates/**/*.html"))


def written(*patterns: str) -> list[Path]:
    """Files that people wrote, not those that were made of them; a checkout may have come without git."""
    return [
        path
        for pattern in patterns
        for path in sorted(ROOT.glob(pattern))
        if path.is_file() and not {"_static", "vendor", "__pycache__", ".git"}.intersection(path.parts)
    ]


def test_everything_is_said_in_every_language_and_nothing_is_said_two_ways():
    assert messages.faults() + messages.contradictions() == []


@pytest.mark.parametrize("language", messages.TRANSLATED)
def test_no_other_catalogue_speaks_in_place_of_ours(language):
    """Django merges all catalogues: of two that know a message, the app that is named first is heard."""
    said = []
    with override(language):
        for catalogue in sorted(SOURCE.glob(f"hromada/*/locale/{language}/LC_MESSAGES/django.po")):
            with catalogue.open("rb") as file:
                ours = [one for one in read_po(file, locale=language) if isinstance(one.id, str) and one.id]
            for one in ours:
                heard = pgettext(one.context, one.id) if one.context else gettext(one.id)
                said += [(catalogue.parts[-5], one.id, heard)] if heard != one.string else []

    assert said == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(template):
    text = template.read_text(encoding="utf-8")

    assert re.findall(r'\sstyle="|\son[a-z]+="|javascript:', text) == []
    # What has a body is data, or one value whose hash is in the policy (kernel.csp).
    bodies = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", text, re.DOTALL)
    unknown = [body for kind, body in bodies if "json" not in kind and not re.fullmatch(r"\{\{ \w+ \}\}", body)]
    assert unknown == []


def test_no_file_names_a_registry_or_a_folder_of_a_machine():
    hosts = re.compile("|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)"]))
    home = re.compile(r"(?:^|[\s\"'=(])/(?:root|home/\w+|work)/")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in written(
            "*", "src/**/*", "tests/**/*", "tools/**/*", "docs/**/*", "deploy/*", ".ci/*", "requirements/*"
        )
        if path.suffix not in {".webp", ".avif", ".png", ".woff2", ".mo"}
        for pattern in (hosts, home)
        for match in pattern.finditer(path.read_text("utf-8", "replace"))
    ]

    assert found == []


def test_every_waiver_names_its_code_and_a_reason():
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in written("src/**/*.py", "tools/**/*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"# (?:noqa|type: ignore)(?!(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|\[[\w, -]+\])\s+# \S)", line)
    ]

    assert bare == []


def test_a_foreign_key_into_another_app_has_no_way_back():
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("hromada.")]
    found = [
        str(field)
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
        and field.name not in {"groups", "user_permissions"}
    ]

    assert found == []

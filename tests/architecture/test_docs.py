"""What the documents say of the code is so."""

import re
import tomllib
from pathlib import Path

import pytest

from hromada.site.operator import FACTS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_decisions_are_numbered_without_a_gap():
    pages = sorted((DOCS / "decisions").glob("*.md"))

    numbers = [(page.name[:5], page.read_text("utf-8").partition(" · ")[0]) for page in pages]

    assert numbers == [(f"{number:04}-", f"# {number}") for number in range(1, len(pages) + 1)]


def test_every_package_that_the_server_runs_on_is_credited():
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "requirements" / "base.txt").read_text("utf-8"), re.MULTILINE)
    table = (DOCS / "credits.md").read_text("utf-8").partition("## What the server runs on")[2].lower()
    named = set(re.findall(r"[a-z][\w-]+", " ".join(line.split("|")[1] for line in table.splitlines() if "| " in line)))

    assert sorted(set(pinned) - named) == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    asked += [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)]
    reasons = (DOCS / "decisions" / "0001-dependencies.md").read_text("utf-8").lower().replace("_", "-")

    assert [name for line in asked if (name := re.match(r"[\w-]+", line)[0]) not in words(reasons)] == []


def test_the_operators_example_is_complete():
    text = (DOCS / "operating.md").read_text("utf-8")

    assert tomllib.loads(re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1]) == FACTS


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z][a-z0-9-]*", text))

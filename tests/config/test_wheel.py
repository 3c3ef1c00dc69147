"""The wheel, outside the checkout, in an environment that has nothing but what it asks for."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from tests.running import ROOT, Running

SAID = {
    "de": "Programm",
    "uk": "Програма",
    "en": "Programme",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_it_carries_what_pages_are_made_of_and_no_sources_of_it(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    endings = {Path(name).suffix for name in names}
    assert ("hromada/_static/staticfiles.json" in names, {".mo", ".html", ".woff2", ".ttf"} - endings) == (True, set())
    assert [name for name in names if name.endswith((".scss", ".po", ".map")) or "/tests/" in name] == []


def test_it_shows_the_demo_in_three_languages(wheel, open_folder):
    place = open_folder / "an environment"
    venv.create(place, with_pip=True, symlinks=True)
    # The very versions that are tested with; they come from pip's cache after the first time.
    install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*install, "--constraint", ROOT / "requirements" / "base.txt", wheel], check=True, capture_output=True
    )

    demo = Running.start(open_folder / "var", "demo", command=place / "bin" / "hromada", PYTHONPATH="")
    demo.until("/readyz", 200, seconds=120)
    titles = {code: title_of(demo.get(f"/{code}/leipzig-2023/programme/")[1]) for code in SAID}
    demo.stop()
    shutil.rmtree(place)

    assert {code: word in titles[code] for code, word in SAID.items()} == dict.fromkeys(SAID, True), titles


def title_of(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]

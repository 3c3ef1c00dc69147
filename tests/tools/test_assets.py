"""The asset pipeline: quick when nothing changed, and without Node on the PATH."""

import subprocess

from fontTools.ttLib import TTFont

from tools import assets


def test_a_second_run_has_nothing_to_do():
    assets.make()

    assert assets.make() == []


def test_without_node_on_the_path_the_one_from_pypi_is_called(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    printed = [
        subprocess.run([*assets.node_command(name), "--version"], capture_output=True, text=True, check=True).stdout
        for name in ("node", "npm")
    ]

    assert int(printed[0].removeprefix("v").split(".")[0]) >= assets.OLDEST_NODE
    assert printed[1].strip() != ""


def test_each_font_for_paper_holds_latin_and_cyrillic_in_one_file():
    assets.make()

    letters = set(map(ord, "ÄÖÜäöüßéłŠ’–„“АБВГҐДЕЄЖЗИІЇЙщьюя"))
    fonts = sorted((assets.VENDOR / "pdf-fonts").glob("*.ttf"))
    assert [font.stem for font in fonts] == [f"FiraSans-{face}" for face in sorted(assets.PDF_FACES)]
    assert [letters - set(TTFont(font).getBestCmap()) for font in fonts] == [set()] * len(fonts)

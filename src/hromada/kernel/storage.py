"""Static files under names that tell their content, in every kind of running: one way, no surprise in production."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString, mark_safe
from whitenoise.storage import CompressedManifestStaticFilesStorage

_RELATIVE_URL = re.compile(r"""url\((["']?)(?!data:|/|#|https?:)""")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    # Scripts name each other by bare names that the import map leads to hashed addresses.
    support_js_module_import_aggregation = False

    def url(self, name: str, force: bool = False) -> str:  # noqa: ARG002  # Django would leave names unhashed in DEBUG
        address: str = super().url(name, force=True)
        return address


def address_of(module: str) -> str:
    """Where the module of a bare name, ``hromada/programme/selection``, is served."""
    return staticfiles_storage.url(f"{module}.js")


@cache
def import_map() -> SafeString:
    """JSON of all own modules by bare name; read from the manifest once a process."""
    storage: Any = staticfiles_storage
    modules = sorted(
        path.removesuffix(".js")
        for path in storage.hashed_files
        if path.startswith("hromada/") and path.endswith(".js")
    )
    # "<" could end the script element early; in JSON it can be written otherwise.
    text = json.dumps({"imports": {name: address_of(name) for name in modules}}, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003c"))  # noqa: S308  # our own file names


@cache
def remembered_theme() -> SafeString:
    """The script that each page carries in itself, without its comments."""
    lines = _collected("hromada/kernel/remembered-theme.js").splitlines()
    return mark_safe("\n".join(line for line in lines if not line.lstrip().startswith("//")))  # noqa: S308  # our own file


@cache
def sheet(name: str) -> SafeString:
    """A style sheet to stand in a page itself; what it refers to, it then refers to from the root."""
    folder = f"{settings.STATIC_URL}{PurePosixPath(name).parent}/"
    return mark_safe(_RELATIVE_URL.sub(rf"url(\1{folder}", _collected(name)))  # noqa: S308  # our own file


def _collected(name: str) -> str:
    storage: Any = staticfiles_storage
    with storage.open(storage.stored_name(name)) as file:
        text: str = file.read().decode()
    return text.strip()

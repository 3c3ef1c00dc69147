"""Uploads that nothing refers to are deleted some time after: a form that was never sent, an answer that is gone.

A file is kept as long as its name stands anywhere in the database: in a row, in a release, or in the audit, from which
a change can be taken back and what was deleted can be restored.
"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from psycopg import sql

logger = logging.getLogger(__name__)

_OWN = re.compile(r"[A-Za-z0-9_-]{22}")
"""What ``secrets.token_urlsafe(16)`` calls the folder of an upload (``shelf``), or the file."""
_IN_TEXT = r"/([A-Za-z0-9_-]{22})(?=[/.])"
_TEXTUAL = (models.CharField, models.TextField, models.FileField, models.JSONField, ArrayField)


@dataclass(frozen=True)
class Unused:
    """One upload with all of its drawings; ``size`` in bytes."""

    path: Path
    size: int


def unused() -> list[Unused]:
    """Older than ``settings.UPLOADS_DAYS``, and named nowhere. Reads every text of the database, where there is any."""
    before = timezone.now() - timedelta(days=settings.UPLOADS_DAYS)
    old = [path for path in _uploads() if _touched_at(path) < before]
    named = _named_anywhere() if old else set()
    return [Unused(path, _size(path)) for path in old if _own_name(path) not in named]


def sweep() -> list[Unused]:
    """Delete them, and tell the log."""
    found = unused()
    for one in found:
        if one.path.is_dir():
            shutil.rmtree(one.path)
        else:
            one.path.unlink(missing_ok=True)
    if found:
        logger.info("unused uploads deleted", extra={"uploads": len(found), "bytes": sum(one.size for one in found)})
    return found


def _uploads() -> Iterator[Path]:
    """What lies where uploads are kept and is called as we call them; anything else is somebody else's."""
    for root in (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)):
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if folder.is_dir():
                yield from (path for path in sorted(folder.iterdir()) if _OWN.fullmatch(_own_name(path)))


def _own_name(path: Path) -> str:
    return path.name.partition(".")[0]


def _touched_at(path: Path) -> datetime:
    """The last time that it, or anything in it, was written."""
    last = max(one.stat().st_mtime for one in (path, *(path.rglob("*") if path.is_dir() else ())))
    return datetime.fromtimestamp(last, tz=timezone.get_current_timezone())


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())


def _named_anywhere() -> set[str]:
    found: set[str] = set()
    with connection.cursor() as cursor:
        for table, column, is_binary in _columns():
            value = sql.SQL("encode({}, 'escape')") if is_binary else sql.SQL("{}::text")
            text = value.format(sql.Identifier(column))
            query = sql.SQL("SELECT DISTINCT (regexp_matches({text}, {pattern}, 'g'))[1] FROM {table}").format(
                text=text, pattern=sql.Literal(_IN_TEXT), table=sql.Identifier(table)
            )
            cursor.execute(query)
            found.update(name for (name,) in cursor.fetchall())
    return found


def _columns() -> Iterator[tuple[str, str, bool]]:
    """Table, column and whether it holds bytes, of everything in which a name can stand."""
    for model in apps.get_models(include_auto_created=True):
        fields: Any = model._meta.local_concrete_fields
        for field in fields if model._meta.managed and not model._meta.proxy else ():
            if isinstance(field, (*_TEXTUAL, models.BinaryField)):
                yield model._meta.db_table, str(field.column), isinstance(field, models.BinaryField)

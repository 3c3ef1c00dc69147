"""What the tests of the embedded PostgreSQL share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from hromada.kernel.postgres import Cluster, socket_folder

# Only root can become someone else; the tests of everyone else are in test_postgres.py.
collect_ignore = [] if os.geteuid() == 0 else ["test_postgres_as_root.py"]


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def folder(open_folder: Path) -> Iterator[Path]:
    """A data folder of PostgreSQL that is not there yet; what runs in it is stopped afterwards."""
    yield open_folder / "postgres"
    Cluster(open_folder / "postgres").stop()
    shutil.rmtree(socket_folder(open_folder / "postgres"), ignore_errors=True)

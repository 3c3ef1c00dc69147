"""What all tests stand on: a PostgreSQL of their own, unless DATABASE_URL names one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from hromada.kernel.postgres import Cluster


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Playwright's loop runs in the main thread from the first journey on, and leaves no room there for another.
    items.sort(key=lambda item: "journeys" in item.path.parts)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    if settings.EMBEDDED_POSTGRES is None:
        yield
        return
    with Cluster(settings.EMBEDDED_POSTGRES, durable=False).in_use(database="postgres"):
        yield


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every system user may enter; pytest's own is closed to PostgreSQL when root tests."""
    folder = Path(tempfile.mkdtemp(prefix="hromada-"))
    folder.chmod(0o755)
    yield folder.resolve()
    shutil.rmtree(folder)


@pytest.fixture
def database_url(transactional_db: None) -> str:  # the database of the tests must exist
    """The tests' database, for a process of its own."""
    facts = connection.settings_dict
    host, port = quote(facts["HOST"], safe=""), f":{facts['PORT']}" if facts["PORT"] else ""
    return f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{host}{port}/{facts['NAME']}"

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.translation import override
from tests.network.builders import Files

from hromada.network.importing import Report, import_network


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Unless a test says otherwise, sentences are the ones that stand in the code."""
    with override("en"):
        yield


@pytest.fixture
def bring(db: None, files: Files) -> Callable[..., Report]:
    """Import what the files hold."""

    def bring(*, dry_run: bool = False) -> Report:
        return import_network(files.organisations, files.partnerships, dry_run=dry_run)

    return bring

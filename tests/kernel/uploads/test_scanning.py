"""The operator's virus scanner: a command of their own, which must answer before anything is kept."""

from pathlib import Path

import pytest
from django.utils.translation import override

from hromada.kernel.refusal import Refusal
from hromada.kernel.uploads.scanning import refuse_harmful


@pytest.fixture
def scanner(settings, tmp_path):
    """A scanner that finds the word EICAR; what else it does is given."""

    def install(does: str = "if grep -q EICAR; then exit 1; fi") -> Path:
        command = tmp_path / "a scanner"
        command.write_text(f"#!/bin/sh\n{does}\n")
        command.chmod(0o755)
        settings.SCAN_COMMAND = f"'{command}' --no-summary -"
        return command

    return install


def refusal_of(content: bytes) -> Refusal:
    with override("en"), pytest.raises(Refusal) as refused:
        refuse_harmful(content)
    return refused.value


def test_a_clean_file_passes_and_a_harmful_one_does_not(scanner):
    scanner()

    refuse_harmful(b"harmless")
    refused = refusal_of(b"EICAR")

    assert (refused.code, refused.sentence) == (
        "infected",
        "The virus scanner found something harmful in this file; it was not kept.",
    )


@pytest.mark.parametrize("does", ["exit 2", "kill -9 $$", "sleep 60"])
def test_what_could_not_be_looked_at_is_not_taken(scanner, settings, does, caplog):
    settings.SCAN_SECONDS = 0.3
    scanner(does)

    refused = refusal_of(b"harmless")

    assert (refused.code, "try again later" in str(refused.sentence)) == ("not_scanned", True)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_scanner_that_is_not_there_lets_nothing_through(settings):
    settings.SCAN_COMMAND = "/nowhere/clamdscan -"

    assert refusal_of(b"harmless").code == "not_scanned"


def test_a_scanner_that_does_not_read_to_the_end_is_believed(scanner):
    scanner("exit 0")

    refuse_harmful(b"x" * 3_000_000)


def test_without_a_scanner_nothing_is_asked():
    refuse_harmful(b"EICAR")

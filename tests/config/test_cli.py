"""What the command says to a person, above all when something is not as it should be."""

import os
import socket
from pathlib import Path

import pytest
from tests.running import PRODUCTION, free_port, hromada

from hromada.site.operator import FACTS


@pytest.fixture
def var(open_folder: Path) -> Path:
    return open_folder / "var"


@pytest.mark.parametrize("verb", ["serve", "worker"])
def test_a_start_in_production_names_every_setting_that_is_missing_in_one_message(var, verb):
    answer = hromada(var, verb)

    assert (answer.returncode, answer.stdout, answer.stderr, var.exists()) == (
        2,
        "",
        "hromada: These settings are missing: SECRET_KEY, ALLOWED_HOSTS, EMAIL_URL, DEFAULT_FROM_EMAIL. "
        "docs/operating.md tells what each is for.\n",
        False,
    )


def test_a_secret_may_lie_in_a_file(var):
    secret = var.parent / "key"
    secret.write_text("x" * 60)

    answer = hromada(var, "serve", SECRET_KEY_FILE=str(secret), ALLOWED_HOSTS="localhost")

    assert answer.stderr == (
        "hromada: These settings are missing: EMAIL_URL, DEFAULT_FROM_EMAIL. "
        "docs/operating.md tells what each is for.\n"
    )


def test_wrong_settings_are_told_all_at_once(var):
    answer = hromada(var, "serve", PORT="eight thousand", HROMADA_HTTPS="maybe", EMAIL_URL="pigeon://post")

    assert (answer.returncode, answer.stderr) == (
        2,
        "hromada: Settings are wrong: EMAIL_URL: Not a kind of mail that is known: smtp://, submission://, console: or "
        "file:.; HROMADA_HTTPS: Not a valid boolean.; PORT: Not a valid integer.\n",
    )


def test_it_speaks_the_language_of_the_terminal(var):
    said = {code: hromada(var, "serve", LC_ALL=f"{code}.UTF-8").stderr for code in ("de_DE", "uk_UA", "fr_FR")}

    missing = "SECRET_KEY, ALLOWED_HOSTS, EMAIL_URL, DEFAULT_FROM_EMAIL"
    assert said == {
        "de_DE": f"hromada: Diese Einstellungen fehlen: {missing}. Wozu jede dient, steht in docs/operating.md.\n",
        "uk_UA": f"hromada: Бракує таких налаштувань: {missing}. Для чого кожне з них, пояснено в docs/operating.md.\n",
        "fr_FR": f"hromada: These settings are missing: {missing}. docs/operating.md tells what each is for.\n",
    }


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_in_use_is_found_before_anything_is_started(var, verb):
    with socket.socket() as someone:
        someone.bind(("127.0.0.1", 0))
        someone.listen()
        port = someone.getsockname()[1]
        answer = hromada(var, verb, PORT=str(port), **PRODUCTION)

    assert (answer.returncode, answer.stderr, (var / "postgres").exists()) == (
        2,
        f"hromada: Port {port} is in use: stop what runs there, or choose another, as in PORT=8001.\n",
        False,
    )


@pytest.mark.parametrize("port", ["70000", "0", "-1", "http", "²"])
def test_what_is_not_a_port_is_told(var, port):
    answer = hromada(var, "serve", f"--port={port}", **PRODUCTION)

    assert (answer.returncode, answer.stderr.splitlines()[-1]) == (
        2,
        f"hromada serve: error: argument --port: “{port}” is not a port: a number from 1 to 65535.",
    )


def test_an_address_that_is_not_here_is_told(var):
    answer = hromada(var, "serve", "--host", "192.0.2.1", "--port", "8123", **PRODUCTION)

    assert (answer.returncode, answer.stderr) == (
        2,
        "hromada: The server cannot listen on 192.0.2.1, port 8123: Cannot assign requested address.\n",
    )


def test_a_database_that_does_not_answer_is_told(var):
    port = free_port()

    answer = hromada(var, "migrate", DATABASE_URL=f"postgresql://nobody@127.0.0.1:{port}/none")

    assert (answer.returncode, answer.stderr.count("\n"), answer.stderr.split(":")[1]) == (
        2,
        1,
        " The database does not answer",
    )


def test_a_var_that_cannot_be_made_is_told(var):
    var.parent.joinpath("file").write_text("")

    answer = hromada(var.parent / "file" / "var", "demo")

    assert (answer.returncode, answer.stderr) == (2, f"hromada: {var.parent}/file/var: Not a directory\n")


def test_a_database_is_brought_up_to_date_and_told_so(var):
    said = [hromada(var, "migrate").stdout for _ in range(2)]

    assert said == ["The database is up to date now.\n", "The database was up to date.\n"]


def test_a_person_is_let_in_once_and_again_when_everything_is_lost(var):
    hromada(var, "migrate")

    said = [
        (answer.returncode, answer.stdout, answer.stderr)
        for address in ("Anna@Example.org", "anna@example.org", "anna")
        for answer in [hromada(var, "createuser", address, "--name", "Анна", "--language", "uk", "--administrator")]
    ]

    assert said == [
        (0, "anna@example.org can sign in now.\n", ""),
        (2, "", "hromada: anna@example.org can sign in already.\n"),
        (2, "", "hromada: “anna” is not an e-mail address.\n"),
    ]
    lost = [hromada(var, "resetuser", address) for address in ("Anna@Example.org", "olha@example.org")]
    assert [(answer.returncode, answer.stdout, answer.stderr) for answer in lost] == [
        (0, "anna@example.org had no second factor.\n", ""),
        (2, "", "hromada: Nobody here has the address olha@example.org.\n"),
    ]


def test_what_is_kept_no_longer_is_told_before_it_is_deleted(var):
    hromada(var, "migrate")
    upload = var / "media" / "materials" / ("x" * 22) / "slides.pdf"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"%PDF" * 300)
    for path in (upload, upload.parent):
        os.utime(path, (0, 0))

    said = [hromada(var, "tidy", *options).stdout for options in (["--dry-run"], [], [])]

    told = "Uploads that nothing refers to: 1 (1.2\xa0KB)\n"
    assert said == [
        f"{told}Nothing was deleted: this was a trial.\n",
        f"{told}All of this is deleted.\n",
        "There is nothing to delete.\n",
    ]
    assert not upload.parent.exists()


def test_a_file_to_import_that_is_not_there_is_told_and_nothing_is_written(var):
    hromada(var, "migrate")

    answer = hromada(var, "import", "network", "municipalities.csv", "partnerships.csv")

    assert (answer.returncode, answer.stdout.splitlines()[0], "Traceback" in answer.stderr) == (
        2,
        "Nothing was written: a file cannot be read.",
        False,
    )


def test_a_programme_that_is_not_public_cannot_be_exported(var):
    hromada(var, "migrate")

    answer = hromada(var, "export", "programme", "--edition", "nowhere-1999", "--format", "xml")

    assert (answer.returncode, answer.stdout, answer.stderr) == (
        2,
        "",
        "hromada: There is no such published programme: nowhere-1999.\n",
    )


def test_a_check_says_what_is_not_in_order_and_how_to_mend_it(var):
    before = hromada(var, "check", ALLOWED_HOSTS="localhost", SECRET_KEY="short")
    hromada(var, "migrate")
    (var / "operator").mkdir()
    (var / "operator" / "operator.toml").write_text("".join(f'{blank} = "…"\n' for blank in FACTS))
    after = hromada(var, "check", **{**PRODUCTION, "HROMADA_HTTPS": "1"})

    told = before.stdout.splitlines()
    assert (before.returncode, told[0], told[-1].partition(" ")[2], after.stdout, after.returncode) == (
        1,
        "Missing settings: EMAIL_URL, DEFAULT_FROM_EMAIL",
        "migrations have not been applied: run “hromada migrate”.",
        "Everything is in order.\n",
        0,
    )

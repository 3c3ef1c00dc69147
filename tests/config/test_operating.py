"""docs/operating.md: its commands for backup and restore are run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, environment, hromada

from hromada.kernel.postgres import Cluster
from hromada.kernel.postgres.programs import account_for, programs_for


def commands_under(heading: str) -> str:
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    section = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL))


def test_what_was_saved_comes_back(open_folder: Path):
    var = open_folder / "var"
    portrait = var / "media" / "portraits" / "anna.txt"
    portrait.parent.mkdir(parents=True)
    portrait.write_text("Анна")
    command = open_folder / "bin" / "hromada"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hromada "$@"\n')
    command.chmod(0o755)

    with Cluster(open_folder / "postgres", durable=False).in_use(database="conference") as cluster:
        address = f"postgresql://postgres@%2Ftmp%2F{cluster.sockets.name}/conference"
        paths = [command.parent, programs_for(account_for(cluster.folder)), os.environ["PATH"]]
        settings = environment(var, DATABASE_URL=address, PATH=os.pathsep.join(map(str, paths)))
        hromada(var, "migrate", DATABASE_URL=address)
        hromada(var, "createuser", "anna@example.org", "--name", "Анна", DATABASE_URL=address)

        def carry_out(heading: str) -> str:
            script = ["sh", "-ec", commands_under(heading)]
            done = subprocess.run(script, cwd=open_folder, env=settings, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            return done.stdout

        carry_out("Backup")
        hromada(var, "createuser", "boris@example.org", "--name", "Борис", DATABASE_URL=address)
        shutil.rmtree(var)
        var.mkdir()
        told = carry_out("Restore")
        known = [
            hromada(var, "createuser", email, "--name", "…", DATABASE_URL=address).returncode
            for email in ("anna@example.org", "boris@example.org")
        ]

    assert (told, known, portrait.read_text()) == ("The database was up to date.\n", [2, 0], "Анна")


def test_the_units_differ_only_in_what_they_start():
    web, worker = (
        (ROOT / "deploy" / name).read_text("utf-8") for name in ("hromada.service", "hromada-worker.service")
    )

    assert worker == web.replace("the web", "the worker").replace("hromada serve", "hromada worker")


def test_every_setting_of_the_example_is_one_that_is_documented_and_none_that_is_required_is_absent(open_folder: Path):
    lines = (ROOT / "deploy" / "hromada.env").read_text("utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    key = open_folder / "key"
    key.write_text("x" * 60)

    settings = {**given, "HROMADA_VAR": str(open_folder / "var"), "SECRET_KEY_FILE": str(key)}
    told = hromada(open_folder / "var", "serve", "--host", "192.0.2.1", **settings)

    documented = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert [name for name in given if f"`{name.removesuffix('_FILE')}`" not in documented] == []
    assert told.stderr == (
        "hromada: The server cannot listen on 192.0.2.1, port 8000: Cannot assign requested address.\n"
    )

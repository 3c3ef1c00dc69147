"""What can be typed after ``hromada``; every module adds its verb."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from typing import TypeAlias

Verbs: TypeAlias = "_SubParsersAction[ArgumentParser]"


def add_all(verbs: Verbs) -> None:
    from hromada.config.commands import (
        checking,
        createuser,
        demo,
        exporting,
        importing,
        migrate,
        resetuser,
        serve,
        tidy,
        worker,
    )

    for module in (demo, serve, worker, migrate, createuser, resetuser, importing, exporting, checking, tidy):
        module.add_to(verbs)

"""``hromada migrate``"""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database, migrate_if_needed


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "migrate",
        help=_("bring the database up to this version"),
        description=_("Bring the database up to this version of Hromada. Make a backup first: docs/operating.md."),
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> None:
    with database():
        changed = migrate_if_needed()
    print(_("The database is up to date now.") if changed else _("The database was up to date."))  # noqa: T201  # what the command answers

"""``hromada import``"""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.network.importing import import_network


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser("import", help=_("bring data from files"))
    kinds = parser.add_subparsers(metavar=_("WHAT"), required=True)
    network = kinds.add_parser(
        "network",
        help=_("municipalities and partnerships"),
        description=_(
            "Bring municipalities and partnerships from two CSV files; one refused row, and nothing is written."
        ),
    )
    network.add_argument("municipalities", type=Path, metavar="MUNICIPALITIES.csv")
    network.add_argument("partnerships", type=Path, metavar="PARTNERSHIPS.csv")
    network.add_argument("--dry-run", action="store_true", help=_("only say what would be written"))
    network.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with database():
        report = import_network(options.municipalities, options.partnerships, dry_run=options.dry_run)
    print("\n".join(report.lines()))  # noqa: T201  # what the command answers
    return 2 if report.is_refused else 0

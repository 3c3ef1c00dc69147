"""``hromada import``"""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.refusal import Refusal
from hromada.network.importing import import_network
from hromada.programme.actions import import_programme
from hromada.programme.importing.reading import MOST_BYTES
from hromada.programme.workbook.faults import FaultyWorkbook
from hromada.programme.workbook.marking import marked_copy


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
    _add_programme(kinds)


def _add_programme(kinds: Verbs) -> None:
    programme = kinds.add_parser(
        "programme",
        help=_("the programme of a conference"),
        description=_(
            "Bring a programme from a workbook (XLSX) of Hromada, a schedule.xml, schedule.json, xCal or iCalendar "
            "file or a dump of pretalx into the draft of a conference. What cannot be read is said; a file that is "
            "refused changes nothing."
        ),
    )
    programme.add_argument("file", type=Path, metavar=_("FILE"))
    programme.add_argument("--edition", required=True, metavar=_("NAME"), help=_("as in addresses: leipzig-2023"))
    programme.add_argument("--new", action="store_true", help=_("make the conference from the file"))
    programme.add_argument("--dry-run", action="store_true", help=_("only say what would be written"))
    programme.add_argument(
        "--gone", choices=["keep", "remove"], default="keep", help=_("sessions that the file lacks (%(default)s)")
    )
    programme.add_argument(
        "--language", choices=list(dict(settings.LANGUAGES)), default="", help=_("of texts of which the file says none")
    )
    programme.add_argument(
        "--marked-copy",
        type=Path,
        metavar=_("FILE"),
        help=_("where to write a workbook with its errors marked (beside the file, with “-errors” in its name)"),
    )
    programme.set_defaults(run=run_programme)


def run_programme(options: argparse.Namespace) -> None:
    content = beginning_of(options.file)
    with database():
        try:
            report = import_programme(
                content,
                slug=options.edition,
                by=None,
                new=options.new,
                dry_run=options.dry_run,
                remove_gone=options.gone == "remove",
                language=options.language,
            )
        except FaultyWorkbook as faulty:
            told = f"{faulty}\n{_with_marks(content, faulty, options)}"
            raise Refusal(faulty.code, told) from faulty
    print("\n".join(report.lines()))  # noqa: T201  # what the command answers


def _with_marks(content: bytes, faulty: FaultyWorkbook, options: argparse.Namespace) -> str:
    """Writes the copy with the errors marked, and says where it is."""
    file: Path = options.file
    path: Path = options.marked_copy or file.with_name(f"{file.stem}-errors.xlsx")
    try:
        path.write_bytes(marked_copy(content, faulty.faults))
    except OSError as error:
        return _("No copy with the errors marked: %(file)s cannot be written (%(reason)s).") % {
            "file": path,
            "reason": error.strerror,
        }
    except Refusal as refusal:
        return str(refusal)
    return _("A copy with the errors marked: %(file)s") % {"file": path}


def beginning_of(path: Path) -> bytes:
    """The file, or as much of it as is enough to refuse it for its size."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def run(options: argparse.Namespace) -> int:
    with database():
        report = import_network(options.municipalities, options.partnerships, dry_run=options.dry_run)
    print("\n".join(report.lines()))  # noqa: T201  # what the command answers
    return 2 if report.is_refused else 0

"""``hromada export``"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.refusal import Refusal
from hromada.programme.models import Edition
from hromada.programme.queries import Released, earlier_programmes, public_edition, released

FORMATS = ("xml", "json", "ics", "pdf")


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser("export", help=_("write data to a file"))
    kinds = parser.add_subparsers(metavar=_("WHAT"), required=True)
    programme = kinds.add_parser(
        "programme",
        help=_("a published programme"),
        description=_("Write a published programme as schedule.xml, schedule.json, iCalendar or PDF."),
    )
    programme.add_argument("--edition", required=True, metavar=_("NAME"), help=_("as in addresses: leipzig-2023"))
    programme.add_argument("--format", required=True, choices=FORMATS)
    programme.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)
    programme.add_argument("--release", type=int, metavar=_("NUMBER"), help=_("an older one; else the latest"))
    programme.add_argument("--base", default=_own_address(), metavar=_("ADDRESS"), help=_("for links (%(default)s)"))
    programme.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("else the terminal"))
    programme.set_defaults(run=run)
    _add_draft(kinds)


def _add_draft(kinds: Verbs) -> None:
    draft = kinds.add_parser(
        "draft",
        help=_("the draft of a programme as a workbook"),
        description=_(
            "Write the whole draft of a programme as an Excel workbook (XLSX), with all that is not public. Changed, "
            "it comes back with “hromada import programme”."
        ),
    )
    draft.add_argument("--edition", required=True, metavar=_("NAME"), help=_("as in addresses: leipzig-2023"))
    draft.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)
    draft.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("else the terminal"))
    draft.set_defaults(run=run_draft)


def run_draft(options: argparse.Namespace) -> None:
    from hromada.programme.workbook.making import draft_workbook

    with database():
        edition = Edition.objects.filter(slug=options.edition).first()
        if edition is None:
            raise Refusal(
                "no_edition", _("There is no conference at the address “%(slug)s”.") % {"slug": options.edition}
            )
        content = draft_workbook(edition, options.language)
    _deliver(content, options)


def run(options: argparse.Namespace) -> None:
    with database():
        try:
            wanted = options.release
            found = public_edition(options.edition) if wanted is None else released(options.edition, wanted)
        except Http404 as error:
            sentence = _("There is no such published programme: %(edition)s.") % {"edition": options.edition}
            raise Refusal("no_programme", sentence) from error
        with translation.override(options.language):
            content = written(found, options.format, options.language, options.base.rstrip("/"))
    _deliver(content, options)


def _deliver(content: bytes, options: argparse.Namespace) -> None:
    if options.output is None:
        sys.stdout.buffer.write(content)
    else:
        options.output.write_bytes(content)


def written(found: Released, form: str, language: str, base: str) -> bytes:
    # Each brings a library along that no other command should have to carry.
    match form:
        case "xml":
            from hromada.programme.exports.frab_xml import schedule_xml

            return schedule_xml(found.programme, found.release, language, base)
        case "json":
            from hromada.programme.exports.frab_json import schedule_json

            return schedule_json(found.programme, found.release, language, base)
        case "ics":
            from hromada.programme.exports.icalendar import programme_calendar

            earlier = earlier_programmes(found)
            return programme_calendar(found.programme, found.release, language, base, earlier=earlier)
        case _:
            from hromada.programme.exports.pdf import programme_pdf

            return programme_pdf(found.programme, found.release, language)


def _own_address() -> str:
    host = next(
        (name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), f"localhost:{settings.PORT}"
    )
    return f"{'https' if settings.HTTPS else 'http'}://{host}"

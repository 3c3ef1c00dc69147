"""``hromada check``"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.health import unapplied_migrations
from hromada.programme import rules
from hromada.programme.models import Edition
from hromada.programme.planning import plan_of


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "check",
        help=_("say what is not in order"),
        description=_(
            "Look at the settings, the database and the programmes; exit code 1 if something is not in order."
        ),
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    with database():
        found = list(findings())
    print("\n".join(found) or _("Everything is in order."))  # noqa: T201  # what the command answers
    return 1 if found else 0


def findings() -> Iterator[str]:
    """Settings, then the database, then what cannot happen as planned in conferences that are still to come."""
    if settings.MISSING:
        yield _("Missing settings: %(names)s") % {"names": ", ".join(settings.MISSING)}
    # Without a secret key Django's own checks of the settings would stop at the first.
    if "SECRET_KEY" not in settings.MISSING:
        for found in checks.run_checks(include_deployment_checks=settings.HTTPS):
            if not found.is_silenced():
                yield " ".join(filter(None, [found.msg, found.hint]))
    if unapplied := len(unapplied_migrations()):
        yield ngettext(
            "%(count)d migration has not been applied: run “hromada migrate”.",
            "%(count)d migrations have not been applied: run “hromada migrate”.",
            unapplied,
        ) % {"count": unapplied}
        return
    for edition in Edition.objects.filter(ends_on__gte=timezone.localdate()).order_by("starts_on"):
        for finding in rules.findings(plan_of(edition)):
            if finding.severity is rules.Severity.CONFLICT:
                yield f"{edition.slug}: {finding.sentence}"

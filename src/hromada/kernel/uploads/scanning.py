"""The operator's virus scanner, if there is one: a command that reads a file from its standard input.

It ends with 0 where nothing was found and with 1 where something was, as clamscan and clamdscan do; anything else, or
no answer in time, means that the file was not looked at, and then it is not taken.
"""

from __future__ import annotations

import logging
import shlex
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from hromada.kernel.refusal import Refusal

logger = logging.getLogger("hromada.uploads")

CLEAN, INFECTED = 0, 1


def refuse_harmful(content: bytes) -> None:
    """Raises Refusal where the scanner found something, or could not look; does nothing where none is set up."""
    if not settings.SCAN_COMMAND:
        return
    verdict = _verdict(content)
    if verdict == INFECTED:
        logger.warning("The virus scanner refused an uploaded file of %d bytes.", len(content))
        raise Refusal("infected", _("The virus scanner found something harmful in this file; it was not kept."))
    if verdict != CLEAN:
        raise Refusal("not_scanned", _("The file could not be checked for viruses just now: please try again later."))


def _verdict(content: bytes) -> int | None:
    command = shlex.split(settings.SCAN_COMMAND)
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own command; the file goes to its input
            command, input=content, capture_output=True, timeout=settings.SCAN_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("The virus scanner did not answer: %s", error)  # the operator needs the reason only
        return None
    if done.returncode not in (CLEAN, INFECTED):
        told = done.stderr.decode(errors="replace").strip()[-500:]
        logger.error("The virus scanner ended with %d: %s", done.returncode, told)
    return done.returncode

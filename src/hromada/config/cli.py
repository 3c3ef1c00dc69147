"""The command ``hromada``: a sentence and exit code 2 for what a person can mend, a traceback only for our mistakes."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

import django
from django.core.exceptions import ImproperlyConfigured
from environs import EnvValidationError

REFUSED = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hromada.config.settings")
    try:
        if given[:1] == ["demo"]:
            from hromada.config.commands import demo

            demo.prepare_environment()
        django.setup()
    except EnvValidationError as error:
        return _refused(_wrong_settings(error))
    except OSError as error:
        # Without settings there is no language but our own.
        return _refused(f"{error.filename}: {os.strerror(error.errno or 0)}")
    return _run(given)


def _run(given: list[str]) -> int:
    from django.utils import translation

    from hromada.kernel.refusal import Refusal

    with translation.override(_language()):
        options = _parser().parse_args(given)
        try:
            with _database_mistakes_in_words():
                return int(options.run(options) or 0)
        except Refusal as refusal:
            return _refused(str(refusal))
        except ImproperlyConfigured as error:
            return _refused(str(error))
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            # Who read our output has heard enough; Python would complain once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:
            return _refused(_words_for(error))


def _parser() -> argparse.ArgumentParser:
    from django.utils.translation import gettext as _

    from hromada import __version__
    from hromada.config import commands

    parser = argparse.ArgumentParser(
        prog="hromada",
        description=_("Conferences of municipal partnerships. Settings come from the environment: docs/operating.md."),
    )
    parser.add_argument("--version", action="version", version=f"Hromada {__version__}")
    verbs = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    commands.add_all(verbs)
    return parser


def _language() -> str:
    """The language of the terminal, where we speak it."""
    from django.conf import settings

    wanted = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return wanted[:2] if wanted[:2] in dict(settings.LANGUAGES) else "en"


def _wrong_settings(error: EnvValidationError) -> str:
    mistakes = cast("Mapping[str, list[str]]", error.error_messages)
    told = "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in mistakes.items())
    return f"Settings are wrong: {told}"


@contextmanager
def _database_mistakes_in_words() -> Iterator[None]:
    from django.db import OperationalError
    from django.utils.translation import gettext as _
    from psycopg.errors import DiskFull
    from psycopg_pool import PoolTimeout

    from hromada.kernel.refusal import Refusal

    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        if isinstance(error.__cause__, DiskFull):
            raise Refusal("disk_full", _("The disk of the database is full: nothing was written.")) from error
        sentence = _("The database does not answer: %(reason)s") % {"reason": " ".join(str(error).split())}
        raise Refusal("no_database", sentence) from error


def _words_for(error: OSError) -> str:
    from django.utils.translation import gettext as _

    place = error.filename or ""
    if error.errno == errno.ENOSPC:
        return _("The disk is full: %(place)s could not be written.") % {"place": place}
    return _("%(place)s: %(reason)s") % {"place": place, "reason": os.strerror(error.errno or 0)}


def _refused(sentence: str) -> int:
    print(f"hromada: {sentence}", file=sys.stderr)  # noqa: T201  # the answer to whoever typed the command
    return REFUSED

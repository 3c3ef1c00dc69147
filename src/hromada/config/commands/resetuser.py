"""``hromada resetuser``"""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from hromada.accounts import actions
from hromada.accounts.models import Person
from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.refusal import Refusal


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "resetuser",
        help=_("let a person in who has lost passkey and phone"),
        description=_(
            "Forget a person's passkeys, authenticator app and recovery codes: a code by e-mail is enough again. Make "
            "sure beforehand, by another way than e-mail, that it is they who ask. They get an e-mail about it."
        ),
    )
    parser.add_argument("email", metavar=_("ADDRESS"), help=_("e-mail address"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    email = Person.objects.normalize_email(options.email)
    with database():
        person = Person.objects.filter(email=email).first()
        if person is None:
            raise Refusal("unknown", _("Nobody here has the address %(email)s.") % {"email": email})
        forgotten = actions.forget_second_factors(person, by=None)
    answer = _("%(email)s signs in by a code alone now.") if forgotten else _("%(email)s had no second factor.")
    print(answer % {"email": email})  # noqa: T201  # what the command answers

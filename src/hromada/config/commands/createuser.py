"""``hromada createuser``"""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.config.commands import Verbs
from hromada.config.database import database
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal


def add_to(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "createuser",
        help=_("let a person sign in"),
        description=_("Let a person sign in, by a code that is sent to the address; there is no password."),
    )
    parser.add_argument("email", metavar=_("ADDRESS"), help=_("e-mail address"))
    parser.add_argument("--name", required=True, help=_("as it is shown to others"))
    parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)
    parser.add_argument("--administrator", action="store_true", help=_("may do everything"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    email = Person.objects.normalize_email(options.email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refusal("no_address", _("“%(email)s” is not an e-mail address.") % {"email": options.email}) from error
    with database():
        if Person.objects.filter(email=email).exists():
            raise Refusal("known", _("%(email)s can sign in already.") % {"email": email})
        create = Person.objects.create_superuser if options.administrator else Person.objects.create_user
        create(email, name=Localised({options.language: options.name}), language=options.language)
    print(_("%(email)s can sign in now.") % {"email": email})  # noqa: T201  # what the command answers

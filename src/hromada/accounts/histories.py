"""What people do with their account, in the words of the history; none of it is anybody else's to take back."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.accounts.access import ADMINISTER
from hromada.kernel.histories.subjects import Verb

_THEIRS = _("The account page changes this.")

VERBS = {
    "app_added": Verb(pgettext_lazy("history", "authenticator app added"), instead=_THEIRS),
    "app_removed": Verb(pgettext_lazy("history", "authenticator app removed"), instead=_THEIRS),
    "introduced_themselves": Verb(pgettext_lazy("history", "gave name and language"), instead=_THEIRS),
    "passkey_added": Verb(pgettext_lazy("history", "passkey added"), instead=_THEIRS),
    "passkey_removed": Verb(pgettext_lazy("history", "passkey removed"), instead=_THEIRS),
    "recovery_codes_made": Verb(pgettext_lazy("history", "recovery codes made"), instead=_THEIRS),
    "second_factors_forgotten": Verb(pgettext_lazy("history", "second factors taken away"), instead=_THEIRS),
}

RIGHTS = {ADMINISTER: _("Administrators can take this back.")}

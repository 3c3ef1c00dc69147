"""What is done to things of any sort, in the words of the history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.histories.subjects import NEVER, Verb

VERBS = {
    "changed by import": Verb(pgettext_lazy("history", "changed by an import")),
    "created": Verb(pgettext_lazy("history", "created"), makes=True),
    "deleted": Verb(pgettext_lazy("history", "deleted")),
    "edited": Verb(pgettext_lazy("history", "changed")),
    "imported": Verb(pgettext_lazy("history", "imported"), makes=True),
    "moved": Verb(pgettext_lazy("history", "moved in its row")),
    "restored": Verb(pgettext_lazy("history", "brought back"), makes=True),
    "taken_back": Verb(pgettext_lazy("history", "change taken back")),
}

RIGHTS = {NEVER: _("This cannot be taken back.")}

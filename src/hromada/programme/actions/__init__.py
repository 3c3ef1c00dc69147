"""What may be done to a programme; each verb locks, refuses in words, records and announces."""

from hromada.programme.actions.appearances import confirm, decline, replace_person
from hromada.programme.actions.editions import clone_edition, make_current, show_to_public, withdraw_from_public
from hromada.programme.actions.importing import import_programme
from hromada.programme.actions.releases import publish

__all__ = [
    "clone_edition",
    "confirm",
    "decline",
    "import_programme",
    "make_current",
    "publish",
    "replace_person",
    "show_to_public",
    "withdraw_from_public",
]

"""What may be done to a programme; each verb locks, refuses in words, records and announces."""

from hromada.programme.actions.appearances import confirm, decline, replace_person
from hromada.programme.actions.editions import clone_edition, make_current, show_to_public, withdraw_from_public
from hromada.programme.actions.importing import import_programme
from hromada.programme.actions.releases import call_off_planned_release, plan_release, publish, return_to

__all__ = [
    "call_off_planned_release",
    "clone_edition",
    "confirm",
    "decline",
    "import_programme",
    "make_current",
    "plan_release",
    "publish",
    "replace_person",
    "return_to",
    "show_to_public",
    "withdraw_from_public",
]

"""What may be done to a programme; each verb locks, refuses in words, records and announces."""

from hromada.programme.actions.appearances import confirm, decline, replace_person
from hromada.programme.actions.editions import clone_edition, make_current, show_to_public, withdraw_from_public
from hromada.programme.actions.importing import import_programme
from hromada.programme.actions.releases import call_off_planned_release, plan_release, publish, return_to
from hromada.programme.actions.sessions import (
    create_session,
    delete_session,
    duplicate_session,
    edit_session,
    place_session,
)

__all__ = [
    "call_off_planned_release",
    "clone_edition",
    "confirm",
    "create_session",
    "decline",
    "delete_session",
    "duplicate_session",
    "edit_session",
    "import_programme",
    "make_current",
    "place_session",
    "plan_release",
    "publish",
    "replace_person",
    "return_to",
    "show_to_public",
    "withdraw_from_public",
]

"""What may be done to a programme; each verb locks, refuses in words, records and announces."""

from hromada.programme.actions.appearances import (
    add_appearance,
    confirm,
    decline,
    replace_appearance,
    replace_person,
)
from hromada.programme.actions.editions import clone_edition, make_current, show_to_public, withdraw_from_public
from hromada.programme.actions.importing import import_programme
from hromada.programme.actions.pieces import add_piece, edit_piece, move_piece, remove_piece
from hromada.programme.actions.releases import call_off_planned_release, plan_release, publish, return_to
from hromada.programme.actions.sessions import (
    create_session,
    delete_session,
    duplicate_session,
    edit_session,
    place_session,
)

__all__ = [
    "add_appearance",
    "add_piece",
    "call_off_planned_release",
    "clone_edition",
    "confirm",
    "create_session",
    "decline",
    "delete_session",
    "duplicate_session",
    "edit_piece",
    "edit_session",
    "import_programme",
    "make_current",
    "move_piece",
    "place_session",
    "plan_release",
    "publish",
    "remove_piece",
    "replace_appearance",
    "replace_person",
    "return_to",
    "show_to_public",
    "withdraw_from_public",
]

"""What may be done to a programme; each verb locks, refuses in words, records and announces."""

from hromada.programme.actions.answering import keep_answer, send_answer
from hromada.programme.actions.appearances import (
    add_appearance,
    confirm,
    decline,
    replace_appearance,
    replace_person,
)
from hromada.programme.actions.deciding import decide
from hromada.programme.actions.editions import (
    clone_edition,
    create_edition,
    edit_edition,
    make_current,
    show_to_public,
    withdraw_from_public,
)
from hromada.programme.actions.importing import import_programme
from hromada.programme.actions.links import revoke_link, send_link, send_links
from hromada.programme.actions.moving import edit_with_held, place_session
from hromada.programme.actions.parts import add_part, edit_part, move_part, remove_part
from hromada.programme.actions.people import create_person, edit_person, merge_people
from hromada.programme.actions.pieces import add_piece, edit_piece, move_piece, remove_piece
from hromada.programme.actions.releases import call_off_planned_release, plan_release, publish, return_to
from hromada.programme.actions.sessions import (
    create_session,
    delete_session,
    duplicate_session,
    edit_session,
)
from hromada.programme.actions.team import add_co_organiser, give_role, remove_co_organiser, take_role
from hromada.programme.actions.texts import (
    add_term,
    confirm_text,
    draft_text,
    edit_term,
    remove_term,
    write_text,
)

__all__ = [
    "add_appearance",
    "add_co_organiser",
    "add_part",
    "add_piece",
    "add_term",
    "call_off_planned_release",
    "clone_edition",
    "confirm",
    "confirm_text",
    "create_edition",
    "create_person",
    "create_session",
    "decide",
    "decline",
    "delete_session",
    "draft_text",
    "duplicate_session",
    "edit_edition",
    "edit_part",
    "edit_person",
    "edit_piece",
    "edit_session",
    "edit_term",
    "edit_with_held",
    "give_role",
    "import_programme",
    "keep_answer",
    "make_current",
    "merge_people",
    "move_part",
    "move_piece",
    "place_session",
    "plan_release",
    "publish",
    "remove_co_organiser",
    "remove_part",
    "remove_piece",
    "remove_term",
    "replace_appearance",
    "replace_person",
    "return_to",
    "revoke_link",
    "send_answer",
    "send_link",
    "send_links",
    "show_to_public",
    "take_role",
    "withdraw_from_public",
    "write_text",
]

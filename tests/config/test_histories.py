"""What the apps declare of their histories, put together."""

from __future__ import annotations

import re
from pathlib import Path

import hromada
from hromada.accounts.adapter import CHANGES
from hromada.config.histories import HISTORIES
from hromada.kernel.histories.subjects import NEVER


def test_every_verb_has_a_name():
    """None is shown as the code spells it."""
    source = Path(hromada.__file__).parent
    written = {
        verb
        for path in source.rglob("*.py")
        for verb in re.findall(
            r'(?:record(?:_each)?\([^"]*?,\s*|verb(?:: str)? ?= ?)"([a-z_ ]+)"', path.read_text("utf-8")
        )
    }

    assert {*written, *CHANGES.values()} - set(HISTORIES.verbs) == set()
    assert {"confirmed", "created", "deleted", "moved", "offered", "role_taken", "withdrawn"} - written == set()


def test_of_every_right_that_is_asked_for_it_is_said_who_has_it():
    asked = {
        right
        for subject in HISTORIES.subjects.values()
        for right in (subject.right, subject.existence, *subject.fields.values())
        if right
    }

    assert asked - set(HISTORIES.rights) == set()


def test_nothing_is_deleted_by_taking_back_that_a_conference_was_made():
    assert HISTORIES.subjects["programme.edition"].existence == NEVER


def test_a_right_is_asked_for_fields_that_are_there():
    unknown = [
        (subject.label, name)
        for subject in HISTORIES.subjects.values()
        for name in subject.fields
        if name not in {field.name for field in subject.model._meta.get_fields()}
    ]

    assert unknown == []

"""What the marks of a printed programme mean; only those that stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.programme.exports import wording
from hromada.programme.labels import label
from hromada.programme.snapshot import Access, Appearance, Format, Presence, Programme, Standing


def legend(programme: Programme) -> Iterator[tuple[str, str]]:
    """Mark and meaning."""
    appearances = [appearance for session in programme.sessions for appearance in session.appearances]
    yield from _marks_of_people(appearances)
    if any(session.access is Access.INVITATION for session in programme.sessions):
        yield str(wording.BY_INVITATION), _("Please come only if you were invited personally.")
    formats = {session.format for session in programme.sessions}
    if Format.HYBRID in formats:
        yield str(label(Format.HYBRID)), _("You can take part on site or online.")
    if Format.ONLINE in formats:
        yield str(label(Format.ONLINE)), _("Takes place online only.")
    if any(session.interpreted for session in programme.sessions):
        yield _("Interpretation into"), _("What is said is interpreted simultaneously into these languages.")
    if any(session.sign_up for session in programme.sessions):
        yield _("Sign-up required"), _("Places are limited: please sign up beforehand.")
    for mark in sorted({wording.only_in_mark(text) for text in _texts(programme)} - {""}):
        yield mark, _("This text is not available in your language yet.")


def _marks_of_people(appearances: list[Appearance]) -> Iterator[tuple[str, str]]:
    if any(appearance.standing is Standing.TO_BE_CONFIRMED for appearance in appearances):
        yield str(wording.TO_BE_CONFIRMED), _("This person has been asked and has not confirmed yet.")
    present = {appearance.presence for appearance in appearances}
    if Presence.VIDEO_LINK in present:
        yield str(wording.PRESENCE_MARKS[Presence.VIDEO_LINK]), _("This person joins by live video.")
    if Presence.RECORDED in present:
        yield str(wording.PRESENCE_MARKS[Presence.RECORDED]), _("This contribution was recorded beforehand.")


def _texts(programme: Programme) -> Iterator[Localised]:
    for session in programme.sessions:
        yield session.title
        yield session.abstract

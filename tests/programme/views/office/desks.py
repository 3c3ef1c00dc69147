"""People at the desk of an edition, and forms filled in as a browser would fill them in."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from tests.factories import CoOrganiserFactory, PersonFactory, RoleFactory

from hromada.programme.models import Edition, Role, Session


def at_the_desk(edition: Edition, kind: str = Role.Kind.EDITOR, **person: Any) -> Client:
    return _client(RoleFactory(edition=edition, kind=kind, person=PersonFactory(**person)).person)


def co_organising(session: Session) -> Client:
    return _client(CoOrganiserFactory(session=session).person)


def _client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    client.person = person
    return client


def filled_in(page: bytes, action: str = "") -> dict[str, Any]:
    """What the form of the page would send if nothing were touched; the one that sends to ``action``."""
    reader = _Form(action)
    reader.feed(page.decode())
    return reader.values


class _Form(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.values: dict[str, Any] = {}
        self.inside = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("method") == "post" and (given.get("action") or "") == self.action
        elif not self.inside:
            return
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._add(name, given.get("value") or "")
        elif tag == "textarea":
            self.textarea = name
            self.values[name] = ""
        elif tag == "select":
            self.select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self.select] = given.get("value") or ""

    def _add(self, name: str, value: str) -> None:
        if name in ("topics", "floor", "interpreted", "editions", "organisations"):
            self.values.setdefault(name, []).append(value)
        else:
            self.values[name] = value

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.textarea:
            # A browser leaves out the first line break, which Django puts there.
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\r\n").removeprefix("\n")
            self.textarea = ""

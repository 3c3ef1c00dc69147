"""One item of a file as a session, and the people in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme.exports.clean import one_line, web_address
from hromada.programme.importing import own, values
from hromada.programme.importing.keys import free_key
from hromada.programme.importing.notes import told
from hromada.programme.importing.own import OwnLines
from hromada.programme.importing.raw import RawItem, RawSchedule
from hromada.programme.snapshot import Access, Appearance, Body, Material, Part, Session, Speaker, Standing

if TYPE_CHECKING:
    from hromada.programme.importing.assembling import _Assembling

_LONGEST_ADDRESS = 500
_SESSION_ADDRESS = re.compile(r"/sessions/([-\w]{1,80})/$")
_EDITION_ADDRESS = re.compile(r"://[^/]+/([a-z]{2,3})/[-\w]+/$")


def language_of_address(address: str) -> str:
    """The language of an export of ours, which stands in the address of its edition."""
    found = _EDITION_ADDRESS.search(address)
    return found[1] if found and found[1] in dict(settings.LANGUAGES) else ""


def session(house: _Assembling, item: RawItem, times: tuple[datetime, datetime]) -> Session:
    title = one_line(values.plain(item.title, html=not house.raw.ours))
    if not title:
        house.notes.mended(item.place, _("it has no title; its kind stands in."))
        title = one_line(item.kind) or "–"
    kind, is_known = values.kind(item.kind)
    if not is_known:
        house.notes.mended(
            item.place, _("the kind “%(kind)s” is none of ours; “other” is taken.") % {"kind": told(item.kind)}
        )
    spoken = house.spoken[id(item)]
    shell = Session(
        key=_key(house, item, title),
        uid=house.uid(item),
        kind=kind,
        title=Localised(),
        starts=times[0],
        ends=times[1],
        room=house.rooms[room].key if (room := one_line(item.room)) in house.rooms else None,
        floor=spoken,
        materials=tuple(_materials(house, item)),
    )
    return _ours(house, item, shell, title) if house.raw.ours else _theirs(house, item, shell, title)


def _key(house: _Assembling, item: RawItem, title: str) -> str:
    if house.raw.ours and (found := _SESSION_ADDRESS.search(item.address)) and found[1] not in house.keys:
        house.keys.add(found[1])
        return found[1]
    acronym = slugify(house.raw.acronym)
    wanted = slugify(item.slug).removeprefix(f"{acronym}-") if acronym else slugify(item.slug)
    return free_key(wanted or title, "session", house.keys, 80)


def _theirs(house: _Assembling, item: RawItem, shell: Session, title: str) -> Session:
    """Abstract and description are one text here; the subtitle is a note."""
    language = shell.floor[0] if shell.floor else house.language
    if any(map(values.has_html, (item.title, item.abstract, item.description, item.subtitle))):
        house.notes.mended(item.place, _("its HTML is made plain text."))
    abstract = values.plain(item.abstract, html=True)
    description = values.plain(item.description, html=True)
    if abstract and description.startswith(abstract):
        abstract = ""
    topic = house.topic(item.track)
    return replace(
        shell,
        title=Localised({language: title}),
        abstract=Localised({language: "\n\n".join(filter(None, (abstract, description)))}),
        note=Localised({language: values.plain(item.subtitle, html=True)}),
        topics=(topic,) if topic else (),
        appearances=tuple(_appearances(house, item, OwnLines())),
    )


def _ours(house: _Assembling, item: RawItem, shell: Session, title: str) -> Session:
    marked, by_invitation = own.subtitle_marks(item.subtitle)
    lines = own.own_lines(item)
    note, note_language = own.without_mark(lines.note)
    abstract, abstract_language = own.without_mark(item.abstract)
    names = lines.facts.get("topics", "")
    topics = [name for name in house.topic_keys if name in names.split(", ") or name == item.track]
    on_site, online = own.capacities(lines.facts.get("places", ""))
    interpreted = lines.facts.get("interpretation", "")
    return replace(
        shell,
        title=Localised({marked or house.language: title}),
        abstract=Localised({abstract_language or house.language: values.plain(abstract, html=False)}),
        note=Localised({note_language or house.language: values.plain(note, html=False)}),
        topics=tuple(house.topic_keys[name] for name in topics),
        organisers=tuple(
            Body(name=house.named(name)) for name in filter(None, lines.facts.get("organised", "").split(", "))
        ),
        format=own.format_of(lines.facts.get("format", "")),
        access=Access.INVITATION if by_invitation else own.access_of(lines.facts.get("access", "")),
        interpreted=tuple(values.language_named(name) for name in interpreted.split(", ") if name),
        sign_up=own.is_required(lines.facts.get("sign_up", "")),
        capacity_on_site=on_site,
        capacity_online=online,
        appearances=tuple(_appearances(house, item, lines)),
    )


def _appearances(house: _Assembling, item: RawItem, lines: OwnLines) -> list[Appearance]:
    found: dict[tuple[str, Part], Appearance] = {}
    for person in item.persons:
        name, is_confirmed = own.unmarked_name(person.name) if house.raw.ours else (person.name, True)
        name = one_line(name)
        if not name:
            house.notes.left_out(item.place, _("a person without a name."))
            continue
        said = [(part, rest) for part, whose, rest in lines.people if whose == person.name]
        part = Part(person.part) if person.part in set(Part) else Part.SPEAKER
        key = _speaker(house, name, values.plain(person.biography, html=not house.raw.ours))
        for one, rest in said or [(part, "")]:
            function, presence = own.presence(rest)
            if (key, one) in found:
                house.notes.mended(item.place, _("“%(name)s” is named twice.") % {"name": told(name)})
            found.setdefault(
                (key, one),
                Appearance(
                    speaker=key,
                    part=one,
                    function=house.named(function),
                    presence=presence,
                    standing=Standing.CONFIRMED if is_confirmed and person.confirmed else Standing.TO_BE_CONFIRMED,
                ),
            )
    return list(found.values())


def _speaker(house: _Assembling, name: str, biography: str) -> str:
    known = house.speakers.get(name)
    if known is None:
        taken = {one.key for one in house.speakers.values()}
        known = Speaker(key=free_key(name, "person", taken, 120), name=house.named(name))
    if biography and not known.biography:
        known = replace(known, biography=house.named(biography))
    house.speakers[name] = known
    return known.key


def _materials(house: _Assembling, item: RawItem) -> list[Material]:
    found = []
    # Our own links lead to the session that this one is part of.
    links = item.attachments if house.raw.ours else [*item.links, *item.attachments]
    for link in links:
        address = web_address(link.url, house.raw.address)
        if address is None or len(address) > _LONGEST_ADDRESS:
            house.notes.left_out(
                item.place, _("the link “%(address)s” leads nowhere on the web.") % {"address": told(link.url)}
            )
            continue
        found.append(Material(title=house.named(one_line(link.title) or address), url=address))
    return found


def with_parents(made: Sequence[Session], raw: RawSchedule) -> list[Session]:
    """Each with the session that it is part of; a circle of them is refused."""
    if not raw.ours:
        return list(made)
    keys = {one.key for one in made}
    wanted = {
        own_key[1]: parent[1]
        for item in raw.items
        for link in item.links
        if (parent := _SESSION_ADDRESS.search(link.url)) and (own_key := _SESSION_ADDRESS.search(item.address))
    }
    for key in wanted:
        above, seen = wanted.get(key), {key}
        while above is not None and above not in seen:
            seen.add(above)
            above = wanted.get(above)
        if above is not None:
            raise Refusal("circle", _("The session “%(key)s” is part of itself, through others.") % {"key": above})
    return [replace(one, parent=wanted.get(one.key) if wanted.get(one.key) in keys else None) for one in made]

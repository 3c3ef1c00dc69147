"""Which row a cell means that names one of another sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from hromada.kernel.localised import Localised
from hromada.programme.importing.notes import told
from hromada.programme.workbook.book import Book, Row, Value
from hromada.programme.workbook.naming import name_and_key, names_of
from hromada.programme.workbook.tables import BY_NAME, TABLES
from hromada.programme.workbook.values import Mention, Wrong
from hromada.programme.workbook.words import plain


@dataclass(frozen=True, kw_only=True)
class House:
    """What the database knows beside the draft, of that which a file names."""

    people: Mapping[str, Localised] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    uids_elsewhere: frozenset[str] = frozenset()


class Finder:
    """By the key in square brackets; else by the name in any language, of the file first, then of the draft."""

    def __init__(self, before: Book, house: House) -> None:
        self.house = house
        self.stored = {table.name: before.by_key(table.name) for table in TABLES}
        self.renamed: dict[tuple[str, str], str] = {}
        self._known: dict[str, set[str]] = {}
        self._by_name: dict[str, dict[str, list[str]]] = {}
        self._by_old_name: dict[str, dict[str, list[str]]] = {}

    def learn(self, table: str, rows: Iterable[Row], *, without: Collection[str]) -> None:
        """From now on, rows of this table can be named: those of the file, and of the draft all but ``without``."""
        given = list(rows)
        stays = [row for row in self.stored[table].values() if row.key not in without]
        self._known[table] = {row.key for row in [*given, *stays]}
        if table != "appearances":
            self._by_name[table] = _by_name(given, BY_NAME[table].called)
            self._by_old_name[table] = _by_name(stays, BY_NAME[table].called)

    def key(self, table: str, mention: Mention, before: Value) -> str:
        """Raises Wrong. ``before`` is what the draft has in that place."""
        if table == "network":
            return self._organisation(mention)
        _name, key = name_and_key(mention)
        key = self.renamed.get((table, key), key)
        if key and key in self._known[table]:
            return key
        if isinstance(before, str) and before in self._known[table] and self._is_called(table, before, mention):
            return before
        found = self._by_name.get(table, {}).get(plain(mention)) or self._by_old_name.get(table, {}).get(plain(mention))
        if found and len(found) == 1:
            return found[0]
        if found:
            raise Wrong(
                _("several are called “%(found)s”; please write the key of one behind it in square brackets.")
                % {"found": told(mention)}
            )
        if table == "sessions":
            raise Wrong(_("there is no session “%(found)s” in this workbook.") % {"found": told(mention)})
        raise Wrong(
            _("there is no “%(found)s” on the sheet “%(sheet)s”.")
            % {"found": told(mention), "sheet": BY_NAME[table].title}
        )

    def _is_called(self, table: str, key: str, mention: str) -> bool:
        row = self.stored[table].get(key)
        return row is not None and plain(mention) in map(plain, names_of(row, BY_NAME[table].called))

    def _organisation(self, mention: Mention) -> str:
        if mention not in self.house.organisations:
            raise Wrong(_("“%(found)s” is no organisation of the network.") % {"found": told(mention)})
        return str(mention)

    def is_new_person(self, mention: Mention, names: Collection[str], given: Iterable[Row]) -> bool:
        """Whether a cell names someone whom neither the draft nor the sheet of names has."""
        _name, key = name_and_key(mention)
        keys = {row.key for row in given} | self.stored["people"].keys()
        return not key and key not in keys and plain(mention) not in names

    def someone_of_the_house(self, name: str) -> str | None:
        """Who has this name, and the key that it would give."""
        slug = slugify(name)
        numbered = (key for key in self.house.people if key == slug or key.startswith(f"{slug}-"))
        return next((key for key in numbered if name in self.house.people[key].values()), None)


def _by_name(rows: Iterable[Row], called: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        for name in dict.fromkeys(map(plain, names_of(row, called))):
            found.setdefault(name, []).append(row.key)
    return found

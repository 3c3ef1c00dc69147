"""Values as the audit keeps them, in words: what a field is called, what it said, whom a number means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.kernel.editing import Edited, label_of, language_in_words
from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.relations import others_of

Fact = tuple[type[models.Model], str, Any]
"""Of which model, at which path, which value."""


class Saying:
    """Says many facts with one query for each model that they refer to. ``zone``: of the clocks that are meant."""

    def __init__(self, facts: Iterable[Fact], *, zone: tzinfo = UTC) -> None:
        self.zone = zone
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for model, path, value in facts:
            target = _target(model, path)
            if target is not None and value is not None:
                wanted[target] |= set(value) if isinstance(value, list | tuple) else {value}
        self._names = {
            target: {row.pk: str(row) for row in target._base_manager.filter(pk__in=pks)}
            for target, pks in wanted.items()
        }

    def say(self, model: type[models.Model], path: str, value: Any) -> str:
        """'' for what is empty."""
        field = _field(model, path)
        if value is None or value in ("", []):
            return ""
        if (target := _target(model, path)) is not None:
            names = self._names.get(target, {})
            pks = value if isinstance(value, list | tuple) else [value]
            return ", ".join(names.get(pk) or _("something that has been deleted since") for pk in pks)
        if isinstance(value, bool):
            return pgettext("answer", "yes") if value else pgettext("answer", "no")
        if isinstance(value, list | tuple):
            return ", ".join(" ".join(_leaves(one)) or language_in_words(str(one)) for one in value)
        if isinstance(field, models.FileField):
            is_picture = isinstance(field, models.ImageField)
            return _("a picture") if is_picture else PurePosixPath(str(value)).name
        choices = dict(getattr(field, "flatchoices", ()) or ())
        if value in choices:
            return str(choices[value])
        return self._moment(field, value)

    def _moment(self, field: Any, value: Any) -> str:
        if isinstance(field, models.DateTimeField) and (instant := _instant(value)):
            local = instant.astimezone(self.zone)
            return f"{date_format(local, 'SHORT_DATE_FORMAT')}, {local:%H:%M}"
        if isinstance(field, models.DateField) and (day := parse_date(str(value))):
            return date_format(day, "SHORT_DATE_FORMAT")
        return str(value)


@dataclass(frozen=True)
class Choice:
    """A clash as it is put to the person; ``language`` of a text, '' of anything else."""

    path: str
    label: str
    mine: str
    theirs: str
    by: str
    at: datetime
    language: str

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


def choices_of(edited: Edited[Any], *, zone: tzinfo = UTC) -> list[Choice]:
    model = type(edited.thing)
    facts = [(model, clash.path, value) for clash in edited.clashes for value in (clash.mine, clash.theirs)]
    saying = Saying(facts, zone=zone)
    return [
        Choice(
            path=clash.path,
            label=label_of(model, clash.path),
            mine=saying.say(model, clash.path, clash.mine),
            theirs=saying.say(model, clash.path, clash.theirs),
            by=str(clash.by) if clash.by else _("the software"),
            at=clash.at.astimezone(zone),
            language=clash.path.partition(".")[2],
        )
        for clash in edited.clashes
    ]


def merged_in_words(edited: Edited[Any]) -> str:
    """Which fields others had changed meanwhile; '' for none."""
    return ", ".join(label_of(edited.thing, path) for path in edited.merged)


def tell_what_was_saved(request: HttpRequest, edited: Edited[Any]) -> None:
    if edited.merged:
        fields = merged_in_words(edited)
        messages.info(request, _("Others have changed this meanwhile: %(fields)s. It is kept.") % {"fields": fields})
    if edited.changes:
        messages.success(request, _("Saved."))
    elif not edited.merged:
        messages.info(request, _("Nothing was changed."))


def base_sent(data: Mapping[str, str]) -> int:
    """Where the history stood when the form was opened; what is no number stands for its beginning."""
    base = data.get("base", "")
    return int(base) if base.isdecimal() and len(base) < 19 else 0


def chosen_theirs(data: Mapping[str, str]) -> list[str]:
    """Paths at which the person takes what the other one wrote."""
    return [name.removeprefix("choice:") for name in data if name.startswith("choice:") and data[name] == "theirs"]


def with_theirs(thing: models.Model, values: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """The values, at these paths with what the thing says now."""
    mixed = dict(values)
    for path in paths:
        name, _dot, language = path.partition(".")
        if name not in mixed:
            continue
        field = thing._meta.get_field(name)
        if isinstance(field, LocalisedField):
            mixed[name] = Localised({**mixed[name], language: getattr(thing, name).get(language)})
        else:
            mixed[name] = others_of(thing, name) if field.many_to_many else getattr(thing, name)
    return mixed


def _leaves(value: Any) -> Iterator[str]:
    """The words within a mapping; nothing of anything else."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner) if isinstance(inner, Mapping) else [str(inner)]


def _field(model: type[models.Model], path: str) -> Any:
    return model._meta.get_field(path.partition(".")[0])


def _target(model: type[models.Model], path: str) -> type[models.Model] | None:
    found: type[models.Model] | None = _field(model, path).related_model
    return found


def _instant(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) else parse_datetime(str(value))
